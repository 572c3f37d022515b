"""Questions in a group or to the bot alone: answered, offered, or passed to staff (R11-R13)."""
