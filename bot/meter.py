"""What an outside service may be asked a day: counted in the store before each request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.errors import ErrandFailedError
from store import spending
from store.db import Database
from store.spending import Spending


@dataclass(frozen=True, slots=True)
class Meter:
    """The budget of one service; days are the neighbourhood's.

    counted: told of (service, requests, tokens), for the figures.
    """

    service: str
    budget: Spending
    database: Database
    now: Callable[[], datetime]
    zone: tzinfo
    counted: Callable[[str, int, int], None]

    async def take(self) -> date:
        """Count a request before it is made: a crash may waste one, and never exceeds.

        Returns the day on which it counts, for `used`.
        Raises: ErrandFailedError when the budget of the day is spent.
        """
        day = self.now().astimezone(self.zone).date()
        async with self.database.begin() as conn:
            allowed = await spending.take(conn, self.service, day, self.budget)
        if not allowed:
            raise ErrandFailedError("over budget")
        self.counted(self.service, 1, 0)
        return day

    async def used(self, day: date, tokens: int) -> None:
        """What a request has used.  day: on which it was taken."""
        async with self.database.begin() as conn:
            await spending.add_tokens(conn, self.service, day, tokens)
        self.counted(self.service, 0, tokens)
