"""One file a page: load what it shows, and show it."""
