"""What is watched: every account, the store, and silence where there is always talk (R18).

`look` decides and tells; it needs memory alone, so it works while the store hangs.
`remember` writes what `look` has to keep, reads who was heard, and so finds out whether the
store can be written.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alarms.absence import Absence, follow, trouble
from bot.alarms.book import SOON, Book, Trouble, steady
from bot.alarms.hearing import Hearing
from bot.alarms.missed import heard_again, missed, nobody_to_miss
from bot.alarms.notice import Around
from bot.alarms.telling import Telling
from bot.alarms.ways import Way
from bot.alarms.writing import STORE, Writing
from bot.channels.account import Accounts
from bot.config import Config
from store import alarms, directory
from store.alarms import About, AlarmKind
from store.db import Database

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=15)
FRESH = 3 * LOOK_EVERY


class Watch:
    """One a process.  begun: when it was made."""

    def __init__(
        self, config: Config, accounts: Accounts, ways: Sequence[Way], begun: datetime
    ) -> None:
        self.loaded = False
        self._settings, self._zone = config.alarms, config.zone
        self._accounts = accounts
        self._book = Book([way.name for way in ways])
        self._telling = Telling(self._book, ways)
        self._around = Around(config.zone, config.alarms.console)
        self._hearing = Hearing(config.zone)
        self._absences: dict[str, Absence] = {}
        self._writing = Writing(begun, FRESH)
        self._looked = begun

    @property
    def unstored(self) -> bool:
        """Whether there is news for `remember`."""
        return self._book.unstored

    async def remember(self, database: Database, now: Callable[[], datetime]) -> None:
        """Whatever needs the store.  Raises: StoreUnavailable; nothing is lost then."""
        changed = self._book.changed()
        whole = self._accounts.whole.until(now())
        try:
            async with database.begin() as conn:
                await alarms.pulse(conn, now(), whole)
                await alarms.save(conn, changed)
                await alarms.forget(conn, now() - SOON)
        except BaseException:
            self._book.changed_again(changed)
            raise
        self._writing.wrote(now())
        if not self.loaded:
            async with database.read() as conn:
                self._book.take(await alarms.all_(conn))
            self.loaded = True
        await self._listen(database, now())

    async def look(self, now: datetime) -> None:
        """Decide what is well again or wrong, and tell it."""
        if now - self._looked >= FRESH:
            self._writing.slept(now)
        self._looked = now
        for account in self._accounts.all:
            before = self._absences.get(account.channel)
            self._absences[account.channel] = follow(before, account, now)
        self._end(now)
        for found in list(self._troubles(now)):
            if self._book.begin(found, now):
                log.warning("alarm raised", extra=_values(found))
        called = {one.channel: one.name for one in self._accounts.all}
        await self._telling.tell(replace(self._around, accounts=called), now)

    async def _listen(self, database: Database, now: datetime) -> None:
        async with database.read() as conn:
            channels = {one.channel for one in self._accounts.all}
            learnt = self._settings.silence and await self._hearing.read(
                conn, channels, now
            )
            if learnt or any(one.about.room for one in self._book.open):
                rooms = (await directory.rooms(conn)).items()
                named = {str(id_): room.name for id_, room in rooms}
                self._around = replace(self._around, rooms=named)

    def _troubles(self, now: datetime) -> Iterator[Trouble]:
        store = self._writing.trouble(now, self._settings.store_after)
        if store is not None:
            yield store
        if not self.loaded and store is None:
            return  # what a process before this one told is not known yet
        for absence in self._absences.values():
            channel = absence.account.channel
            told = any(map(self._book.of, away(channel)))
            gone = trouble(absence, now, self._settings.after, told=told)
            if gone is not None and not self._book.of(About(AlarmKind.SCAN, channel)):
                yield gone
            if absence.up is not None and absence.down is None:
                yield from missed(channel, absence.up, self._hearing, now, self._zone)

    def _end(self, now: datetime) -> None:
        for about in list(heard_again(self._book, self._hearing)):
            self._book.end(about, now)
        for about in list(nobody_to_miss(self._book, self._hearing)):
            self._book.end(about, now, quietly=True)
        store = self._book.of(STORE)
        if store and self._writing.well_for(now) >= steady(store):
            self._book.end(STORE, now)
        for absence in self._absences.values():
            lasting = [*filter(None, map(self._book.of, away(absence.account.channel)))]
            up = absence.up
            if up and lasting and now - up >= max(map(steady, lasting)):
                for place, alarm in enumerate(lasting):
                    self._book.end(alarm.about, now, quietly=place > 0)


def away(channel: str) -> tuple[About, About]:
    """What may be said of an account that is away, the earlier first."""
    return About(AlarmKind.OUTAGE, channel), About(AlarmKind.SCAN, channel)


def _values(found: Trouble) -> dict[str, str]:
    about = found.about
    return {"kind": about.kind.value, "channel": about.channel, "code": found.code}
