"""Living with a booking: see it, extend it, end it, find the spot again."""
