"""Worker processes: what may crash, hang or grow is done there, one file after another."""
