"""Who has left, or is called otherwise by now, is still known where a wish or an end asks (R14)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text

from handlers.model.admission import BindRoom, KeepPeople
from handlers.model.effects import KeepWish
from handlers.model.people import (
    OrganisationId,
    Person,
    PersonId,
    Purpose,
    Role,
    Room,
    RoomId,
)
from store import (
    called,
    consent,
    directory,
    erasing,
    everybody,
    forgetting,
    inbox,
    membership,
    rooms,
    schema,
)
from store.console import names
from store.db import Database
from store.tables import FormerMemberRow, FormerNameRow, MovementRow
from tests.store.made import LANE, NOW, SETTING, message

P2 = PersonId("p2")
LATER = NOW + timedelta(days=40)


@pytest.fixture
async def furnished(database: Database) -> Database:
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
    return database


async def load(database: Database, **him: object) -> None:
    async with database.begin() as conn:
        given = {"id": P2, "name": "钱叔", **him}
        await directory.load_setting(conn, {"people": [given]})


async def wish(database: Database, *, unnamed: bool = True) -> None:
    async with database.begin() as conn:
        await consent.keep(conn, [KeepWish(P2, unnamed, NOW)])


async def been(database: Database) -> set[tuple[str, str]]:
    async with database.read() as conn:
        rows = await conn.execute(select(FormerMemberRow.lane, FormerMemberRow.person))
        return {(lane, person) for lane, person in rows}


async def names_of(database: Database) -> tuple[str, ...]:
    async with database.read() as conn:
        return (await directory.people(conn, [P2]))[P2].names


async def test_whoever_leaves_has_been_there_and_whoever_stays_has_not(furnished: Database):
    await load(furnished, rooms=["r1"])
    assert await been(furnished) == set()

    await load(furnished, rooms=[])
    assert await been(furnished) == {(LANE, P2)}
    async with furnished.begin() as conn:
        gone = KeepPeople(RoomId("r1"), NOW, went=(PersonId("p1"),))
        await membership.keep_people(conn, gone)
    assert await been(furnished) == {(LANE, P2), (LANE, "p1")}


async def test_so_has_everybody_of_a_room_that_becomes_anothers(furnished: Database):
    room = Room(RoomId("r1"), "导览大群", Purpose.ORGANISATION, OrganisationId("cloth"))
    async with furnished.begin() as conn:
        await rooms.bind(conn, BindRoom(room))
        await rooms.bind(conn, BindRoom(room))

    assert await been(furnished) == {(LANE, one) for one in ("p1", P2, "s1")}
    setting = {**SETTING, "knowledge": []}
    async with furnished.begin() as conn:
        await directory.load_setting(conn, setting)
    assert ("o:cloth", P2) in await been(furnished)


async def test_a_wish_holds_where_somebody_was_once(furnished: Database):
    await load(furnished, name="老钱", rooms=[])
    async with furnished.read() as conn:
        assert (await directory.of_lanes(conn, [LANE])).left_unnamed == {}

    await wish(furnished)
    async with furnished.read() as conn:
        found = await directory.of_lanes(conn, [LANE, "o:cloth"])
    assert found.left_unnamed == {
        LANE: {P2: Person(P2, "老钱", unnamed=True, before=("钱叔",))}
    }
    assert P2 not in found.people[LANE]
    assert P2 in found.concerned(LANE)
    assert found.concerned("o:nobody") == {}
    await wish(furnished, unnamed=False)
    async with furnished.read() as conn:
        assert (await directory.of_lanes(conn, [LANE])).left_unnamed == {}


async def test_former_names_are_kept_whoever_tells_the_new_one(furnished: Database):
    await load(furnished, name="老钱")
    async with furnished.begin() as conn:
        await membership.know(conn, [Person(P2, "钱师傅"), Person(PersonId("p1"), "赵姐")])
        await membership.appoint(conn, Person(P2, "钱老师", Role.STAFF))

    assert await names_of(furnished) == ("钱老师", "老钱", "钱叔", "钱师傅")
    async with furnished.read() as conn:
        [p1] = (await directory.people(conn, ["p1"])).values()
        everyone = (await everybody.look(conn)).known[P2]
    assert p1.before == ()
    assert set(everyone.names) == set(await names_of(furnished))


async def test_an_id_was_never_a_name(furnished: Database):
    async with furnished.begin() as conn:
        new = PersonId("wxid_new")
        await membership.know(conn, [Person(new, "")])
        await membership.know(conn, [Person(new, "新来的")])
        [person] = (await directory.people(conn, [new])).values()

    assert person.names == ("新来的",)


async def test_erasing_finds_them_by_all_of_it_and_leaves_none_of_it(furnished: Database):
    await load(furnished, name="老钱", rooms=[])
    async with furnished.read() as conn:
        assert await called.lanes(conn, [P2]) == {LANE}
        assert await called.names(conn, [P2]) == ("老钱", "钱叔")

    async with furnished.begin() as conn:
        assert await erasing.erase(conn, P2, NOW) is not None
    assert await been(furnished) == set()
    async with furnished.read() as conn:
        assert (await conn.execute(select(FormerNameRow.name))).all() == []


async def test_a_talk_alone_goes_with_who_was_in_it(furnished: Database):
    async with furnished.begin() as conn:
        await rooms.bind(conn, BindRoom(Room(RoomId(P2), "钱叔", Purpose.PRIVATE)))
        await conn.execute(insert(FormerMemberRow), {"lane": f"r:{P2}", "person": "p1"})
        await erasing.erase(conn, P2, NOW)

    assert await been(furnished) == set()


async def test_funders_read_no_name_of_whoever_was_there(furnished: Database):
    await load(furnished, name="老钱", rooms=[])
    async with furnished.read() as conn:
        inside = await names.inside(conn, ["guides"])
        elsewhere = await names.inside(conn, ["cloth"])

    assert inside == {"老钱", "钱叔", "赵姐", "小孙"}
    assert elsewhere == {"小孙"}


async def test_a_name_of_one_group_outlives_the_message_that_told_it(furnished: Database):
    said = message("m1", sender=P2)
    rows = [
        replace(said, body={**said.body, "name": "钱大爷13900001234"}),
        replace(message("m2", sender=P2), body={**said.body, "name": "钱叔"}),
        replace(message("m3", sender="stranger"), body={**said.body, "name": "过客"}),
    ]
    async with furnished.begin() as conn:
        ids = await inbox.put(conn, rows)
        await inbox.mark_handled(conn, [id_ for id_ in ids if id_], NOW)
        assert await forgetting.forget(conn, LATER) == len(rows)

    assert await names_of(furnished) == ("钱叔", "钱大爷***********")
    async with furnished.begin() as conn:
        assert await forgetting.forget(conn, LATER) == 0


async def test_an_update_knows_who_left_before(furnished: Database, url: str):
    if ":memory:" in url:
        pytest.skip("a database in memory has no past")
    await load(furnished, rooms=[])
    async with furnished.begin() as conn:
        moved = {"room": "r2", "person": P2, "came": False, "at": NOW}
        stays = {"room": "r1", "person": "p1", "came": True, "at": NOW}
        await conn.execute(insert(MovementRow), [moved, stays])
        await inbox.put(conn, [message("m1", sender="s1", room="r2")])
        await conn.execute(delete(FormerMemberRow))
        for table in ("former_members", "former_names"):
            await conn.execute(text(f"DROP TABLE {table}"))
        await conn.execute(text("DROP INDEX outbox_draft"))
        await conn.execute(text("UPDATE alembic_version SET version_num = '0022'"))
        await conn.run_sync(schema.upgrade)

    assert await been(furnished) == {(LANE, P2), (LANE, "s1")}
