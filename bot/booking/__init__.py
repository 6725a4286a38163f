"""Making a booking: one module for each question."""
