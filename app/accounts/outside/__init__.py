"""Signing in with an outside OpenID provider (docs/decisions/0025)."""
