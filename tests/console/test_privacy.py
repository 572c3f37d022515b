"""Staff put down a wish for privacy, erase somebody, and have the bot introduce itself (R14)."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

import pytest
from sqlalchemy import select

from handlers.model.people import PersonId
from store import directory, inbox, timeline
from store.console import audit
from store.console.accounts import Rank
from store.inbox import Inbound
from store.tables import Row, columns
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.console.everything_given import PHOTO

WHO = PersonId("x7")
HERS = (
    "昨天上午我们在茶室办了茶会，海棠教大家泡茶，来了14个人，一起泡了三种茶，大家都说暖和"
)
MORE: Mapping[str, object] = {"people": [{"id": WHO, "name": "孙大海", "rooms": ["song"]}]}


async def with_more(console: Console) -> None:
    at = console.now()
    told = Inbound(
        "web", "song", "m7", "message", "o:song", WHO, at, at, {"text": "回电13900001111"}
    )
    async with console.database.begin() as conn:
        await directory.load_setting(conn, MORE)
        await inbox.put(conn, [told, replace(told, external_id="m8", sender="lan")])


async def unnamed(console: Console) -> bool:
    async with console.database.read() as conn:
        return (await directory.people(conn))[WHO].unnamed


async def told_of_her(console: Console) -> tuple[Chat, Browser]:
    hers = {"id": WHO, "name": "海棠", "rooms": ["tea"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [hers]})
    return Chat(console), await console.signed_in()


async def stands(console: Console, word: str, *tables: str) -> list[str]:
    """In which tables it does, of these or of all."""
    found: list[str] = []
    async with console.database.read() as conn:
        for row in Row.__subclasses__():
            if not tables or row.__tablename__ in tables:
                rows = await conn.execute(select(*columns(row)))
                found += [row.__tablename__ for one in rows if word in str(one)]
    return found


async def test_staff_put_down_that_somebody_is_not_to_be_named(console: Console):
    await with_more(console)
    browser = await console.signed_in(Rank.STAFF)

    assert await browser.post(f"/people/{WHO}/wish", on="yes") == (
        303,
        f"/console/people/{WHO}",
    )
    assert await unnamed(console)
    assert "不记名字" in (await browser.get(f"/people/{WHO}"))[1]
    await browser.post(f"/people/{WHO}/wish", on="no")
    assert not await unnamed(console)


async def test_not_of_people_whom_they_do_not_see(console: Console):
    await with_more(console)
    tea = await console.signed_in(Rank.STAFF, sees=["tea"])

    assert (await tea.post(f"/people/{WHO}/wish", on="yes"))[0] == 404
    assert not await unnamed(console)


async def test_an_administrator_erases_whom_they_name_once_more(console: Console):
    await with_more(console)
    browser = await console.signed_in()

    await browser.post(f"/people/{WHO}/erase", name="孙大")
    async with console.database.read() as conn:
        assert WHO in await directory.people(conn)
    status, page = await browser.post(f"/people/{WHO}/erase", name="孙大海")

    assert status == 200
    assert "删除回执" in page
    assert "孙大海" not in page
    assert (await browser.get(f"/people/{WHO}"))[0] == 404
    assert (await browser.post(f"/people/{WHO}/erase", name="孙大海"))[0] == 404
    async with console.database.read() as conn:
        [gone, hers] = await timeline.page(conn, "song", None, 9)
        [line, *_] = await audit.page(conn, 9)
    assert (gone.text, gone.recalled) == ("", True)
    assert hers.text == "回电13900001111"
    assert line.action == "person.erased"


async def test_spaces_that_a_browser_does_not_show_are_not_asked_for(console: Console):
    spaced = {"id": WHO, "name": " 孙  大海 ", "rooms": ["song"]}
    async with console.database.begin() as conn:
        await directory.load_setting(conn, {"people": [spaced]})
    browser = await console.signed_in()

    await browser.post(f"/people/{WHO}/erase", name="孙大海")
    assert (await browser.get(f"/people/{WHO}"))[0] == 200
    assert (await browser.post(f"/people/{WHO}/erase", name="孙 大海"))[0] == 200
    assert (await browser.get(f"/people/{WHO}"))[0] == 404


@pytest.mark.parametrize("leaves", [True, False])
async def test_a_wish_holds_after_leaving_and_under_a_former_name(
    console: Console, leaves: bool
):
    chat, browser = await told_of_her(console)
    await browser.post(f"/people/{WHO}", name="秋老师", role="member")
    await browser.post(f"/people/{WHO}/wish", on="yes")
    if leaves:
        await browser.post(f"/people/{WHO}/rooms", room=[])
    await given.filed(chat, HERS)

    assert await stands(console, "海棠", "outbox") == []
    reader = await console.signed_in(Rank.READER, ["tea"])
    assert "海棠" not in (await reader.get("/activities"))[1]


@pytest.mark.parametrize("leaves", [True, False])
async def test_whoever_left_or_was_renamed_is_erased_whole(console: Console, leaves: bool):
    chat, browser = await told_of_her(console)
    record = await given.filed(chat, HERS)
    if leaves:
        await browser.post(f"/people/{WHO}/rooms", room=[])
    reader = await console.signed_in(Rank.READER, ["tea"])
    here = f"/activities/{quote(record, safe='')}"
    assert "海棠" not in (await reader.get(here))[1]
    await browser.post(f"/people/{WHO}", name="秋老师", role="member")
    assert "海棠" not in (await reader.get(here))[1]
    status, _ = await browser.post(f"/people/{WHO}/erase", name="秋老师")

    assert status == 200
    for name in ("海棠", "秋老师"):
        assert await stands(console, name) == []


async def test_funders_get_no_picture_that_only_somebody_unnamed_posted(console: Console):
    chat, browser = Chat(console), await console.signed_in()
    record = await given.filed(chat)
    here = f"/activities/{quote(record, safe='')}"
    shas = await given.add_pictures(console, record, PHOTO, given.SCENE, 2)
    await browser.post(f"{here}/correct", field="place", text="茶室一楼")
    reader = await console.signed_in(Rank.READER, ["tea"])
    for wish in ("no", "yes"):
        await browser.post("/people/bao/wish", on=wish)
        _, page = await reader.get(here)
        for sha in shas:
            assert (sha in page) == (wish == "no")
            url = f"{reader.url}/console{here}/photos/{sha}"
            async with reader.client.get(url) as answer:
                assert answer.status == (200 if wish == "no" else 404)


async def test_the_bot_introduces_itself_in_a_room(console: Console):
    browser = await console.signed_in(Rank.STAFF)

    status, there = await browser.post("/organisations/tea/rooms/tea/introduce")

    assert (status, there) == (303, "/console/organisations/tea")
    assert (await browser.post("/organisations/tea/rooms/song/introduce"))[0] == 404
