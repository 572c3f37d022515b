"""Outbox to channel: paced, answers first, honest about what a crash left unknown (R8, R10)."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.base import Channel
from bot.config_sections import SenderSettings
from bot.departures import Departures
from bot.errors import SendFailedError
from bot.lost import put_before_staff
from bot.pace import Pace
from bot.precedence import HURRIED, MUST_ARRIVE, precedence
from store import inbox, outbox
from store.db import Database
from store.inbox import Inbound, InboxStatus
from store.outbox import OutboxStatus, Queued

log = logging.getLogger(__name__)

AT_ONCE = 200  # rows looked at together
RETRY = timedelta(minutes=1)
TRIES = 1440  # a day of them; then staff look after it
LONG_AGO = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A message whose moment has come."""

    queued: Queued
    at: datetime

    @property
    def external_id(self) -> str:
        """Of a channel that stores what it sends."""
        return f"b{self.queued.id}"


def _any_time(at: datetime) -> datetime:
    return at


class Sender:
    """stamp: the moment a message is said to leave, given its departure (live: the clock).

    channels: those that are handed their messages.  What is for the web chat is stored, and
    its readers fetch it: there to send is to store.
    allowed: the first moment from one on that lies outside the quiet hours (R2).
    prints: somebody prints the pages of messages, so that they wait for them.
    """

    def __init__(
        self,
        database: Database,
        settings: SenderSettings,
        stamp: Callable[[datetime], datetime],
        channels: Mapping[str, Channel] | None = None,
        allowed: Callable[[datetime], datetime] = _any_time,
        *,
        prints: bool = False,
    ) -> None:
        self._database = database
        self._channels = channels or {}
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
            caught = await outbox.recover(conn, MUST_ARRIVE)
            lost = [queued for queued in caught if queued.status is OutboxStatus.UNKNOWN]
            await put_before_staff(conn, lost)
            window = self._settings.breaker[1] if self._settings.breaker else RETRY
            sent = await outbox.recent(conn, now - max(window, RETRY))
        waited = [(room, precedence(purpose), at) for room, purpose, at in sent]
        self._pace = Pace(self._settings, waited)
        for queued in caught:
            unknown = queued.status is OutboxStatus.UNKNOWN
            words = "send of unknown outcome" if unknown else "send begun again"
            log.warning(words, extra={"outbox": queued.id})
        return lost

    async def step(self, now: datetime) -> Sequence[Leaving]:
        """Send everything whose moment has come; what was sent."""
        async with self._database.begin() as conn:
            leaving = self._leaving(await outbox.due(conn, now, AT_ONCE, HURRIED), now)
            stored = [one for one in leaving if self._channel(one) is None]
            await self._store(conn, stored)
            others = [(one, channel) for one in leaving if (channel := self._channel(one))]
            if others:
                await outbox.mark_sending(conn, [one.queued.id for one, _ in others], now)
        for one, channel in others:
            await self._hand_over(one, channel)
        return leaving

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
        out = queued.outgoing
        paced = self._pace.departure(
            queued.id, out.room, out.not_before, precedence(out.purpose)
        )
        return self._allowed(max(paced, earliest))

    def _channel(self, leaving: Leaving) -> Channel | None:
        return self._channels.get(leaving.queued.outgoing.channel)

    async def _store(self, conn: AsyncConnection, leaving: Sequence[Leaving]) -> None:
        """To send is to store: the words, and that they were said, commit together."""
        if not leaving:
            return
        await outbox.mark_sending(conn, [one.queued.id for one in leaving], leaving[0].at)
        await inbox.put(conn, [_said(one) for one in leaving], InboxStatus.HANDLED)
        sent = [(one.queued.id, one.external_id, one.at) for one in leaving]
        await outbox.mark_sent(conn, sent)

    async def _hand_over(self, leaving: Leaving, channel: Channel) -> None:
        """Marked before and after: a crash in between leaves it unknown, never doubled."""
        queued = leaving.queued
        try:
            message = replace(queued.outgoing, photos=queued.pictures)
            external_id = await channel.send(message)
        except SendFailedError as error:
            log.warning("send failed", extra={"outbox": queued.id})
            await self._put_off(leaving, type(error).__name__)
            return
        async with self._database.begin() as conn:
            await outbox.mark_sent(conn, [(queued.id, external_id, leaving.at)])

    async def _put_off(self, leaving: Leaving, error: str) -> None:
        queued = leaving.queued
        async with self._database.begin() as conn:
            if queued.tries + 1 < TRIES:
                await outbox.hold(conn, [queued.id], leaving.at + RETRY, error)
            else:
                await outbox.mark_failed(conn, queued.id, error)
                await put_before_staff(conn, [queued])


def _said(leaving: Leaving) -> Inbound:
    out = leaving.queued.outgoing
    return Inbound(
        channel=out.channel,
        room=out.room,
        external_id=leaving.external_id,
        kind="said",
        lane=out.room,
        sender=None,
        at=leaving.at,
        received_at=leaving.at,
        body={
            "text": out.text,
            "pictures": list(leaving.queued.pictures),
            "to": list(out.to),
        },
    )
