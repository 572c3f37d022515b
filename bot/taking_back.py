"""What was just said is taken back where its channel can, instead of being put right (R11).

Only words: of a message with pictures a part would stay.  Whether it succeeds is known once
the account has tried, so what is said otherwise waits so long, and is dropped if it did.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import admitted
from bot.deciding import Said
from handlers.model.abilities import NEVER
from handlers.model.admission import Act, DoAct
from handlers.model.settings import Settings
from store import inbox, outbox, taking_back
from store.outbox import Outgoing, Queued

_OF = f"{Act.RECALL}/"  # and the key of the message: it is taken back once for ever


async def in_room(
    conn: AsyncConnection,
    room: str,
    purposes: Collection[str],
    settings: Settings,
    now: datetime,
) -> list[Outgoing]:
    """What takes back all that was just said in a room for these purposes."""
    longest = max((can.takes_back for can in settings.channels.values()), default=NEVER)
    if not longest:
        return []
    lately = await taking_back.said_in(conn, room, purposes, now - longest)
    return list(_acts(lately, settings, now))


async def one(
    conn: AsyncConnection, key: str, settings: Settings, now: datetime
) -> Outgoing | None:
    """What takes back the message of this key; None where it is too late for that."""
    if not settings.channels:
        return None
    said = await taking_back.said_as(conn, key)
    return next(_acts([said] if said else [], settings, now), None)


def unless(act: Outgoing, instead: Said, settings: Settings) -> Said:
    """What is said if it cannot be taken back, at the time when that is known."""
    known = act.not_before + settings.can(act.channel).takes_back
    return replace(instead, key=_unless(act), at=max(instead.at, known))


async def done(conn: AsyncConnection, act: Outgoing, at: datetime) -> None:
    """It was taken back: it shows as such in its room, and nothing is said instead."""
    await outbox.cancel_key(conn, _unless(act))
    said = await taking_back.said_as(conn, act.key.removeprefix(_OF))
    if said is not None:
        await inbox.mark_recalled(conn, said.outgoing.room, act.text, at)


def _acts(said: Sequence[Queued], settings: Settings, now: datetime) -> Iterator[Outgoing]:
    for queued in said:
        out, id_ = queued.outgoing, queued.external_id
        since = now - settings.can(out.channel).takes_back
        if id_ is None or queued.pictures or queued.sent_at is None:
            continue
        if queued.sent_at > since:
            act = admitted.doing(DoAct(out.channel, Act.RECALL, id_), now)
            yield replace(act, key=f"{_OF}{out.key}")


def _unless(act: Outgoing) -> str:
    return f"unless/{act.key}"
