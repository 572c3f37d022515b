"""One record: its pieces, what is corrected and added, and its filing (R4, R6, R7)."""
