"""What a record or a log rests on (R7): so long it is not forgotten (R14)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute, aliased

from handlers.model.draft import Status
from handlers.model.effects import Why
from store.queued import OutboxStatus
from store.tables import DraftRow, EvidenceRow, OutboxRow
from store.upsert import insert_or_update

OVER: Final = (OutboxStatus.SENT, OutboxStatus.FAILED, OutboxStatus.CANCELLED)
_AT_ONCE = 500  # ids in one statement


async def keep(conn: AsyncConnection, messages: Mapping[str, Collection[str]]) -> None:
    """By the id of a record or log: the messages that it rests on now, and no others."""
    ids = iter(messages)
    while some := list(islice(ids, _AT_ONCE)):
        await _keep(conn, {(one, id_) for id_ in some for one in messages[id_]}, some)


async def drop(conn: AsyncConnection, ids: Collection[str]) -> None:
    """These records or logs are no more."""
    left = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        await conn.execute(delete(EvidenceRow).where(EvidenceRow.draft.in_(some)))


async def _keep(
    conn: AsyncConnection, wanted: Collection[tuple[str, str]], ids: Collection[str]
) -> None:
    """wanted: (message, id)."""
    known = select(EvidenceRow.message, EvidenceRow.draft).where(EvidenceRow.draft.in_(ids))
    there = {(row.message, row.draft) for row in await conn.execute(known)}
    wanted = set(wanted)
    if old := sorted(there - wanted):
        gone = delete(EvidenceRow).where(
            EvidenceRow.message == bindparam("of_message"),
            EvidenceRow.draft == bindparam("of_draft"),
        )
        await conn.execute(gone, list(_rows(old, "of_message", "of_draft")))
    if new := sorted(wanted - there):
        added = insert_or_update(conn.dialect.name, EvidenceRow, "message", "draft")
        await conn.execute(added, list(_rows(new, "message", "draft")))


def _rows(
    pairs: Collection[tuple[str, str]], message: str, draft: str
) -> Iterator[dict[str, str]]:
    return ({message: one, draft: id_} for one, id_ in pairs)


def rests(message: ColumnElement[str], before: datetime) -> ColumnElement[bool]:
    """Whether something rests on it: not a record that was withdrawn before then."""
    return exists().where(
        EvidenceRow.message == message, ~_withdrawn(EvidenceRow.draft, before)
    )


async def forget_bulletins(conn: AsyncConnection, before: datetime) -> None:
    """Those said before then lose words and pictures where a newer one took their place, and
    those of records that are withdrawn, or are no more: they say what was taken back.
    """
    newer = aliased(OutboxRow)
    outdated = exists().where(
        newer.draft == OutboxRow.draft,
        newer.room == OutboxRow.room,
        newer.purpose == Why.BULLETIN,
        newer.status == OutboxStatus.SENT,
        newer.id > OutboxRow.id,
    )
    gone = ~exists().where(DraftRow.id == OutboxRow.draft)
    old = and_(
        OutboxRow.created_at < before,
        OutboxRow.purpose == Why.BULLETIN,
        OutboxRow.status.in_(OVER),
        OutboxRow.text != "",
        OutboxRow.draft.is_not(None),
    )
    said = update(OutboxRow).where(
        old, or_(outdated, gone, _withdrawn(OutboxRow.draft, before))
    )
    await conn.execute(said.values(text="", page=None, printed=None, photos="[]"))


def _withdrawn(
    id_: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], before: datetime
) -> ColumnElement[bool]:
    return exists().where(
        DraftRow.id == id_,
        DraftRow.status == Status.WITHDRAWN.value,
        DraftRow.touched_at < before,
    )
