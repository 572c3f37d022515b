"""What an imported history adds: messages on which records rest, records, people."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.activity import Activity
from handlers.model.draft import Draft
from handlers.model.effects import KeepWish
from handlers.model.people import MessageId, Person
from store import consent, inbox, ledger
from store.changes import Changes, save
from store.inbox import Inbound, InboxStatus
from store.tables import (
    EvidenceRow,
    InboxRow,
    MembershipRow,
    PersonRow,
    Row,
)
from store.upsert import insert

CHANNEL = "history"  # of messages that nobody has heard live
AT_ONCE = 500  # names in one statement


@dataclass(frozen=True, slots=True)
class Past:
    """What is to be kept of it.  records: of one lane."""

    lane: str
    room: str
    people: Sequence[Person]
    messages: Sequence[Inbound]
    records: Sequence[tuple[Draft, Activity]]
    wishes: Sequence[KeepWish]


async def keep(conn: AsyncConnection, past: Past) -> None:
    """All of it; what is there already stays, but a record takes the place of the same one."""
    people = [
        {"id": one.id, "name": one.name, "role": one.role.value} for one in past.people
    ]
    await _once(conn, PersonRow, people)
    inside = [{"room": past.room, "person": one.id} for one in past.people]
    await _once(conn, MembershipRow, inside)
    await inbox.put(conn, past.messages, InboxStatus.PAST)
    drafts = [(past.lane, draft) for draft, _ in past.records]
    activities = [activity for _, activity in past.records]
    await save(conn, Changes(drafts=drafts, activities=activities))
    await consent.keep(conn, past.wishes)


async def heard_live(
    conn: AsyncConnection, room: str, since: datetime, until: datetime
) -> list[Inbound]:
    """What members said in the room between two moments and a channel brought."""
    said = select(*inbox.COLUMNS).where(
        InboxRow.room == room,
        InboxRow.kind == "message",
        InboxRow.channel != CHANNEL,
        InboxRow.at >= since,
        InboxRow.at <= until,
    )
    return [inbox.from_row(row) for row in await conn.execute(said)]


async def resting_on(
    conn: AsyncConnection, lane: str, messages: Collection[str]
) -> Mapping[MessageId, list[Draft]]:
    """The records of a lane that rest on some of these messages, withdrawn ones too."""
    rested: dict[str, list[str]] = {}
    for some in _slices(messages):
        wanted = select(EvidenceRow.message, EvidenceRow.draft)
        for message, draft in await conn.execute(
            wanted.where(EvidenceRow.message.in_(some))
        ):
            rested.setdefault(draft, []).append(message)
    found: dict[MessageId, list[Draft]] = {}
    for ids in _slices(rested):
        for record in await ledger.named(conn, lane, ids):
            for message in rested[record.id]:
                found.setdefault(MessageId(message), []).append(record)
    return found


async def _once(
    conn: AsyncConnection, row: type[Row], values: Sequence[Mapping[str, object]]
) -> None:
    if values:
        await conn.execute(insert(conn.dialect, row).on_conflict_do_nothing(), values)


def _slices(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(sorted(names))
    while some := list(islice(left, AT_ONCE)):
        yield some
