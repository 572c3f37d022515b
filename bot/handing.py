"""Handing a message to a channel of the outside: marked before and after (R8, R9).

A crash or a broken link in between leaves the message unknown, and staff decide; what must
arrive is said again instead, once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import taking_back
from bot.channels.base import Channel
from bot.errors import SendFailedError, SendUnknownError
from bot.lost import put_before_staff
from bot.precedence import MUST_ARRIVE
from handlers.model.admission import Act
from store import inbox, outbox
from store.db import Database
from store.inbox import Inbound, InboxStatus
from store.outbox import OutboxStatus, Queued

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=1)
TRIES = 1440  # a day of them; then staff look after it
TRIES_TO_RECALL = 2  # soon it is too late for that


@dataclass(frozen=True, slots=True)
class Leaving:
    """A message whose moment has come."""

    queued: Queued
    at: datetime

    @property
    def external_id(self) -> str:
        """Of a channel that stores what it sends."""
        return f"b{self.queued.id}"

    def said(self, external_id: str) -> Inbound:
        """The message as it stands in its room from now on."""
        out = self.queued.outgoing
        return Inbound(
            channel=out.channel,
            room=out.room,
            external_id=external_id,
            kind="said",
            lane=out.room,
            sender=None,
            at=self.at,
            received_at=self.at,
            body={
                "text": out.text,
                "pictures": list(self.queued.pictures),
                "to": list(out.to),
            },
        )


@dataclass(frozen=True, slots=True)
class Outside:
    """A channel that takes messages away.

    speaks: whether its account may say anything by now, or only listens (R10).
    """

    database: Database
    channel: Channel
    speaks: Callable[[datetime], bool]

    async def hand_over(self, leaving: Leaving) -> None:
        """Send it; whatever comes of it is stored before this returns."""
        queued = leaving.queued
        async with self.database.begin() as conn:
            await outbox.mark_sending(conn, [queued.id], leaving.at)
        try:
            external_id = await self._send(queued)
        except SendFailedError as error:
            log.warning("send failed", extra={"outbox": queued.id})
            await self._put_off(leaving, type(error).__name__)
        except SendUnknownError:
            await self._lost_track(queued)
        else:
            await self._keep(leaving, external_id)

    async def _send(self, queued: Queued) -> str:
        out = queued.outgoing
        if out.act:
            await self.channel.act(out.act, out.text)
            return f"b{queued.id}"
        return await self.channel.send(replace(out, photos=queued.pictures))

    async def _keep(self, leaving: Leaving, external_id: str) -> None:
        async with self.database.begin() as conn:
            await outbox.mark_sent(conn, [(leaving.queued.id, external_id, leaving.at)])
            out = leaving.queued.outgoing
            if out.act == Act.RECALL:
                await taking_back.done(conn, out, leaving.at)
            elif not out.act:
                await inbox.put(conn, [leaving.said(external_id)], InboxStatus.HANDLED)

    async def _put_off(self, leaving: Leaving, error: str) -> None:
        queued = leaving.queued
        tries = TRIES_TO_RECALL if queued.outgoing.act == Act.RECALL else TRIES
        async with self.database.begin() as conn:
            if queued.tries + 1 < tries:
                await outbox.hold(conn, [queued.id], leaving.at + RETRY, error)
            else:
                await outbox.mark_failed(conn, queued.id, error)
                await put_before_staff(conn, [queued])

    async def _lost_track(self, queued: Queued) -> None:
        async with self.database.begin() as conn:
            caught = await outbox.recover(conn, MUST_ARRIVE, only=queued.id)
            await put_before_staff(conn, unknown(caught))
        note(caught)


def unknown(caught: list[Queued]) -> list[Queued]:
    """Those of which nobody knows whether they arrived."""
    return [queued for queued in caught if queued.status is OutboxStatus.UNKNOWN]


def note(caught: list[Queued]) -> None:
    """Into the log, without a word of what was to be said."""
    for queued in caught:
        lost = queued.status is OutboxStatus.UNKNOWN
        words = "send of unknown outcome" if lost else "send begun again"
        log.warning(words, extra={"outbox": queued.id})
