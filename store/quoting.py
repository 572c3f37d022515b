"""Which message somebody quotes, in a channel that repeats its words and keeps its id."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from store import codec
from store.tables import InboxRow, OutboxRow

LATEST = 500  # messages of a room: who quotes something older scrolled far
_NAMED = re.compile(r"\A(?:@\S+\s+)+")
COMPARED = 40  # characters; longer quotes are shortened by some clients


def start_of(words: str) -> str:
    """What of a message is compared with a quote of it; empty for a message without words."""
    return "".join(words.split())[:COMPARED]


async def find(conn: AsyncConnection, room: str, quoted: str) -> str | None:
    """The id in the channel of the latest message that begins so; None when none does."""
    known = [*await _said(conn, room), *await _heard(conn, room)]
    unnamed = _NAMED.sub("", quoted)  # the channel itself may have put the names there
    for start in filter(None, (start_of(quoted), start_of(unnamed))):
        for words, external_id in known:
            if start_of(words) == start:
                return external_id
    return None


async def _said(conn: AsyncConnection, room: str) -> list[tuple[str, str]]:
    """What the bot said, the latest first: it is quoted more than others, to be answered."""
    sent = select(OutboxRow.text, OutboxRow.external_id).where(
        OutboxRow.room == room, OutboxRow.external_id.is_not(None)
    )
    found = await conn.execute(sent.order_by(OutboxRow.id.desc()).limit(LATEST))
    return [(words, id_) for words, id_ in found if id_ is not None]


async def _heard(conn: AsyncConnection, room: str) -> list[tuple[str, str]]:
    heard = select(InboxRow.body, InboxRow.external_id).where(
        InboxRow.room == room, InboxRow.kind == "message"
    )
    found = await conn.execute(heard.order_by(InboxRow.id.desc()).limit(LATEST))
    return [(str(codec.load_mapping(body).get("text") or ""), id_) for body, id_ in found]
