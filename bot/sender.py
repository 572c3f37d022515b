"""Outbox to channel: paced, answers first, honest about what a crash left unknown (R8, R10)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config_sections import SenderSettings
from bot.departures import Departures
from bot.handing import RETRY, Leaving, Outside, note, unknown
from bot.lost import put_before_staff
from bot.pace import Pace
from bot.precedence import HURRIED, MUST_ARRIVE, precedence
from handlers.model.admission import Act
from handlers.model.people import WEB
from store import inbox, outbox
from store.db import Database
from store.inbox import InboxStatus
from store.outbox import Queued

AT_ONCE = 200  # rows looked at together
LONG_AGO = datetime.fromtimestamp(0, UTC)


def _any_time(at: datetime) -> datetime:
    return at


class Sender:
    """Of one account, which has a pace of its own.

    stamp: the moment a message is said to leave, given its departure (live: the clock).
    outside: who takes the messages; None for the web chat: what is for it is stored, and its
    readers fetch it, so that there to send is to store.
    allowed: the first moment from one on that lies outside the quiet hours (R2).
    prints: somebody prints the pages of messages, so that they wait for them.
    """

    def __init__(
        self,
        database: Database,
        settings: SenderSettings,
        stamp: Callable[[datetime], datetime],
        outside: Outside | None = None,
        allowed: Callable[[datetime], datetime] = _any_time,
        *,
        prints: bool = False,
    ) -> None:
        self._database = database
        self._outside = outside
        self.channel = outside.channel.name if outside else WEB
        self._settings = settings
        self._stamp = stamp
        self._allowed = allowed
        self._prints = prints
        self._pace = Pace(settings)
        self.delayed_until: datetime | None = None  # of what is due but must keep the pace

    async def start(self, now: datetime) -> list[Queued]:
        """Remember the pace; what a crash caught in mid-send and may have been said.

        What must arrive is said again instead, once.
        """
        async with self._database.begin() as conn:
            caught = await outbox.recover(conn, MUST_ARRIVE, channel=self.channel)
            lost = unknown(caught)
            await put_before_staff(conn, lost)
            window = self._settings.breaker[1] if self._settings.breaker else RETRY
            sent = await outbox.recent(conn, now - max(window, RETRY), self.channel)
        waited = [(room, precedence(purpose), at) for room, purpose, at in sent]
        self._pace = Pace(self._settings, waited)
        note(caught)
        return lost

    @property
    def owes(self) -> bool:
        """Whether `step` has work though nothing may be due."""
        return self._outside is not None and self._outside.owes

    async def step(self, now: datetime) -> Sequence[Leaving]:
        """Send everything whose moment has come and that nobody drops; what was sent."""
        if self._outside is not None and not await self._outside.ready():
            return []
        async with self._database.begin() as conn:
            due = await outbox.due(conn, now, AT_ONCE, HURRIED, self.channel)
            leaving = self._leaving(due, now)
            if self._outside is None:
                return await self._store(conn, leaving)
        return await self._take_out(self._outside, leaving, now)

    async def _take_out(
        self, outside: Outside, leaving: Sequence[Leaving], now: datetime
    ) -> Sequence[Leaving]:
        """An account that only listens leaves its words to a person (R10); it may look."""
        speaks = outside.speaks(now)
        left = {one.queued.id for one in leaving if not (speaks or _is_look(one.queued))}
        if left:
            async with self._database.begin() as conn:
                await outbox.put_by_hand(conn, left)
        going = [one for one in leaving if one.queued.id not in left]
        return [one for one in going if await outside.hand_over(one)]

    def _leaving(self, due: Sequence[Queued], now: datetime) -> list[Leaving]:
        leaving: list[Leaving] = []
        delayed: list[datetime] = []
        earliest = self._stamp(LONG_AGO)  # live nothing leaves in the past any more
        departures = Departures(due, partial(self._departure, earliest))
        for queued, at in departures:
            waits = self._prints and queued.outgoing.page
            if at > max(now, earliest) or waits:
                delayed.append(max(at, now))
            else:
                out = queued.outgoing
                self._pace.note(out.room, precedence(out.purpose), at)
                leaving.append(Leaving(queued, at))
                departures.left(queued)
        self.delayed_until = min(delayed, default=None)
        return leaving

    def _departure(self, earliest: datetime, queued: Queued) -> datetime:
        """The quiet hours are for words: what is taken back disturbs nobody."""
        out = queued.outgoing
        if out.act == Act.RECALL:
            return max(out.not_before, earliest)
        paced = self._pace.departure(
            queued.id, out.room, out.not_before, precedence(out.purpose)
        )
        return self._allowed(max(paced, earliest))

    async def _store(
        self, conn: AsyncConnection, leaving: Sequence[Leaving]
    ) -> Sequence[Leaving]:
        """To send is to store: the words, and that they were said, commit together."""
        if not leaving:
            return []
        ids = [one.queued.id for one in leaving]
        begun = await outbox.mark_sending(conn, ids, leaving[0].at)
        going = [one.as_of(begun) for one in leaving if one.queued.id in begun]
        said = [one.said(one.external_id) for one in going]
        await inbox.put(conn, said, InboxStatus.HANDLED)
        sent = [(one.queued.id, one.external_id, one.at) for one in going]
        await outbox.mark_sent(conn, sent)
        return going


def _is_look(queued: Queued) -> bool:
    """Nobody notices that an account looks who is in a room."""
    return queued.outgoing.act == Act.LOOK_AT_ROOM
