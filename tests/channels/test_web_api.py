"""The HTTP API of the web chat: what clients are promised."""

import asyncio

import pytest

from tests.channels.chat_server import BEARER, Server


async def test_rooms_are_listed(server: Server):
    status, rooms = await server.get("/api/rooms")
    assert status == 200
    assert rooms[0] == {
        "id": "tea",
        "name": "茶友会大群",
        "purpose": "organisation",
        "organisation": "tea",
    }
    assert rooms[1]["organisation"] is None


async def test_people_are_listed_with_their_rooms(server: Server):
    _, people = await server.get("/api/people")
    yan = next(each for each in people if each["id"] == "yan")
    assert yan == {"id": "yan", "name": "小燕", "role": "staff", "rooms": ["tea", "staff"]}


async def test_a_message_is_stored_before_it_is_accepted(server: Server):
    status, answer = await server.post(**{"from": "hua", "text": "早上好", "id": "m1"})
    assert (status, answer) == (202, {"id": "m1"})
    assert await server.waiting() == 1
    assert server.woken
    _, lines = await server.get("/api/rooms/tea/messages")
    assert lines == [
        {
            "id": "m1",
            "at": lines[0]["at"],
            "from": "hua",
            "text": "早上好",
            "photo": None,
            "photos": [],
            "voice": None,
            "transcript": None,
            "quote": None,
            "mentions": [],
            "recalled": False,
            "room": "tea",
        }
    ]
    assert str(lines[0]["at"]).startswith("2026-11-22T09:00:")
    assert str(lines[0]["at"]).endswith("+08:00")


async def test_a_message_without_an_id_gets_one(server: Server):
    _, first = await server.post(**{"from": "hua", "text": "好"})
    _, second = await server.post(**{"from": "hua", "text": "好"})
    assert len(str(first["id"])) == 32
    assert first["id"] != second["id"]
    assert await server.waiting() == 2


async def test_the_same_id_again_changes_nothing(server: Server):
    await server.post(**{"from": "hua", "text": "一", "id": "m1"})
    status, answer = await server.post(**{"from": "bao", "text": "二", "id": "m1"})
    assert (status, answer) == (200, {"id": "m1"})
    _, lines = await server.get("/api/rooms/tea/messages")
    assert [(each["from"], each["text"]) for each in lines] == [("hua", "一")]


async def test_the_same_id_in_another_room_is_another_message(server: Server):
    await server.post(**{"from": "yan", "text": "一", "id": "m1"})
    status, _ = await server.post("staff", **{"from": "yan", "text": "一", "id": "m1"})
    assert status == 202


async def test_many_at_once_are_all_stored_and_doubles_only_once(server: Server):
    posts = [
        server.post(**{"from": "hua", "text": f"第{n % 300}条", "id": f"m{n % 300}"})
        for n in range(600)
    ]
    statuses = [status for status, _ in await asyncio.gather(*posts)]
    assert sorted(statuses) == [200] * 300 + [202] * 300
    assert await server.waiting() == 300


async def test_quotes_and_mentions_are_kept(server: Server):
    await server.post(
        **{
            "from": "hua",
            "text": "看这里",
            "quote": "of long ago",
            "mentions": ["bao", "bot"],
        }
    )
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert (line["quote"], line["mentions"]) == ("of long ago", ["bao", "bot"])


async def test_the_name_of_the_bot_in_the_text_mentions_it(server: Server):
    await server.post(**{"from": "hua", "text": "@陪伴 报销怎么办"})
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert line["mentions"] == ["bot"]


async def test_what_the_bot_says_is_from_the_bot(server: Server):
    await server.bot_says("@花姐 都记下了", 1)
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert (line["id"], line["from"], line["mentions"]) == ("b1", "bot", ["hua"])


async def test_messages_are_read_page_by_page(server: Server):
    for n in range(7):
        await server.post(**{"from": "hua", "text": str(n), "id": f"m{n}"})
    _, first = await server.get("/api/rooms/tea/messages?limit=3")
    _, second = await server.get("/api/rooms/tea/messages?after=m2&limit=3")
    _, third = await server.get("/api/rooms/tea/messages?after=m5&limit=3")
    _, end = await server.get("/api/rooms/tea/messages?after=m6")
    _, newest = await server.get("/api/rooms/tea/messages?newest=1&limit=2")
    pages = [
        [each["text"] for each in page] for page in (first, second, third, end, newest)
    ]
    assert pages == [["0", "1", "2"], ["3", "4", "5"], ["6"], [], ["5", "6"]]


@pytest.mark.parametrize(
    ("query", "status"), [("after=m9", 404), ("limit=0", 422), ("limit=x", 422)]
)
async def test_a_page_that_cannot_be_is_refused(server: Server, query: str, status: int):
    await server.post(**{"from": "hua", "text": "好", "id": "m1"})
    got, answer = await server.get(f"/api/rooms/tea/messages?{query}")
    assert (got, list(answer)) == (status, ["error"])


async def test_a_recalled_message_keeps_its_place_without_its_words(server: Server):
    for n in range(2):
        await server.post(**{"from": "hua", "text": "秘密", "id": f"m{n}"})
    url = f"{server.url}/api/rooms/tea/messages/m0"
    statuses = []
    for _ in range(2):
        async with server.client.delete(url, headers=BEARER) as response:
            statuses.append(response.status)
    assert statuses == [202, 200]
    _, [first, second] = await server.get("/api/rooms/tea/messages")
    assert (first["id"], first["text"], first["recalled"]) == ("m0", None, True)
    assert (second["text"], second["recalled"]) == ("秘密", False)
    assert await server.waiting() == 3


async def test_recalling_an_unknown_message_is_refused(server: Server):
    url = f"{server.url}/api/rooms/tea/messages/m9"
    async with server.client.delete(url, headers=BEARER) as response:
        assert response.status == 404
    assert await server.waiting() == 0
