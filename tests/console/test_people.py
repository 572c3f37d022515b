"""People across groups: who may be one, and what staff say to that."""

from collections.abc import Mapping
from datetime import timedelta

from handlers.model.people import PersonId
from store import directory, forgetting, inbox
from store.console import aliases
from store.console.accounts import Rank
from store.inbox import Inbound, InboxStatus
from tests.console.console_server import Console

MORE: Mapping[str, object] = {
    "people": [
        {"id": "x1", "name": "郑玉兰", "role": "leader", "rooms": ["tea"]},
        {"id": "x2", "name": "郑玉兰（合唱）", "rooms": ["song"]},
        {"id": "x3", "name": "孙大海", "rooms": ["song"]},
    ]
}


async def with_more(console: Console) -> None:
    async with console.database.begin() as conn:
        await directory.load_setting(conn, MORE)


async def known(console: Console) -> Mapping[str, str]:
    async with console.database.read() as conn:
        return {str(k): str(v) for k, v in (await aliases.known(conn)).items()}


async def test_people_are_listed_and_found_by_name(console: Console):
    await with_more(console)
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/people")
    assert "孙大海" in page
    assert "也许是同一个人" in page
    _, page = await browser.get("/people?q=玉兰")
    assert "孙大海" not in page
    assert "郑玉兰" in page


async def test_whoever_sees_one_organisation_sees_its_people_alone(console: Console):
    await with_more(console)
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    _, page = await tea.get("/people")
    assert "郑玉兰" in page
    assert "孙大海" not in page
    assert (await tea.get("/people/x3"))[0] == 404
    assert (await tea.post("/people/x3", name="x", role="leader"))[0] == 404
    await tea.post("/people/merge", one="x1", other="x2", same="yes")
    assert not await known(console)


async def test_two_become_one_and_two_again(console: Console):
    await with_more(console)
    at = console.now()
    async with console.database.begin() as conn:
        rows = [
            Inbound("web", room, "m", "message", f"o:{room}", who, at, at, {"text": "好"})
            for room, who in (("tea", "x1"), ("song", "x2"))
        ]
        await inbox.put(conn, rows)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/people/merge", one="x1", other="x2", same="yes")
    assert await known(console) == {"x2": "x1"}
    status, page = await browser.get("/people/x2")
    assert status == 200
    assert page.count("1 条") == 2
    await browser.post("/people/x1", name="郑玉兰", role="member")
    async with console.database.read() as conn:
        people = await directory.people(conn)
    assert {people[one].role.value for one in ("x1", "x2")} == {"member"}
    assert people["x2"].name == "郑玉兰（合唱）"
    await browser.post("/people/x1/part", other="x2")
    await browser.post("/people/x1/part", other="x2")
    assert not await known(console)
    assert "也许是同一个人" not in (await browser.get("/people"))[1]


async def test_two_that_are_not_one_are_not_suggested_again(console: Console):
    await with_more(console)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/people/merge", one="x1", other="x2", same="no")
    assert "也许是同一个人" not in (await browser.get("/people"))[1]
    assert "名字很像" in (await browser.get("/people/x1"))[1]


async def test_three_ids_of_one(console: Console):
    await with_more(console)
    browser = await console.signed_in(Rank.STAFF)
    for one, other in (("x1", "x2"), ("x3", "x1"), ("x2", "x3")):
        await browser.post("/people/merge", one=one, other=other, same="yes", back="person")
    assert await known(console) == {"x1": "x3", "x2": "x3"}


async def test_only_administrators_make_and_unmake_staff(console: Console):
    await with_more(console)
    staff, administrator = await console.signed_in(Rank.STAFF), await console.signed_in()
    await staff.post("/people/x3", name="孙大海", role="staff")
    await staff.post("/people/yan", name="小燕", role="member")
    await staff.post("/people/x3", name="", role="leader")
    async with console.database.read() as conn:
        people = await directory.people(conn)
    assert (people["x3"].role, people["yan"].role) == ("member", "staff")
    await administrator.post("/people/x3", name="孙大海", role="staff")
    async with console.database.read() as conn:
        assert (await directory.people(conn))["x3"].role == "staff"
    assert (await administrator.get("/people/nobody"))[0] == 404


async def test_one_person_has_one_role(console: Console):
    await with_more(console)
    staff, administrator = await console.signed_in(Rank.STAFF), await console.signed_in()
    await staff.post("/people/merge", one="x1", other="x2", same="yes")
    async with console.database.read() as conn:
        assert (await directory.people(conn))["x2"].role == "leader"
    await staff.post("/people/merge", one="yan", other="x3", same="yes")
    assert "x3" not in await known(console)
    await administrator.post("/people/merge", one="yan", other="x3", same="yes")
    async with console.database.read() as conn:
        people = await directory.people(conn)
    assert (people["x3"].role, people["x3"].name) == ("staff", "孙大海")


async def test_groups_of_other_organisations_stay_unnamed(console: Console):
    await with_more(console)
    administrator = await console.signed_in()
    await administrator.post("/people/merge", one="x1", other="x2", same="yes")
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    for path in ("/people", "/people/x1"):
        _, page = await tea.get(path)
        assert "茶友会大群" in page
        assert "合唱队大群" not in page
    await tea.post("/people/x1", name="别人", role="member")
    async with console.database.read() as conn:
        assert (await directory.people(conn))["x1"].name == "郑玉兰"


async def test_somebody_is_found_by_a_former_name(console: Console):
    await with_more(console)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/people/x3", name="海师傅", role="member")
    _, page = await browser.get("/people?q=孙大海")
    assert "海师傅" in page
    assert "也叫 孙大海" in page
    again = {"id": "x4", "name": "孙大海", "rooms": ["tea"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [again]})
    _, page = await browser.get("/people")
    assert page.index("也许是同一个人") < page.index("海师傅")
    assert "名字很像" in (await browser.get("/people/x4"))[1]


async def test_what_somebody_is_called_in_the_groups_of_others_is_not_shown(
    console: Console,
):
    hers = {"id": "y1", "name": "小名一", "rooms": ["tea"]}
    theirs = {"id": "y2", "name": "别处的名字", "rooms": ["song"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [hers, theirs]})
    administrator = await console.signed_in()
    await administrator.post("/people/merge", one="y2", other="y1", same="yes")
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    for path in ("/people", "/people?q=小名", "/people/y2", "/people/y1"):
        _, page = await tea.get(path)
        assert "小名一" in page, path
        assert "别处的名字" not in page, path
    assert "小名一" not in (await tea.get("/people?q=别处"))[1]
    _, page = await administrator.get("/people?q=别处")
    assert "也叫 小名一" in page


async def test_a_former_name_is_read_by_whoever_sees_all_its_groups(console: Console):
    """The name that one group knows becomes a former name of the id, whoever looks."""
    both = {"id": "z1", "name": "林阿姨", "rooms": ["tea", "song"]}
    gone = {"id": "z2", "name": "方阿姨", "rooms": ["song"]}
    ours = {"id": "z3", "name": "高阿姨", "rooms": ["tea"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [both, gone, ours]})
        at = console.now()
        said = [
            Inbound("web", room, who, "message", "o:x", who, at, at, {"name": name})
            for room, who, name in (
                ("song", "z1", "林巧云3号楼"),
                ("song", "z2", "方巧云3号楼"),
                ("tea", "z3", "高巧云3号楼"),
            )
        ]
        await inbox.put(conn, said, InboxStatus.HANDLED)
        moved = {**gone, "rooms": ["tea"]}
        await directory.load_setting(conn, {"people": [moved]})
        assert await forgetting.forget(conn, at + timedelta(days=40)) == len(said)
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])

    for path in ("/people", "/people?q=3号楼", "/people?q=巧云"):
        _, page = await tea.get(path)
        assert "也叫 高巧云3号楼" in page, path
        assert "林巧云" not in page, path
        assert "方巧云" not in page, path
    assert "林阿姨" not in (await tea.get("/people?q=3号楼"))[1]
    _, page = await (await console.signed_in()).get("/people?q=3号楼")
    for name in ("林", "方", "高"):
        assert f"也叫 {name}巧云3号楼" in page


async def test_whose_name_is_not_shown_is_not_renamed(console: Console):
    """Of two ids of hers only the newer is still in a group; its name stands in the form."""
    older = {"id": "v1", "name": "冯桂芝", "rooms": ["tea"]}
    newer = {"id": "v2", "name": "小冯换号", "rooms": ["tea"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [older, newer]})
        await aliases.merge(conn, PersonId("v2"), PersonId("v1"), console.now())
        await directory.load_setting(conn, {"people": [{**older, "rooms": []}]})
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])
    assert 'value="小冯换号"' in (await tea.get("/people/v1"))[1]

    await tea.post("/people/v1", name="小冯换号", role="leader")

    assert await called(console) == {
        "v1": ("冯桂芝", "leader"),
        "v2": ("小冯换号", "leader"),
    }
    await tea.post("/people/v1", name="冯老师", role="leader")
    assert await called(console) == {"v1": ("冯桂芝", "leader"), "v2": ("冯老师", "leader")}
    assert 'value="冯老师"' in (await tea.get("/people/v1"))[1]
    administrator = await console.signed_in()
    await administrator.post("/people/v1", name="冯大姐", role="leader")
    assert (await called(console))["v1"] == ("冯大姐", "leader")


async def called(console: Console) -> Mapping[str, tuple[str, str]]:
    async with console.database.read() as conn:
        people = await directory.people(conn, ["v1", "v2"])
    return {str(one.id): (one.name, one.role.value) for one in people.values()}
