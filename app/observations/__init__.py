"""What plate readers tell: believed, doubted, decided by a person."""
