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

    async def take(self) -> None:
        """Count a request before it is made: a crash may waste one, and never exceeds.

        Raises: ErrandFailedError when the budget of the day is spent.
        """
        async with self.database.begin() as conn:
            allowed = await spending.take(conn, self.service, self._today(), self.budget)
        if not allowed:
            raise ErrandFailedError("over budget")
        self.counted(self.service, 1, 0)

    async def used(self, tokens: int) -> None:
        """What the request has used, as the service says."""
        async with self.database.begin() as conn:
            await spending.add_tokens(conn, self.service, self._today(), tokens)
        self.counted(self.service, 0, tokens)

    def _today(self) -> date:
        return self.now().astimezone(self.zone).date()
