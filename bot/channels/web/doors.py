"""One-time sign-in links: each opens the page once."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hmac import compare_digest

FRESH = timedelta(minutes=10)  # long enough to pick up another phone, too short to pass on


class Doors:
    """Keys that are still good.  The first one, printed at the start, does not age."""

    def __init__(self, first: str | None, now: Callable[[], datetime]) -> None:
        self._now = now
        self._keys: dict[str, datetime | None] = {first: None} if first else {}

    def make(self) -> str:
        """A new key, good once and for a short while."""
        key = secrets.token_urlsafe(24)
        self._keys[key] = self._now() + FRESH
        return key

    def open_with(self, key: str) -> bool:
        """Whether the key was good; it is not any more."""
        now = self._now()
        self._keys = {k: due for k, due in self._keys.items() if due is None or due > now}
        for good in list(self._keys):
            if compare_digest(good.encode(), key.encode("utf-8", "surrogateescape")):
                del self._keys[good]
                return True
        return False
