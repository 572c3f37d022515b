"""What accounts told us is forgotten in its time; who was where stays for two years (R14)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from handlers.model.people import RoomId
from store import directory, forgetting, inbox, rooms
from store.db import Database
from store.inbox import Inbound
from store.rooms import Sighted
from store.tables import InboxRow, MembershipRow, MovementRow
from tests.store.made import NOW, SETTING

OF_ROOMS = ("room", "room_joined", "members_joined", "members_left", "topic", "left")
OF_ACCOUNTS = ("friend", "invited", "unreadable", "outage")
DAY = timedelta(days=1)


def told(kind: str, at: datetime) -> Inbound:
    room, lane = ("r1", "o:guides") if kind in OF_ROOMS else ("", "a:web")
    return Inbound("web", room, f"{kind}/{at}", kind, lane, None, at, at, {})


@pytest.fixture
async def furnished(database: Database) -> Database:
    """One row of each kind, all handled, and one that is still to be handled."""
    rows = [told(kind, NOW) for kind in (*OF_ROOMS, *OF_ACCOUNTS)]
    waits = replace(told("topic", NOW), external_id="waits")
    moved = [
        {"room": "r1", "person": "p2", "came": True, "at": NOW},
        {"room": "r1", "person": "p1", "came": False, "at": NOW + 3 * DAY},
    ]
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        ids = await inbox.put(conn, rows)
        await inbox.mark_handled(conn, [id_ for id_ in ids if id_], NOW)
        await inbox.put(conn, [waits])
        await rooms.sight(
            conn,
            [
                Sighted(RoomId("x1"), "web", "从前的群", 3, "", NOW),
                Sighted(RoomId("x2"), "web", "还在的群", 3, "", NOW + 3 * DAY),
            ],
        )
        await conn.execute(insert(MovementRow), moved)
    return database


async def kinds(database: Database) -> Sequence[str]:
    async with database.read() as conn:
        found = select(InboxRow.kind).order_by(InboxRow.id)
        return (await conn.execute(found)).scalars().all()


async def test_it_goes_as_chat_does_but_for_outages_and_what_waits(furnished: Database):
    async with furnished.begin() as conn:
        removed = await forgetting.forget(conn, NOW + DAY)

    assert removed == len(OF_ROOMS) + len(OF_ACCOUNTS) - 1
    assert await kinds(furnished) == ["outage", "topic"]
    async with furnished.read() as conn:
        inside = (await conn.execute(select(MembershipRow.person))).scalars().all()
    assert "p2" in inside


@pytest.mark.parametrize(
    ("after", "outages", "sighted", "moved"),
    [(30, 1, 2, 2), (31, 0, 1, 2), (34, 0, 0, 2), (731, 0, 0, 1), (734, 0, 0, 0)],
)
async def test_everything_of_the_outside_has_its_time(
    furnished: Database, after: int, outages: int, sighted: int, moved: int
):
    async with furnished.begin() as conn:
        removed = await forgetting.forget_outside(conn, NOW + after * DAY)
        again = await forgetting.forget_outside(conn, NOW + after * DAY)
        left = await rooms.sighted(conn)
        movements = (await conn.execute(select(MovementRow.id))).all()

    assert (await kinds(furnished)).count("outage") == outages
    assert (len(left), len(movements)) == (sighted, moved)
    assert removed == 5 - outages - sighted - moved
    assert again == 0
