"""What staff do on the console: the same decisions as in the rooms, from forms."""
