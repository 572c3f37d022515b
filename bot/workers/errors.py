"""Why a task could not be done with a file; it crosses the border of a worker process."""


class FileError(ValueError):
    """Nothing came of a file.  reason: a short code in English, never words of members."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LostError(FileError):
    """The worker crashed on it (“crash”) or did not end in time (“timeout”)."""
