"""Chat that is no report is forgotten, and the pictures that only it had (R14)."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import QuestionStatus
from handlers.model.effects import Why
from handlers.read.phones import masked
from store import codec, resting
from store.inbox import InboxStatus
from store.media import MediaStatus, MediaStore
from store.tables import (
    ActivityRow,
    CaseRow,
    DraftRow,
    FormerNameRow,
    InboxRow,
    MediaRow,
    MovementRow,
    OutboxRow,
    PersonRow,
    QuestionRow,
    Row,
    SeenRow,
    SightedRow,
    TalkRow,
    VisitRow,
    columns,
)
from store.transcripts import PREFIX
from store.upsert import insert

SLICE = 5_000  # rows; the writer is not kept for longer than a moment
AT_ONCE = 500  # names in one statement

_MESSAGE = case(  # what a voice message says lives as long as the message
    (InboxRow.kind == "told", func.replace(InboxRow.external_id, PREFIX, "")),
    else_=InboxRow.external_id,
)
OUTSIDE = timedelta(days=30)  # outages, and rooms that wait to be bound
MOVEMENTS = timedelta(days=730)  # who came and went tells how a group does over years
OUTAGE = "outage"
_DONE = (InboxStatus.HANDLED, InboxStatus.DUPLICATE, InboxStatus.PAST)
_QUOTING = (Why.ANSWER, Why.ACKNOWLEDGE, Why.ESCALATE, Why.RELAY)
_SHA = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_REFERRING: Final[tuple[tuple[type[Row], str], ...]] = (
    (OutboxRow, "photos"),
    (OutboxRow, "printed"),
    (DraftRow, "body"),
    (ActivityRow, "body"),
    (VisitRow, "body"),
    (QuestionRow, "body"),
    (TalkRow, "body"),
)


async def forget(conn: AsyncConnection, before: datetime, limit: int = SLICE) -> int:
    """Remove what we learnt before then, oldest first; how many rows there were.

    What waits, what is parked, the messages that a record rests on unless they were taken
    back, and those about which staff have still to do something are kept (R7).
    Call it again in a new transaction until it removes fewer than `limit`.
    """
    since = select(InboxRow.id).where(InboxRow.received_at >= before)
    first = (await conn.execute(since.order_by(InboxRow.id).limit(1))).scalar_one_or_none()
    rests = and_(InboxRow.recalled_at.is_(None), resting.rests(_MESSAGE, before))
    old = select(InboxRow.id).where(
        InboxRow.received_at < before,
        InboxRow.status.in_(_DONE),
        InboxRow.kind != OUTAGE,
        ~rests,
        ~_waited_for(),
    )
    if (
        first is not None
    ):  # rows come in the order of time, nearly: the rest is not looked at
        old = old.where(InboxRow.id < first)
    oldest = InboxRow.id.in_(old.order_by(InboxRow.id).limit(limit))
    await _keep_names(conn, oldest)
    return (await conn.execute(delete(InboxRow).where(oldest))).rowcount


async def _keep_names(conn: AsyncConnection, rows: ColumnElement[bool]) -> None:
    """Under which names these people spoke there: the words of others, in records, say them."""
    spoke = select(PersonRow.id, PersonRow.name, InboxRow.body).join(
        PersonRow, PersonRow.id == InboxRow.sender
    )
    named = InboxRow.kind == "message", InboxRow.body.contains('"name":')
    heard = {
        (id_, masked(name)): known
        for id_, known, body in await conn.execute(spoke.where(rows, *named))
        if isinstance(name := codec.load_mapping(body).get("name"), str)
    }
    new = [
        {"person": id_, "name": name}
        for (id_, name), known in heard.items()
        if name not in ("", id_, known)
    ]
    if new:
        await conn.execute(
            insert(conn.dialect, FormerNameRow).on_conflict_do_nothing(), new
        )


async def forget_questions(conn: AsyncConnection, before: datetime) -> int:
    """Remove questions that were settled before then; how many there were.

    What the bot said about questions loses its words, for it quotes them.
    """
    settled = delete(QuestionRow).where(
        QuestionRow.at < before, QuestionRow.status != QuestionStatus.ESCALATED
    )
    said = update(OutboxRow).where(
        OutboxRow.created_at < before,
        OutboxRow.purpose.in_(_QUOTING),
        OutboxRow.status.in_(resting.OVER),
        OutboxRow.text != "",
    )
    await conn.execute(said.values(text="", page=None))
    return (await conn.execute(settled)).rowcount


async def forget_outside(conn: AsyncConnection, now: datetime) -> int:
    """Remove what accounts told us long ago; how many rows there were.

    A room that waits and is seen again is sighted again.
    """
    old = (
        delete(InboxRow).where(
            InboxRow.kind == OUTAGE,
            InboxRow.received_at < now - OUTSIDE,
            InboxRow.status.in_(_DONE),
        ),
        delete(SightedRow).where(SightedRow.seen_at < now - OUTSIDE),
        delete(MovementRow).where(MovementRow.at < now - MOVEMENTS),
    )
    return sum([(await conn.execute(one)).rowcount for one in old])


async def unused(conn: AsyncConnection, before: datetime) -> tuple[set[str], int]:
    """Of what was kept before then, what nothing refers to; and the newest row looked at."""
    newest = (await conn.execute(select(func.max(InboxRow.id)))).scalar_one() or 0
    old = or_(MediaRow.added_at < before, MediaRow.added_at.is_(None))
    known = select(MediaRow.sha).where(old, MediaRow.status == MediaStatus.OK)
    left = set((await conn.execute(known)).scalars())
    if left:
        left -= await referred(conn)
    return left, newest


async def posted(
    conn: AsyncConnection, after: int = 0, *, by_people: bool = False
) -> set[str]:
    """Every sha256 that the inbox names, in rows later than `after`.

    by_people: only what was posted, not what the bot showed of it and was told about it.
    """
    of_people = (InboxRow.kind == "message",) if by_people else ()
    return await _in_column(conn, InboxRow, "body", after, *of_people)


async def referred(conn: AsyncConnection) -> set[str]:
    """Every sha256 that any row names."""
    found = await posted(conn)
    for row, name in _REFERRING:
        found |= await _in_column(conn, row, name)
    return found


async def drop_media(conn: AsyncConnection, shas: Collection[str], newest: int) -> set[str]:
    """Forget pictures, and what they show; those whose files are to go now.

    newest: the inbox row up to which nothing refers to them; one posted since then stays.
    """
    gone = set(shas) - await posted(conn, newest)
    await drop_rows(conn, gone)
    return gone


async def drop_rows(conn: AsyncConnection, shas: Collection[str]) -> None:
    """Forget pictures and what they show, whoever refers to them."""
    for some in slices(sorted(shas)):
        await conn.execute(delete(SeenRow).where(SeenRow.sha.in_(some)))
        await conn.execute(delete(MediaRow).where(MediaRow.sha.in_(some)))


def drop_files(media: MediaStore, shas: Iterable[str]) -> None:
    """Remove their bytes; what is not there is gone already.  Slow: waits for the disk."""
    for path in map(media.path, shas):
        Path(path).unlink(missing_ok=True)


def shas(texts: Iterable[str]) -> set[str]:
    """Every sha256 that stands in them."""
    return {sha for text in texts for sha in _SHA.findall(text)}


async def _in_column(
    conn: AsyncConnection,
    row: type[Row],
    name: str,
    after: object = None,
    *where: ColumnElement[bool],
) -> set[str]:
    """Of one column, some rows at a time: all at once need not fit into memory."""
    found: set[str] = set()
    key, [column] = key_of(row), columns(row, name)
    while True:
        wanted = select(key, func.coalesce(column, "")).where(*where)
        wanted = wanted.order_by(key).limit(SLICE)
        if after is not None:
            wanted = wanted.where(key > after)
        rows = (await conn.execute(wanted)).all()
        found |= shas(str(text) for _, text in rows)
        if len(rows) < SLICE:
            return found
        after = rows[-1][0]


def key_of(row: type[Row]) -> ColumnElement[object]:
    """The one column that is its primary key."""
    [key] = (one for one in columns(row) if getattr(one, "primary_key", False))
    return key


def _waited_for() -> ColumnElement[bool]:
    """Whether an open case, or a question that waits, is about the message."""
    return exists().where(
        CaseRow.closed_at.is_(None),
        CaseRow.room == InboxRow.room,
        CaseRow.subject.in_((_MESSAGE, InboxRow.room + "/" + _MESSAGE)),
    )


def slices(every: list[str]) -> Iterable[list[str]]:
    """As many as one statement may name."""
    return (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))
