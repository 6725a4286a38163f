"""Setting up, running and checking ParkPro on a developer's machine.

`bootstrap` and what it imports run under the system's Python before anything is installed,
so they use the standard library only.
"""
