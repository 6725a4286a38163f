"""What is kept of one person or one guest's address: found, handed out, erased."""
