"""What the console keeps for itself: accounts, sign-ins, and who did what."""
