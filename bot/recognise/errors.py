"""What is wrong with a picture."""

from bot.workers.errors import FileError


class PictureError(FileError):
    """A file that shows nothing.  reason: a short code in English, never words of members."""
