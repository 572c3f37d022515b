"""Handing a message to a channel of the outside: marked before and after (R8, R9).

A crash or a broken link in between leaves the message unknown, and staff decide; what must
arrive is said again instead, once.
"""

import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import taking_back
from bot.channels.base import Channel
from bot.errors import SendFailedError, SendUnknownError, describe
from bot.lost import put_before_staff
from bot.precedence import MUST_ARRIVE
from handlers.model.admission import Act
from store import inbox, outbox
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Inbound, InboxStatus
from store.outbox import OutboxStatus, Queued

log = logging.getLogger(__name__)

RETRY = timedelta(minutes=1)
TRIES = 1440  # a day of them; then staff look after it
TRIES_TO_ACT = 5  # an invitation does not become valid again
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

    def as_of(self, begun: Mapping[int, Queued]) -> "Leaving":
        """With its words as they were when sending began: somebody may have been erased."""
        return replace(self, queued=begun[self.queued.id])

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


_Write = Callable[[AsyncConnection], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is to be stored about a message, whatever the store is doing now.

    otherwise: instead, where that cannot be stored and the store is there.
    """

    store: _Write
    otherwise: _Write | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """A channel that takes messages away.

    speaks: whether its account may say anything by now, or only listens (R10).
    """

    database: Database
    channel: Channel
    speaks: Callable[[datetime], bool]
    _owed: list[_Outcome] = field(default_factory=list, init=False)

    @property
    def owes(self) -> bool:
        """Whether something that came of a message is still to be stored."""
        return bool(self._owed)

    async def ready(self) -> bool:
        """Whether the next message may be handed over: what came of the last one is stored.

        Raises: StoreUnavailable while it cannot be.
        """
        await self._settle()
        return self.channel.ready

    async def hand_over(self, leaving: Leaving) -> bool:
        """Send it, and store what comes of it; False where somebody has dropped it by now.

        Raises: StoreUnavailable; what came of it is stored before anything else is sent.
        """
        begun = await self._begin(leaving)
        if begun is None:
            return False
        self._owed.append(await self._outcome(begun))
        await self._settle()
        return True

    async def _begin(self, leaving: Leaving) -> Leaving | None:
        queued = leaving.queued
        try:
            async with self.database.begin() as conn:
                begun = await outbox.mark_sending(conn, [queued.id], leaving.at)
        except StoreUnavailable:
            # a server may have noted it all the same, and it certainly did not go out
            again = (queued.outgoing.purpose,)
            self._owed.append(_Outcome(partial(_lose_track, queued.id, again)))
            raise
        return leaving.as_of(begun) if begun else None

    async def _outcome(self, leaving: Leaving) -> _Outcome:
        id_ = leaving.queued.id
        lost = partial(_lose_track, id_, MUST_ARRIVE)
        try:
            external_id = await self._send(leaving.queued)
        except SendFailedError as error:
            log.warning("send failed", extra={"outbox": id_})
            failed = _put_off if error.again else _give_up
            return _Outcome(partial(failed, leaving, type(error).__name__), lost)
        except SendUnknownError:
            return _Outcome(lost)
        except Exception as error:  # noqa: BLE001 -- it may have been said: staff decide (R9)
            fields = {"outbox": id_, "error": describe(error)}
            log.error("send broke", extra=fields)  # noqa: TRY400 -- no members' words
            return _Outcome(lost)
        return _Outcome(partial(_keep, leaving, external_id), lost)

    async def _settle(self) -> None:
        """Nothing that came of a message is forgotten while the store is away."""
        while self._owed:
            try:
                async with self.database.begin() as conn:
                    await self._owed[0].store(conn)
            except StoreUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 -- as above, and the next one must go out
                fields = {"error": describe(error)}
                log.error("outcome not stored", extra=fields)  # noqa: TRY400 -- as above
                instead = self._owed.pop(0).otherwise
                self._owed[:0] = [_Outcome(instead)] if instead else []
            else:
                del self._owed[0]

    async def _send(self, queued: Queued) -> str:
        out = queued.outgoing
        if out.act:
            await self.channel.act(out.act, out.text)
            return f"b{queued.id}"
        return await self.channel.send(replace(out, photos=queued.pictures))


async def _keep(leaving: Leaving, external_id: str, conn: AsyncConnection) -> None:
    await outbox.mark_sent(conn, [(leaving.queued.id, external_id, leaving.at)])
    out = leaving.queued.outgoing
    if out.act == Act.RECALL:
        await taking_back.done(conn, out, leaving.at)
    elif not out.act:
        await inbox.put(conn, [leaving.said(external_id)], InboxStatus.HANDLED)


async def _put_off(leaving: Leaving, error: str, conn: AsyncConnection) -> None:
    queued = leaving.queued
    if queued.tries < _tries(queued.outgoing.act):
        await outbox.hold(conn, [queued.id], leaving.at + RETRY, error)
    else:
        await _give_up(leaving, error, conn)


def _tries(act: str) -> int:
    if act == Act.RECALL:
        return TRIES_TO_RECALL
    return TRIES_TO_ACT if act else TRIES


async def _give_up(leaving: Leaving, error: str, conn: AsyncConnection) -> None:
    await outbox.mark_failed(conn, leaving.queued.id, error)
    await put_before_staff(conn, [leaving.queued])


async def _lose_track(id_: int, again: Collection[str], conn: AsyncConnection) -> None:
    """again: purposes whose messages wait again instead, once."""
    caught = await outbox.recover(conn, again, only=id_)
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
