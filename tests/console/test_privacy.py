"""Staff put down a wish for privacy, erase somebody, and have the bot introduce itself (R14)."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.model.people import PersonId
from store import directory, inbox, timeline
from store.console import audit
from store.console.accounts import Rank
from store.inbox import Inbound
from tests.console.console_server import Console

WHO = PersonId("x7")
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


async def test_the_bot_introduces_itself_in_a_room(console: Console):
    browser = await console.signed_in(Rank.STAFF)

    status, there = await browser.post("/organisations/tea/rooms/tea/introduce")

    assert (status, there) == (303, "/console/organisations/tea")
    assert (await browser.post("/organisations/tea/rooms/song/introduce"))[0] == 404
