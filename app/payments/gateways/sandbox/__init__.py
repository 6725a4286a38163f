"""A stand-in for RinggitPay: the same protocol over real HTTP, with screens, and no money.

It runs as a process of its own (`python -m app.payments.gateways.sandbox`) and shares no code with the client
it is there to test: were one of the two to misread the protocol, the other would not follow.
"""

from app.payments.gateways.sandbox.application import create_sandbox
from app.payments.gateways.sandbox.config import SandboxConfig

__all__ = ["SandboxConfig", "create_sandbox"]
