"""What sign-in sheets and record sheets say, from lines of text and the cells of a page."""
