"""From an empty store to groups with people in them, on the console alone."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from handlers.model.people import PersonId
from store import directory, outbox
from store.console import aliases
from store.console.accounts import Rank
from tests.console.browser import Browser
from tests.console.console_server import Console, console_server


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Console]:
    async with console_server(tmp_path / "media", setting={}) as running:
        yield running


async def organisation(browser: Browser, name: str = "花友会") -> str:
    """Its address."""
    _, there = await browser.post("/organisations", name=name)
    return there.removeprefix("/console")


async def test_rooms_of_everybody_are_made_once_by_administrators(empty: Console):
    staff, administrator = await empty.signed_in(Rank.STAFF), await empty.signed_in()
    assert (await staff.post("/rooms", purpose="staff", name="社工群"))[0] == 403
    for purpose in ("staff", "leaders", "staff"):
        assert (await administrator.post("/rooms", purpose=purpose, name="一个群"))[
            0
        ] == 303
    assert (await administrator.post("/rooms", purpose="organisation", name="x"))[0] == 403
    assert (await administrator.post("/rooms", purpose="leaders", name=""))[0] == 303
    async with empty.database.read() as conn:
        rooms = (await directory.rooms(conn)).values()
    assert sorted(room.purpose for room in rooms) == ["leaders", "staff"]
    _, page = await administrator.get("/organisations")
    assert "社工群</strong>：一个群" in page


async def test_a_group_of_an_organisation_is_made_once(empty: Console):
    browser = await empty.signed_in()
    there = await organisation(browser)
    form = {**await browser.hidden(), "name": "花友会大群", "kind": "general"}
    for _ in range(2):
        assert (await browser.send(f"{there}/rooms", form))[0] == 303
    await browser.post(f"{there}/rooms", name="花友会骨干", kind="nonsense")
    async with empty.database.read() as conn:
        rooms = list((await directory.rooms(conn)).values())
    assert [(room.name, room.kind) for room in rooms] == [
        ("花友会大群", "general"),
        ("花友会骨干", None),
    ]
    assert {f"/organisations/{room.organisation}" for room in rooms} == {there}
    async with empty.database.read() as conn:
        told = [
            one.outgoing
            for one in await outbox.due(conn, clock.now() + timedelta(days=1), 9)
        ]
    assert [(one.room, one.prompt) for one in told] == [
        (room.id, "privacy/introduction") for room in rooms
    ]
    assert (await browser.post("/organisations/nobody/rooms", name="x"))[0] == 404


async def test_people_are_put_into_groups_and_may_speak_there(empty: Console):
    browser = await empty.signed_in()
    there = await organisation(browser)
    await browser.post(f"{there}/rooms", name="花友会大群", kind="general")
    await browser.post("/rooms", purpose="staff", name="社工群")
    async with empty.database.read() as conn:
        group, staff_room = (await directory.rooms(conn)).values()
    leader = {"name": "白姐", "role": "leader", "room": group.id}
    assert (await browser.post(f"{there}/people", **leader))[0] == 303
    form = {**await browser.hidden(), "name": "小应", "role": "staff"}
    for _ in range(2):
        assert (await browser.send("/people", {**form, "room": staff_room.id}))[0] == 303
    for wrong in ({"name": ""}, {"role": "king"}, {"room": "nowhere"}):
        await browser.post(f"{there}/people", **{**leader, **wrong})
    async with empty.database.read() as conn:
        people = {one.id: one for one in (await directory.people(conn)).values()}
        inside = await directory.memberships(conn)
    assert sorted(one.name for one in people.values()) == ["小应", "白姐"]
    [white], [ying] = inside[group.id], inside[staff_room.id]
    assert (people[white].role, people[ying].role) == ("leader", "staff")


async def test_staff_of_one_organisation_fill_its_groups_alone(console: Console):
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    for room in ("song", "staff"):
        await tea.post("/people", name="生人", role="member", room=room)
        await tea.post("/organisations/tea/people", name="生人", role="member", room=room)
    await tea.post("/people", name="生人", role="staff", room="tea")
    assert (await tea.post("/organisations/song/people", name="生人", room="song"))[
        0
    ] == 404
    assert (await tea.post("/organisations/song/rooms", name="生群"))[0] == 404
    async with console.database.read() as conn:
        assert "生人" not in {p.name for p in (await directory.people(conn)).values()}
    await tea.post("/people", name="熟人", role="leader", room="tea")
    assert "熟人" in (await tea.get("/people"))[1]


async def test_the_groups_of_a_person_change(console: Console):
    browser, tea = (
        await console.signed_in(),
        await console.signed_in(Rank.STAFF, sees=["tea"]),
    )
    assert (await browser.post("/people/hua/rooms", room=["tea", "song"]))[0] == 303
    assert await rooms_of(console, "hua") == {"tea", "song"}
    await tea.post("/people/hua/rooms")  # is elsewhere too: not theirs to change
    assert await rooms_of(console, "hua") == {"tea", "song"}
    await tea.post("/people/yan/rooms")  # staff are administrators' to move
    assert await rooms_of(console, "yan") == {"staff", "tea"}
    await tea.post("/people/bao/rooms", room="staff")
    assert await rooms_of(console, "bao") == set()


async def test_all_ids_of_a_person_lose_a_group(console: Console):
    browser = await console.signed_in()
    async with console.database.begin() as conn:
        await aliases.merge(conn, PersonId("lan"), PersonId("hua"), console.now())
    await browser.post("/people/lan/rooms", room=["song"])
    assert await rooms_of(console, "hua") == set()
    assert await rooms_of(console, "lan") == {"song"}
    await browser.post("/people/lan/rooms", room=["tea"])  # goes to who stands for them
    assert await rooms_of(console, "hua") == {"tea"}
    assert await rooms_of(console, "lan") == set()


async def test_every_page_opens_on_an_empty_store(empty: Console):
    browser = await empty.signed_in()
    _, page = await browser.get("/")
    assert page.count("好了</span>") == 0
    links = set(re.findall(r'href="/console(/[a-z]*)"', page))
    assert {"/organisations", "/people", "/visits"} <= links
    for there in links:
        assert (await browser.get(there))[0] == 200, there


async def rooms_of(console: Console, person: str) -> set[str]:
    async with console.database.read() as conn:
        inside = await directory.memberships(conn)
    return {str(room) for room, people in inside.items() if person in people}
