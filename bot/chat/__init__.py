"""What a chat is beside bookings: whose it is, its language, its vehicles, its alerts."""
