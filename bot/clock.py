"""What time it is: the one place that asks, and a clock that a replay moves."""

from datetime import UTC, datetime


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment it was last moved to."""
        return self._at

    def move(self, at: datetime) -> None:
        """Forward to `at`; never back."""
        self._at = max(self._at, at)
