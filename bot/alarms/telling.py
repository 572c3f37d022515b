"""Alarms go out by every way until each has taken them; one that is stuck holds none up."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alarms.book import Book
from bot.alarms.notice import Around, notice
from bot.alarms.ways import Way
from bot.errors import NoticeFailedError, describe

log = logging.getLogger(__name__)

APART = timedelta(minutes=1)  # two messages by one way; what comes meanwhile is in the next
AGAIN = timedelta(seconds=15)  # after a failure, then twice as long each time
SLOWEST = timedelta(minutes=10)
AT_ONCE = 20  # alarms of one message


@dataclass(slots=True)
class _Course:
    """How it goes by one way."""

    failures: int = 0
    not_before: datetime | None = None


class Telling:
    """What is still to be told is in the book, so it survives a restart."""

    def __init__(self, book: Book, ways: Sequence[Way]) -> None:
        self._book = book
        self._courses = [(way, _Course()) for way in ways]

    async def tell(self, around: Around, now: datetime) -> None:
        """Everything that is due, by all ways side by side."""
        await asyncio.gather(
            *(self._by(way, course, around, now) for way, course in self._courses)
        )

    async def _by(self, way: Way, course: _Course, around: Around, now: datetime) -> None:
        alarms = self._book.to_tell(way.name)[:AT_ONCE]
        if not alarms or (course.not_before and now < course.not_before):
            return
        try:
            await way.send(notice(alarms, around))
        except Exception as error:  # noqa: BLE001 -- the other ways must go on (R18)
            course.failures += 1
            wait = min(SLOWEST, AGAIN * 2 ** min(course.failures - 1, 10))
            course.not_before = now + wait
            log.error("alarm not told", extra={"way": way.name, "error": _why(error)})  # noqa: TRY400
        else:
            course.failures, course.not_before = 0, now + APART
            self._book.told(alarms, way.name)
            log.info("alarms told", extra={"way": way.name, "alarms": len(alarms)})


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, NoticeFailedError) else describe(error)
