"""What somebody said to the bot alone is theirs, and goes whole (R14)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.case import Outcome
from handlers.model.people import Purpose
from store import codec
from store.lane_name import OF_ROOM
from store.tables import (
    AlarmRow,
    CaseRow,
    ErrandRow,
    FormerMemberRow,
    InboxRow,
    MembershipRow,
    MovementRow,
    OutboxRow,
    QuestionRow,
    RoomRow,
    TalkRow,
    TimerRow,
)

_OF_ROOM = (MovementRow, MembershipRow, TalkRow, QuestionRow, ErrandRow, AlarmRow)


async def rooms(conn: AsyncConnection, ids: Collection[str]) -> frozenset[str]:
    """In which these are alone with the bot."""
    there = select(MembershipRow.room, MembershipRow.person).join(
        RoomRow, RoomRow.id == MembershipRow.room
    )
    private = RoomRow.purpose == Purpose.PRIVATE
    inside = (await conn.execute(there.where(private))).all()
    others = {room for room, person in inside if person not in ids}
    theirs = {room for room, person in inside if person in ids}
    own = select(RoomRow.id).where(private, RoomRow.id.in_(ids))
    return frozenset((theirs | set((await conn.execute(own)).scalars())) - others)


async def drop(conn: AsyncConnection, rooms: Collection[str], at: datetime) -> int:
    """Remove these rooms with all that was said there; how many messages that were.

    Cases stay, for staff have worked on them; what is open is settled, for nobody waits.
    """
    heard = await conn.execute(delete(InboxRow).where(InboxRow.room.in_(rooms)))
    said = await conn.execute(delete(OutboxRow).where(OutboxRow.room.in_(rooms)))
    lanes = [f"{OF_ROOM}{room}" for room in rooms]
    await conn.execute(delete(TimerRow).where(TimerRow.lane.in_(lanes)))
    await conn.execute(delete(FormerMemberRow).where(FormerMemberRow.lane.in_(lanes)))
    for row in _OF_ROOM:
        await conn.execute(delete(row).where(row.room.in_(rooms)))
    waiting = update(CaseRow).where(CaseRow.room.in_(rooms), CaseRow.closed_at.is_(None))
    await conn.execute(waiting.values(closed_at=at, outcome=Outcome.DONE, remind_at=None))
    await conn.execute(delete(RoomRow).where(RoomRow.id.in_(rooms)))
    return heard.rowcount + said.rowcount


async def drop_requests(conn: AsyncConnection, ids: Collection[str]) -> int:
    """Forget that they asked for the friendship of the bot; how often that was."""
    named = (InboxRow.body.contains(codec.dump(one), autoescape=True) for one in ids)
    asked = select(InboxRow.id, InboxRow.body).where(InboxRow.kind == "friend", or_(*named))
    theirs = [
        id_
        for id_, body in await conn.execute(asked)
        if codec.load_mapping(body).get("contact") in ids
    ]
    await conn.execute(delete(InboxRow).where(InboxRow.id.in_(theirs)))
    return len(theirs)
