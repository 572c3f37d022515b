"""What is wrong with a picture; it crosses the border of a worker process."""


class PictureError(ValueError):
    """A file that shows nothing.  reason: a short code in English, never words of members."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LostError(PictureError):
    """The recogniser crashed on it (“crash”) or did not end in time (“timeout”)."""
