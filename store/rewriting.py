"""Where somebody who is erased stands in the tables, and how those rows are written anew."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    and_,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.errand import ErrandKind
from store import codec, forgetting
from store.lane_name import OF_ORGANISATION
from store.queued import OutboxStatus
from store.scrubbing import Gone, Json
from store.tables import (
    ActivityRow,
    CaseRow,
    DraftRow,
    EntryRow,
    ErrandRow,
    Found,
    InboxRow,
    OutboxRow,
    QuestionRow,
    RoomRow,
    Row,
    SeenRow,
    SightedRow,
    TalkRow,
    UtcTime,
    VisitRow,
    columns,
)

Change: TypeAlias = Callable[[Json], object]
Felt: TypeAlias = Mapping[str, frozenset[str]]
_WAITS = (OutboxStatus.WAITING, OutboxStatus.HELD, OutboxStatus.BY_HAND)
_EMPTY = codec.dump(
    {"text": "", "pictures": [], "files": [], "quote": None, "mentions": []}
)


async def messages(conn: AsyncConnection, gone: Gone, at: datetime) -> tuple[int, Gone]:
    """Their messages lose everything; how many, and with what only they had posted."""
    theirs = InboxRow.sender.in_(gone.ids), InboxRow.kind == "message"
    wanted = select(InboxRow.room, InboxRow.external_id, InboxRow.body).where(*theirs)
    rows = (await conn.execute(wanted)).all()
    for room in {room for room, *_ in rows}:
        ids = sorted(message for where, message, _ in rows if where == room)
        for some in forgetting.slices(ids):
            await _unheard(conn, room, some)
    taken_back = func.coalesce(InboxRow.recalled_at, literal(at, UtcTime()))
    empty = {"body": _EMPTY, "fingerprint": None, "recalled_at": taken_back}
    await conn.execute(update(InboxRow).where(*theirs).values(empty))
    any_kind = update(InboxRow).where(InboxRow.sender.in_(gone.ids))
    await conn.execute(any_kind.values(sender=gone.instead))
    others = await forgetting.posted(conn, by_people=True)
    posted = forgetting.shas(body for *_, body in rows) - others
    said = frozenset(message for _, message, _ in rows)
    return len(rows), replace(gone, media=frozenset(posted), said=said)


async def _unheard(conn: AsyncConnection, room: str, messages: Collection[str]) -> None:
    """What was heard in these messages or read into them goes, and is not asked any more."""
    told = [f"{kind}:{message}" for kind in ErrandKind for message in messages]
    heard = InboxRow.room == room, InboxRow.external_id.in_(told)
    await conn.execute(delete(InboxRow).where(*heard, InboxRow.kind == "told"))
    asked = ErrandRow.room == room, ErrandRow.message.in_(messages)
    await conn.execute(delete(ErrandRow).where(*asked))


async def remembered(
    conn: AsyncConnection, gone: Gone, lanes: Collection[str], felt: Felt
) -> dict[str, int]:
    """Everything else that these lanes remember of them; how many rows of each were changed."""
    quotes = frozenset[str]().union(*felt.values())
    rooms = select(RoomRow.id).where(RoomRow.lane.in_(lanes))
    of = [lane.removeprefix(OF_ORGANISATION) for lane in lanes]

    def filed(body: Json) -> Json:
        return gone.activity(body, quotes)

    records = await _each(conn, DraftRow, gone.draft, DraftRow.lane.in_(lanes))
    records += await _each(conn, ActivityRow, filed, ActivityRow.organisation.in_(of))
    asked = await _each(conn, QuestionRow, gone.question, QuestionRow.lane.in_(lanes))
    await _each(conn, TalkRow, gone.talk, TalkRow.lane.in_(lanes))
    visits = await _each(conn, VisitRow, gone.plain, VisitRow.organisation.in_(of))
    names = or_(
        _names(InboxRow, "body", gone),
        InboxRow.body.contains('"quoted":{', autoescape=True),
    )
    heard = or_(InboxRow.lane.in_(lanes), InboxRow.room.in_(rooms)), names
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
    conn: AsyncConnection, gone: Gone, lanes: Collection[str], felt: Felt
) -> tuple[int, frozenset[str]]:
    """What the bot said of them, and to them; how many, and the pages that showed them.

    A bulletin loses what they felt, too.
    """
    rooms = select(RoomRow.id).where(RoomRow.lane.in_(lanes))
    concerns = [
        *(_names(OutboxRow, name, gone) for name in ("text", "addressed", "page")),
        *(OutboxRow.photos.contains(sha, autoescape=True) for sha in gone.media),
        OutboxRow.draft.in_(felt),
    ]
    there = or_(OutboxRow.room.in_(rooms), OutboxRow.room == "")
    wanted = select(*columns(OutboxRow)).where(there, or_(*concerns))
    rows = (await conn.execute(wanted)).all()
    for row in rows:
        without = gone.and_words(felt.get(row.draft, ()))
        await _said_anew(conn, row, without)
    return len(rows), frozenset(row.printed for row in rows if row.printed)


async def _said_anew(conn: AsyncConnection, row: Found, gone: Gone) -> None:
    """In the outbox and, once it was said, in its room."""
    new = {
        "text": gone.text(row.text),
        "addressed": codec.dump(gone.plain(list(codec.load_strings(row.addressed)))),
        "photos": codec.dump(gone.plain(list(codec.load_strings(row.photos)))),
        "printed": None,
    }
    if row.page:
        new["page"] = codec.dump(gone.plain(dict(codec.load_mapping(row.page))))
    await conn.execute(update(OutboxRow).where(OutboxRow.id == row.id).values(new))
    unseen = gone if row.printed is None else gone.and_media([row.printed])
    there = InboxRow.room == row.room, InboxRow.external_id == row.external_id
    await _each(conn, InboxRow, unseen.plain, InboxRow.kind == "said", *there)


async def felt(conn: AsyncConnection, gone: Gone, lanes: Collection[str]) -> Felt:
    """Their feedback, by record; to be read before the records are written anew."""
    wanted = select(DraftRow.id, DraftRow.body).where(DraftRow.lane.in_(lanes))
    found = {
        id_: gone.quotes(codec.load_mapping(body))
        for id_, body in await conn.execute(wanted)
    }
    return {id_: quotes for id_, quotes in found.items() if quotes}


async def quoted(conn: AsyncConnection, gone: Gone) -> int:
    """What the bot said about their questions loses its words; what waits is not said.

    How many that were.  Where others have asked along, they still get their answer.
    """
    asked = [
        id_
        for id_, body in await conn.execute(select(QuestionRow.id, QuestionRow.body))
        if gone.asked(codec.load_mapping(body))
    ]
    about = OutboxRow.question.in_(asked), OutboxRow.text != ""
    unsaid = update(OutboxRow).where(*about, OutboxRow.status.in_(_WAITS))
    await conn.execute(unsaid.values(status=OutboxStatus.CANCELLED))
    there = OutboxRow.room == InboxRow.room, OutboxRow.external_id == InboxRow.external_id
    copies = InboxRow.kind == "said", exists().where(*about, *there)
    await _each(conn, InboxRow, lambda body: {**body, "text": ""}, *copies)
    words = update(OutboxRow).where(*about).values(text="", page=None)
    return (await conn.execute(words)).rowcount


async def words(conn: AsyncConnection, gone: Gone, lanes: Collection[str]) -> None:
    """What staff wrote, and how groups are called that have no name but their members'."""
    for row, names, change in (
        (CaseRow, ("reason",), gone.text),
        (EntryRow, ("question", "answer", "phrasings", "source", "approver"), gone.text),
        (RoomRow, ("name",), gone.topic),
        (SightedRow, ("topic",), gone.topic),
    ):
        where = (RoomRow.lane.in_(lanes),) if row is RoomRow else ()
        for name in names:
            await _column(conn, row, name, change, and_(_names(row, name, gone), *where))
    await _each(conn, QuestionRow, _taught(gone), _names(QuestionRow, "body", gone))


def _taught(gone: Gone) -> Change:
    """What was learnt reads as its entry does in every lane: else it counts as changed since."""

    def change(body: Json) -> Json:
        found = body.get("taught")
        every = found if isinstance(found, list) else []
        taught = [{**one, "words": gone.text(str(one["words"]))} for one in every]
        return {**body, "taught": taught} if taught else body

    return change


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


async def _column(
    conn: AsyncConnection,
    row: type[Row],
    name: str,
    change: Callable[[str], str],
    where: ColumnElement[bool],
) -> None:
    key, [column] = forgetting.key_of(row), columns(row, name)
    for id_, text in (await conn.execute(select(key, column).where(where))).all():
        await conn.execute(update(row).where(key == id_).values({name: change(str(text))}))


def _names(row: type[Row], name: str, gone: Gone) -> ColumnElement[bool]:
    """Whether a column names them, or says their id."""
    [column] = columns(row, name)
    words = {*gone.names, *(codec.dump(one)[1:-1] for one in gone.names)}
    words |= {codec.dump(id_) for id_ in gone.ids}
    return or_(*(func.coalesce(column, "").contains(w, autoescape=True) for w in words))
