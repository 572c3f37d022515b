"""Organisations, their groups and plans, changed on the console."""

import re
from collections.abc import Mapping

from handlers.model.people import Purpose
from store import directory, inbox
from store.console import audit, standing
from store.console.accounts import Rank
from store.inbox import Inbound
from store.tables import RoomRow
from store.upsert import insert
from tests.console.console_server import Console

UNBOUND: Mapping[str, object] = {
    "id": "new@chatroom",
    "name": "新来的群",
    "purpose": "organisation",
    "organisation": None,
    "kind": None,
    "lane": "r:new@chatroom",
    "position": 99,
}


async def with_a_new_group(console: Console) -> None:
    async with console.database.begin() as conn:
        await conn.execute(insert(conn.dialect, RoomRow), UNBOUND)


async def actions(console: Console) -> list[str]:
    async with console.database.read() as conn:
        return [one.action for one in await audit.page(conn, 99)]


async def test_the_list_shows_what_the_account_may_see(console: Console):
    staff = await console.signed_in(Rank.STAFF)
    _, page = await staff.get("/organisations")
    assert "茶友会" in page
    assert "合唱队" in page
    assert "新队伍" not in page
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    _, page = await tea.get("/organisations")
    assert "合唱队" not in page
    assert "还没有归属的群" not in page


async def test_an_organisation_is_made_once(console: Console):
    browser = await console.signed_in()
    form = {**await browser.hidden(), "name": "书法社", "community": "东桥社区"}
    status, there = await browser.send("/organisations", form)
    assert status == 303
    assert re.fullmatch(r"/console/organisations/o[0-9a-f]{10}", there)
    assert "书法社" in (await browser.get(there.removeprefix("/console")))[1]
    assert (await browser.send("/organisations", form))[0] == 303
    async with console.database.read() as conn:
        named = [o.name for o in await directory.organisations(conn)]
    assert named.count("书法社") == 1
    assert (await browser.post("/organisations", name=""))[0] == 422


async def test_what_it_must_report_and_faces(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    form = {"name": "合唱团", "community": "西桥社区", "blur_faces": "yes"}
    both = {"own": "yes", "required": ["time", "photo", "nonsense"]}
    assert (await browser.post("/organisations/song", **form, **both))[0] == 303
    async with console.database.read() as conn:
        [one] = await directory.organisations(conn, ["song"])
    assert one.required == ("time", "photo")
    assert one.blur_faces
    status, page = await browser.post("/organisations/song", **form, own="yes")
    assert status == 422
    assert "至少勾一项" in page
    await browser.post("/organisations/song", name="合唱团", own="no")
    async with console.database.read() as conn:
        [one] = await directory.organisations(conn, ["song"])
    assert one.required is None
    assert not one.blur_faces
    assert (await browser.post("/organisations/song", name=""))[0] == 422
    assert (await browser.get("/organisations/nobody"))[0] == 404


async def test_a_plan_is_written_changed_and_emptied(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    rows = {
        "title": ["排练", "演出", ""],
        "since": ["2026-01-01", "2026-06-01", ""],
        "until": ["2026-12-31", "2026-06-30", ""],
        "times": ["40", "", ""],
    }
    assert (await browser.post("/organisations/song/plan", **rows))[0] == 303
    async with console.database.read() as conn:
        [one] = await directory.organisations(conn, ["song"])
    assert [(item.title, item.times) for item in one.plan] == [("排练", 40), ("演出", None)]
    for wrong in ({"until": "2025-01-01"}, {"since": "soon"}, {"times": "0"}):
        row = {"title": "演出", "since": "2026-01-01", "until": "2026-02-01", "times": ""}
        status, page = await browser.post("/organisations/song/plan", **{**row, **wrong})
        assert status == 422
        assert "有一行填得不对" in page
    await browser.post("/organisations/song/plan", title="")
    async with console.database.read() as conn:
        [one] = await directory.organisations(conn, ["song"])
    assert one.plan == ()
    assert "organisation.plan" in await actions(console)


async def test_a_group_that_is_nobodys_is_bound_and_what_waits_goes_with_it(
    console: Console,
):
    await with_a_new_group(console)
    at = console.now()
    waits = Inbound(
        "web", "new@chatroom", "m1", "message", "r:new@chatroom", "lan", at, at, {}
    )
    async with console.database.begin() as conn:
        await inbox.put(conn, [waits])
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/organisations")
    assert "新来的群" in page
    await browser.post("/rooms/bind", room="new@chatroom", to="o:song")
    async with console.database.begin() as conn:
        room = (await directory.rooms(conn))["new@chatroom"]
        [claimed] = await inbox.claim(conn, at, 9, console.desk.config.lease)
    assert room.organisation == "song"
    assert claimed.inbound.lane == "o:song"
    for to in ("o:tea", "o:nobody", "staff", ""):
        await browser.post("/rooms/bind", room="new@chatroom", to=to)
    async with console.database.read() as conn:
        assert (await directory.rooms(conn))["new@chatroom"].organisation == "song"
    assert (await actions(console)).count("room.bound") == 1


async def test_only_administrators_make_a_leaders_room(console: Console):
    await with_a_new_group(console)
    async with console.database.begin() as conn:
        taken = {room.purpose for room in (await directory.rooms(conn)).values()}
    free = next(p for p in (Purpose.LEADERS, Purpose.STAFF) if p not in taken)
    staff, administrator = await console.signed_in(Rank.STAFF), await console.signed_in()
    await staff.post("/rooms/bind", room="new@chatroom", to=free.value)
    async with console.database.read() as conn:
        assert (await directory.rooms(conn))["new@chatroom"].purpose == "organisation"
    await administrator.post("/rooms/bind", room="new@chatroom", to=free.value)
    async with console.database.read() as conn:
        assert (await directory.rooms(conn))["new@chatroom"].purpose is free


async def test_a_group_gets_a_kind_and_a_name(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/organisations/song/rooms/song", name="合唱骨干", kind="core")
    async with console.database.read() as conn:
        room = (await directory.rooms(conn))["song"]
    assert (room.name, room.kind, room.organisation) == ("合唱骨干", "core", "song")
    await browser.post("/organisations/song/rooms/song", name="", kind="core")
    assert "名字不能空着" in (await browser.get("/organisations/song"))[1]
    assert (await browser.post("/organisations/tea/rooms/song", name="x"))[0] == 404


async def test_a_group_is_silenced_and_speaks_again(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    for on, quiet in (("yes", {"song"}), ("no", set())):
        status, _ = await browser.post("/organisations/song/rooms/song/hush", on=on)
        assert status == 303
        async with console.database.read() as conn:
            assert await standing.hushed(conn) == quiet
        _, page = await browser.get("/organisations/song")
        assert ("静音：不主动说话" in page) is bool(quiet)
    assert (await actions(console)).count("desk.hush") == 2
