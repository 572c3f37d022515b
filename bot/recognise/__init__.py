"""What pictures show.  Everything here runs in worker processes and needs the extra `vision`."""
