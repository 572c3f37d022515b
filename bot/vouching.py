"""The word by which an account in the outside knows who is of staff.

Staff read it on the console and send it to the account; it holds for a week, so that one
that somebody overheard is worth little.
"""

from datetime import datetime, tzinfo
from hmac import digest

DIGITS = 8


def word(secret: str, now: datetime, zone: tzinfo) -> str:
    """Eight digits, the same from Monday to Sunday.  secret: of this bot alone."""
    year, week, _ = now.astimezone(zone).isocalendar()
    drawn = digest(secret.encode(), f"staff/{year}/{week}".encode(), "sha256")
    return f"{int.from_bytes(drawn[:8], 'big') % 10**DIGITS:0{DIGITS}d}"
