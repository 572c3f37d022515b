"""WebSockets: what is said is heard, once and in order, and nothing is lost by a break."""

import asyncio
import json
from datetime import date
from pathlib import Path

import pytest
from aiohttp import (
    ClientSession,
    ClientWebSocketResponse,
    WSMsgType,
    WSServerHandshakeError,
)

from bot.channels.web import HUB
from bot.channels.web.live import BACKLOG, Listener
from bot.demo import load_demo
from tests.channels.chat_server import BEARER, Server, chat_server


async def hear(ws: ClientWebSocketResponse, count: int) -> list[dict[str, object]]:
    async with asyncio.timeout(5):
        return [json.loads(await ws.receive_str()) for _ in range(count)]


async def test_a_room_is_streamed_as_it_is_read(server: Server):
    async with server.client.ws_connect(f"{server.url}/ws/rooms/tea", headers=BEARER) as ws:
        await server.post(**{"from": "hua", "text": "一", "id": "m1"})
        await server.post("staff", **{"from": "yan", "text": "别处", "id": "s1"})
        await server.bot_says("好", 1)
        heard = await hear(ws, 2)
    _, lines = await server.get("/api/rooms/tea/messages")
    assert heard == lines


async def test_who_comes_back_hears_what_was_missed_and_nothing_twice(server: Server):
    for n in range(3):
        await server.post(**{"from": "hua", "text": str(n), "id": f"m{n}"})
    url = f"{server.url}/ws/rooms/tea?after=m0"
    async with server.client.ws_connect(url, headers=BEARER) as ws:
        for n in range(3, 6):
            await server.post(**{"from": "hua", "text": str(n), "id": f"m{n}"})
        heard = await hear(ws, 5)
    assert [each["id"] for each in heard] == ["m1", "m2", "m3", "m4", "m5"]


async def test_nothing_is_lost_or_doubled_while_many_speak(server: Server):
    posts = asyncio.gather(
        *[server.post(**{"from": "hua", "text": "x", "id": f"m{n}"}) for n in range(400)]
    )
    await asyncio.sleep(0.05)
    await server.post(**{"from": "bao", "text": "x", "id": "mark"})
    url = f"{server.url}/ws/rooms/tea?after=mark"
    async with server.client.ws_connect(url, headers=BEARER) as ws:
        await posts
        _, later = await server.get("/api/rooms/tea/messages?after=mark&limit=1000")
        heard = await hear(ws, len(later))
    assert heard == later


async def test_one_connection_hears_all_rooms(server: Server):
    async with server.client.ws_connect(f"{server.url}/ws/rooms", headers=BEARER) as ws:
        await server.post(**{"from": "hua", "text": "一"})
        await server.post("staff", **{"from": "yan", "text": "二"})
        heard = await hear(ws, 2)
    assert {(each["room"], each["text"]) for each in heard} == {
        ("tea", "一"),
        ("staff", "二"),
    }


async def test_a_recall_is_heard(server: Server):
    await server.post(**{"from": "hua", "text": "一", "id": "m1"})
    async with server.client.ws_connect(f"{server.url}/ws/rooms/tea", headers=BEARER) as ws:
        url = f"{server.url}/api/rooms/tea/messages/m1"
        async with server.client.delete(url, headers=BEARER):
            pass
        assert await hear(ws, 1) == [{"room": "tea", "id": "m1", "recalled": True}]


@pytest.mark.parametrize(("path", "status"), [("nowhere", 404), ("tea?after=never", 404)])
async def test_what_is_not_there_cannot_be_heard(server: Server, path: str, status: int):
    with pytest.raises(WSServerHandshakeError) as refused:
        await server.client.ws_connect(f"{server.url}/ws/rooms/{path}", headers=BEARER)
    assert refused.value.status == status


async def test_an_ordinary_request_is_told_to_use_a_websocket(server: Server):
    status, answer = await server.get("/ws/rooms/tea")
    assert (status, list(answer)) == (400, ["error"])


async def test_a_foreign_page_cannot_listen_with_our_cookie(server: Server):
    await server.sign_in()
    with pytest.raises(WSServerHandshakeError) as refused:
        await server.client.ws_connect(
            f"{server.url}/ws/rooms", origin="http://elsewhere.example"
        )
    assert refused.value.status == 403
    async with server.client.ws_connect(f"{server.url}/ws/rooms", origin=server.url) as ws:
        assert not ws.closed


async def test_who_is_too_slow_must_start_over(server: Server):
    listener = Listener(None)
    for row in range(1, BACKLOG + 2):
        listener.hear((row, "{}"))
    assert listener.lagging


async def test_the_end_of_the_server_closes_its_connections(tmp_path: Path):
    async with ClientSession() as client:
        async with chat_server(tmp_path) as server:
            ws = await client.ws_connect(f"{server.url}/ws/rooms", headers=BEARER)
        async with asyncio.timeout(5):
            assert (await ws.receive()).type in {WSMsgType.CLOSE, WSMsgType.CLOSED}


async def test_a_page_hears_whether_the_sample_plays(tmp_path: Path):
    async with chat_server(tmp_path, demo=load_demo(date(2026, 11, 22))) as server:
        url = f"{server.url}/ws/rooms"
        async with server.client.ws_connect(url, headers=BEARER) as ws:
            async with server.client.post(f"{server.url}/demo/play", headers=BEARER):
                pass
            assert await hear(ws, 2) == [{"playing": False}, {"playing": True}]


async def test_rooms_nobody_listens_to_are_not_read(server: Server):
    async with server.client.ws_connect(
        f"{server.url}/ws/rooms/staff", headers=BEARER
    ) as ws:
        await server.post(**{"from": "hua", "text": "一"})
        await server.post("staff", **{"from": "yan", "text": "二"})
        await hear(ws, 1)
        assert set(server.app[HUB]._read_to) == {"staff"}
