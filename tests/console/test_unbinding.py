"""A group that was bound to the wrong organisation waits to be bound anew (R10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.model.admission import LeaveRoom
from handlers.model.draft import Status
from handlers.model.people import RoomId
from store import directory, ledger, rooms
from store.console.accounts import Rank
from store.tables import FormerMemberRow, RoomRow
from tests.console import outside_given as outside
from tests.console import records_given as given
from tests.console.cases_given import Chat
from tests.console.console_server import Console

UNBIND = "/organisations/tea/rooms/{}/unbind"


async def test_a_group_of_the_built_in_chat_goes_to_another_organisation(console: Console):
    chat, browser = Chat(console), await console.signed_in()
    filed = await given.filed(chat)
    await chat.say(given.OTHER)
    [begun] = set(await given.drafts(console)) - {filed}
    assert "归错了" in (await browser.get("/organisations/tea"))[1]

    assert await browser.post(UNBIND.format("tea")) == (303, "/console/organisations")

    _, page = await browser.get("/organisations")
    assert "解除了" in page
    assert "茶友会大群" in page.partition('name="to"')[0]
    records = await given.drafts(console)
    assert records[filed].status is Status.FILED
    assert records[begun].status is Status.HANDED_OVER
    await chat.say("还有一件事", room="tea")
    await browser.post("/rooms/bind", room="tea", to="o:song")
    async with console.database.read() as conn:
        room = (await directory.rooms(conn))[RoomId("tea")]
        [activity] = await ledger.activities(conn)
        were = select(FormerMemberRow.person).where(FormerMemberRow.lane == "o:tea")
        assert "hua" in set((await conn.execute(were)).scalars())
    assert (room.organisation, activity.organisation) == ("song", "tea")


async def test_a_group_of_the_outside_waits_on_its_page(console: Console):
    await outside.opened(console)
    await outside.left(console, "k1")
    browser = await console.signed_in()

    there = UNBIND.format(outside.OURS.replace("@", "%40"))
    assert await browser.post(there) == (303, "/console/outside")

    assert "茶友会微信群" in (await browser.get("/outside"))[1]
    assert "茶友会微信群" not in (await browser.get("/organisations/tea"))[1]
    assert "茶友会微信群" not in (await browser.get("/organisations"))[1]
    assert "没有要发的话" in (await browser.get("/by-hand"))[1]
    async with console.database.read() as conn:
        assert not await rooms.is_ours(conn, outside.OURS)
    await browser.post("/outside/rooms", room=outside.OURS, to="o:song")
    async with console.database.read() as conn:
        assert await rooms.lanes(conn, {outside.OURS}) == {outside.OURS: "o:song"}


@pytest.mark.parametrize("rank", [Rank.READER, Rank.STAFF])
async def test_only_administrators_may(console: Console, rank: Rank):
    browser = await console.signed_in(rank)
    assert (await browser.post(UNBIND.format("tea")))[0] in (403, 404)
    assert "归错了" not in (await browser.get("/organisations/tea"))[1]
    async with console.database.read() as conn:
        assert (await directory.rooms(conn))[RoomId("tea")].organisation == "tea"


async def test_a_group_of_another_organisation_or_none_is_not_there(console: Console):
    browser = await console.signed_in()
    assert (await browser.post(UNBIND.format("song")))[0] == 404
    assert (await browser.post(UNBIND.format("nowhere")))[0] == 404


async def test_one_that_the_bot_has_left_stays_where_it_is(console: Console):
    await outside.opened(console)
    await outside.left(console, "k1")
    browser, gone = await console.signed_in(), console.now()
    there = UNBIND.format(outside.OURS.replace("@", "%40"))
    assert there in (await browser.get("/organisations/tea"))[1]
    async with console.database.begin() as conn:
        await rooms.leave(conn, LeaveRoom(RoomId(outside.OURS), gone))

    _, page = await browser.get("/organisations/tea")
    assert "茶友会微信群" in page
    assert there not in page
    assert await browser.post(there) == (303, "/console/organisations/tea")

    assert "机器人已经不在这个群里了" in (await browser.get("/organisations/tea"))[1]
    async with console.database.read() as conn:
        assert (await directory.rooms(conn))[RoomId(outside.OURS)].organisation == "tea"


async def test_a_deed_that_comes_after_the_bot_has_left_brings_nothing_back(
    console: Console,
):
    await outside.opened(console)
    await outside.left(console, "k1")
    room, gone = RoomId(outside.OURS), console.now()
    async with console.database.begin() as conn:
        await rooms.leave(conn, LeaveRoom(room, gone))
        await rooms.leave(conn, LeaveRoom(room, gone + timedelta(days=3), unbound=True))

    async with console.database.read() as conn:
        assert await rooms.sighted(conn) == []
        since = select(RoomRow.left_at).where(RoomRow.id == room)
        assert (await conn.execute(since)).scalar_one() == gone
