"""Ways in and out: each channel carries messages between people and the inbox."""
