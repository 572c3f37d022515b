"""How the bot comes into rooms, and what it does when people come and go there (R10, R14)."""
