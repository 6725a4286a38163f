"""What happened before the demo began: weeks of stays with their money, written in bulk.

The verbs of the house would take minutes for it. What they would have left in the tables is left there:
prices are made by the rules of pricing, books by those of the ledger, and `find_violations` finds nothing. Of
what is long over there are no events, no messages and no gateway's messages.
"""
