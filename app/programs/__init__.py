"""Programs of others: plate readers, partners' services, apps. Who they are, and what they may (OAuth 2)."""
