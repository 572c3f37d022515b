"""Where somebody who is erased stands in the tables, and how those rows are written anew."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.errand import ErrandKind
from store import codec, forgetting
from store.lane_name import OF_ORGANISATION
from store.scrubbing import Gone, Json
from store.tables import (
    ActivityRow,
    AuditRow,
    CaseRow,
    DraftRow,
    ErrandRow,
    InboxRow,
    OutboxRow,
    QuestionRow,
    RoomRow,
    Row,
    SeenRow,
    TalkRow,
    UtcTime,
    VisitRow,
    columns,
)

Change: TypeAlias = Callable[[Json], object]
_EMPTY = codec.dump(
    {"text": "", "pictures": [], "files": [], "quote": None, "mentions": []}
)


async def messages(
    conn: AsyncConnection, gone: Gone, at: datetime
) -> tuple[int, frozenset[str]]:
    """Their messages lose everything; how many, and the pictures that only they had posted."""
    theirs = InboxRow.sender.in_(gone.ids), InboxRow.kind == "message"
    wanted = select(InboxRow.room, InboxRow.external_id, InboxRow.body).where(*theirs)
    rows = (await conn.execute(wanted)).all()
    for room, message, _ in rows:
        told = [f"{kind}:{message}" for kind in ErrandKind]
        heard = InboxRow.room == room, InboxRow.external_id.in_(told)
        await conn.execute(delete(InboxRow).where(*heard, InboxRow.kind == "told"))
        asked = ErrandRow.room == room, ErrandRow.message == message
        await conn.execute(delete(ErrandRow).where(*asked))
    taken_back = func.coalesce(InboxRow.recalled_at, literal(at, UtcTime()))
    empty = {"body": _EMPTY, "fingerprint": None, "recalled_at": taken_back}
    await conn.execute(update(InboxRow).where(*theirs).values(empty))
    any_kind = update(InboxRow).where(InboxRow.sender.in_(gone.ids))
    await conn.execute(any_kind.values(sender=gone.instead))
    posted = forgetting.shas(body for *_, body in rows) - await forgetting.posted(conn)
    return len(rows), frozenset(posted)


async def remembered(
    conn: AsyncConnection, gone: Gone, lanes: Collection[str]
) -> dict[str, int]:
    """Everything else that these lanes remember of them; how many rows of each were changed."""
    quotes = await _quotes(conn, gone, lanes)
    of = [lane.removeprefix(OF_ORGANISATION) for lane in lanes]

    def filed(body: Json) -> Json:
        return gone.activity(body, quotes)

    records = await _each(conn, DraftRow, gone.draft, DraftRow.lane.in_(lanes))
    records += await _each(conn, ActivityRow, filed, ActivityRow.organisation.in_(of))
    asked = await _each(conn, QuestionRow, gone.question, QuestionRow.lane.in_(lanes))
    await _each(conn, TalkRow, gone.talk, TalkRow.lane.in_(lanes))
    visits = await _each(conn, VisitRow, gone.plain, VisitRow.organisation.in_(of))
    heard = InboxRow.lane.in_(lanes), _names(InboxRow, "body", gone)
    quoted = await _each(conn, InboxRow, gone.plain, *heard)
    seen = SeenRow.lane.in_(lanes), _names(SeenRow, "body", gone)
    sheets = await _each(conn, SeenRow, gone.plain, *seen)
    return {
        "records": records,
        "questions": asked,
        "visits": visits,
        "quoted": quoted,
        "sheets": sheets,
    }


async def said(
    conn: AsyncConnection, gone: Gone, lanes: Collection[str]
) -> tuple[int, frozenset[str]]:
    """What the bot said of them, and to them; how many, and the pages that showed them."""
    rooms = select(RoomRow.id).where(RoomRow.lane.in_(lanes))
    concerns = [
        _names(OutboxRow, "text", gone),
        _names(OutboxRow, "addressed", gone),
        *(OutboxRow.photos.contains(sha, autoescape=True) for sha in gone.media),
    ]
    wanted = select(*columns(OutboxRow)).where(OutboxRow.room.in_(rooms), or_(*concerns))
    rows = (await conn.execute(wanted)).all()
    for row in rows:
        new = {
            "text": gone.text(row.text),
            "addressed": codec.dump(gone.plain(list(codec.load_strings(row.addressed)))),
            "photos": codec.dump(gone.plain(list(codec.load_strings(row.photos)))),
            "printed": None,
        }
        if row.page:
            new["page"] = codec.dump(gone.plain(dict(codec.load_mapping(row.page))))
        await conn.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(new))
    return len(rows), frozenset(row.printed for row in rows if row.printed)


async def people(conn: AsyncConnection, gone: Gone) -> None:
    """Cases and the audit name them by another id; why staff dropped a case stays."""
    for name in ("taken_by", "closed_by"):
        [column] = columns(CaseRow, name)
        mine = update(CaseRow).where(column.in_(gone.ids))
        await conn.execute(mine.values({name: gone.instead}))
    subject = update(AuditRow).where(AuditRow.subject.in_(gone.ids))
    await conn.execute(subject.values(subject=gone.instead))
    ids = (AuditRow.detail.contains(f'"{id_}"', autoescape=True) for id_ in gone.ids)
    await _each(conn, AuditRow, gone.plain, or_(*ids), body="detail")


async def _quotes(
    conn: AsyncConnection, gone: Gone, lanes: Collection[str]
) -> frozenset[str]:
    bodies = select(DraftRow.body).where(DraftRow.lane.in_(lanes))
    found = (await conn.execute(bodies)).scalars()
    return frozenset[str]().union(*(gone.quotes(codec.load_mapping(b)) for b in found))


async def _each(
    conn: AsyncConnection,
    row: type[Row],
    change: Change,
    *where: ColumnElement[bool],
    body: str = "body",
) -> int:
    """Write anew what the change changes; how many rows that were."""
    key, [column] = forgetting.key_of(row), columns(row, body)
    changed = 0
    for id_, text in (await conn.execute(select(key, column).where(*where))).all():
        new = codec.dump(change(codec.load_mapping(str(text))))
        if new != text:
            await conn.execute(update(row).where(key == id_).values({body: new}))
            changed += 1
    return changed


def _names(row: type[Row], name: str, gone: Gone) -> ColumnElement[bool]:
    """Whether a column names them, or says their id."""
    [column] = columns(row, name)
    words = (*gone.names, *(f'"{id_}"' for id_ in gone.ids))
    return or_(*(func.coalesce(column, "").contains(w, autoescape=True) for w in words))
