"""What the bot remembers.  One module per noun; the SQL is meant to be read."""
