"""What pictures show, and what follows from it for a record (R1, R5)."""
