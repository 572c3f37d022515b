"""Everybody at once: the same as one by one, and put together anew when somebody changed."""

from datetime import date

from sqlalchemy import update

from handlers import memory
from handlers.model.people import OrganisationId
from store import directory, everybody
from store.console import aliases, names, standing
from store.db import Database
from store.tables import ActivityRow, PersonRow
from store.upsert import insert
from tests.store.made import NOW

SETTING: dict[str, object] = {
    "organisations": [{"id": "tea", "name": "泡茶组"}, {"id": "song", "name": "合唱队"}],
    "rooms": [
        {"id": "t1", "name": "茶一", "purpose": "organisation", "organisation": "tea"},
        {"id": "t2", "name": "茶二", "purpose": "organisation", "organisation": "tea"},
        {"id": "s1", "name": "歌一", "purpose": "organisation", "organisation": "song"},
    ],
    "people": [
        {"id": "lan", "name": "兰姐", "role": "leader", "rooms": ["t2", "t1"]},
        {"id": "lan2", "name": "兰兰", "rooms": ["s1"]},
        {"id": "he", "name": "小何", "role": "staff", "rooms": []},
    ],
}


async def look(database: Database) -> everybody.Everybody:
    async with database.read() as conn:
        return await everybody.look(conn)


async def filled(database: Database) -> None:
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await aliases.merge(conn, "lan2", "lan", NOW)  # type: ignore[arg-type]  # plain ids


async def test_it_is_what_one_by_one_gives(database: Database):
    await filled(database)
    found = await look(database)
    async with database.read() as conn:
        assert found.people == await directory.people(conn)
        assert found.rooms == await directory.rooms(conn)
        assert found.inside == await directory.memberships(conn)
        assert found.aliases == await aliases.known(conn)


async def test_names_and_rooms_of_all_the_ids_of_somebody(database: Database):
    await filled(database)
    found = await look(database)
    assert {str(id_): list(one.names) for id_, one in found.known.items()} == {
        "he": ["小何"],
        "lan": ["兰姐", "兰兰"],
    }
    assert {one: list(ids) for one, ids in found.followers.items()} == {"lan": ["lan2"]}
    rooms = {one: [room.id for room in rooms] for one, rooms in found.rooms_in.items()}
    assert rooms == {"lan": ["t1", "t2"], "lan2": ["s1"]}


async def test_it_is_the_same_until_somebody_changes(database: Database):
    await filled(database)
    first = await look(database)
    assert await look(database) is first
    async with database.begin() as conn:
        him = {"id": "he", "name": "何先生", "role": "staff"}
        await directory.load_setting(conn, {"people": [him]})
    [after] = [one for one in (await look(database)).known.values() if one.id == "he"]
    assert after.names == ("何先生", "小何")


async def test_where_somebody_has_been_is_known_when_they_have_left(database: Database):
    await filled(database)
    assert (await look(database)).been_in == {}
    async with database.begin() as conn:
        her = {"id": "lan", "name": "兰姐", "role": "leader", "rooms": ["t1"]}
        await directory.load_setting(conn, {"people": [her]})
    assert (await look(database)).been_in == {"lan": {"o:tea"}}


async def test_who_is_written_anew_changes_nothing(database: Database):
    await filled(database)
    first = await look(database)
    async with database.begin() as conn:
        same = update(PersonRow).where(PersonRow.id == "lan").values(name="兰姐")
        await conn.execute(same)
    assert await look(database) is first


async def test_whoever_is_forgotten_is_put_together_anew(database: Database):
    await filled(database)
    first = await look(database)
    memory.forget()
    assert await look(database) is not first


async def test_nobody_is_everybody_of_an_empty_store(database: Database):
    found = await look(database)
    assert not found.people
    assert not found.rooms
    assert not found.inside


async def test_rooms_of_one_organisation_alone(database: Database):
    await filled(database)
    async with database.read() as conn:
        of_tea = await directory.rooms(conn, OrganisationId("tea"))
        of_none = await directory.rooms(conn, OrganisationId("nobody"))
    assert [str(one) for one in of_tea] == ["t1", "t2"]
    assert not of_none


async def test_what_lists_of_organisations_count(database: Database):
    await filled(database)
    async with database.begin() as conn:
        await conn.execute(
            insert(conn.dialect, ActivityRow),
            [
                {
                    "id": str(day),
                    "organisation": "tea",
                    "day": date(2026, 5, day),
                    "plan": "outside",
                    "version": 1,
                    "filed_at": NOW,
                    "body": "{}",
                }
                for day in (3, 9, 4)
            ],
        )
        counted = await standing.members(conn)
        days = await standing.last_days(conn)
        called = await names.inside(conn, ["tea"])
        staff = await names.staff(conn)
    assert counted == {"tea": 1, "song": 1}
    assert days == {"tea": date(2026, 5, 9), "song": None}
    assert called == {"兰姐"}
    assert staff == [("he", "小何")]
