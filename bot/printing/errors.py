"""Why a page could not be printed; it crosses the border of a worker process."""

from bot.workers.errors import FileError


class PrintError(FileError):
    """A page that cannot be printed.  reason: a short constant phrase, nobody's words."""
