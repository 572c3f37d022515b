"""The word by which an account in the outside knows who is of staff.

Staff read it on the console and send it to the account; it holds for a week, so that one
that somebody overheard is worth little.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from hmac import compare_digest, digest

DIGITS = 8
TRIES = 5  # of one contact a day; nobody mistypes it more often
ALL_TRIES = 200  # of all contacts a day, against whoever has many of them
_DIGITS = re.compile(r"[0-9]+")


def word(secret: str, now: datetime, zone: tzinfo) -> str:
    """Eight digits, the same from Monday to Sunday.  secret: of this bot alone."""
    year, week, _ = now.astimezone(zone).isocalendar()
    drawn = digest(secret.encode(), f"staff/{year}/{week}".encode(), "sha256")
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"


@dataclass(slots=True)
class Vouching:
    """Who gives the word.  A text is one try, and only so many count a day."""

    word: Callable[[], str]
    now: Callable[[], datetime]
    _day: date | None = field(default=None, init=False)
    _tries: Counter[str] = field(default_factory=Counter, init=False)

    def holds(self, contact: str, text: str) -> bool:
        """Whether these words of this contact hold the word, and no other number."""
        numbers = _DIGITS.findall(text)
        if len(numbers) != 1 or len(numbers[0]) != DIGITS:
            return False
        today = self.now().date()
        if today != self._day:
            self._day, self._tries = today, Counter()
        if self._tries[contact] >= TRIES or self._tries.total() >= ALL_TRIES:
            return False
        self._tries[contact] += 1
        return compare_digest(numbers[0], self.word())
