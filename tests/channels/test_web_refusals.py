"""What the HTTP API refuses, how it says so, and that nothing of it is stored."""

import json

import pytest

from store.errors import StoreUnavailable
from tests.channels.chat_server import BEARER, Server

LONG = "啊" * 20_001


@pytest.mark.parametrize(
    ("room", "body", "status"),
    [
        ("nowhere", {"from": "hua", "text": "好"}, 404),
        ("tea", {"from": "nobody", "text": "好"}, 403),
        ("staff", {"from": "hua", "text": "好"}, 403),
        ("tea", {"text": "好"}, 400),
        ("tea", {"from": "hua"}, 400),
        ("tea", {"from": "hua", "text": "  "}, 400),
        ("tea", {"from": "hua", "text": 5}, 422),
        ("tea", {"from": ["hua"], "text": "好"}, 422),
        ("tea", {"from": "hua", "text": "好", "id": ""}, 422),
        ("tea", {"from": "hua", "text": "好", "id": "b7"}, 422),
        ("tea", {"from": "hua", "text": "好", "id": "x" * 201}, 422),
        ("tea", {"from": "hua", "text": "好", "quote": 3}, 422),
        ("tea", {"from": "hua", "text": "好", "mentions": "bot"}, 422),
        ("tea", {"from": "hua", "text": "好", "mentions": ["bot", 3]}, 422),
        ("tea", {"from": "hua", "text": LONG}, 413),
        ("tea", {"from": "hua", "text": LONG * 6}, 413),
    ],
)
async def test_bad_input_is_refused_and_nothing_is_stored(
    server: Server, room, body, status
):
    got, answer = await server.post(room, **body)
    assert (got, list(answer)) == (status, ["error"])
    assert await server.waiting() == 0


async def test_the_longest_text_is_taken(server: Server):
    status, _ = await server.post(**{"from": "hua", "text": "啊" * 20_000})
    assert status == 202


@pytest.mark.parametrize(
    "data",
    [b"{", b"[]", b'"text"', b"\xff\xfe", b'{"from": "hua", "text": "\\ud800"}'],
    ids=["half", "list", "string", "no UTF-8", "half a character"],
)
async def test_what_is_not_a_json_object_is_refused(server: Server, data: bytes):
    headers = {**BEARER, "Content-Type": "application/json"}
    url = f"{server.url}/api/rooms/tea/messages"
    async with server.client.post(url, data=data, headers=headers) as response:
        assert response.status == 400
        assert list(await response.json()) == ["error"]
    assert await server.waiting() == 0


async def test_another_media_type_is_refused(server: Server):
    headers = {**BEARER, "Content-Type": "text/plain"}
    url = f"{server.url}/api/rooms/tea/messages"
    async with server.client.post(url, data=b"hello", headers=headers) as response:
        assert response.status == 415


@pytest.mark.parametrize("token", ["Bearer wrong", "Basic abc", "Bearer", "bearer \xe9"])
async def test_a_wrong_token_is_refused(server: Server, token: str):
    headers = {"Authorization": token}
    async with server.client.get(f"{server.url}/api/rooms", headers=headers) as response:
        assert response.status == 401
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
        error = await response.json()
        assert list(error) == ["error"]
        assert "the file `token` of the data folder" in error["error"]


@pytest.mark.parametrize("path", ["/api/rooms", "/api/nothing", "/ws/rooms/tea", "/links"])
async def test_without_a_token_nothing_is_told(server: Server, path: str):
    async with server.client.get(server.url + path) as response:
        assert response.status == 401


async def test_a_wrong_method_is_refused_with_those_that_are_allowed(server: Server):
    async with server.client.put(f"{server.url}/api/rooms", headers=BEARER) as response:
        assert response.status == 405
        assert "GET" in response.headers["Allow"]
        assert list(await response.json()) == ["error"]


async def test_health_says_when_a_part_is_down(server: Server):
    async with server.client.get(f"{server.url}/health") as response:
        assert response.status == 200
        assert (await response.json())["status"] == "ok"
    server.state["status"] = "down: the sender"
    async with server.client.get(f"{server.url}/health") as response:
        assert response.status == 503


async def test_metrics_are_text(server: Server):
    async with server.client.get(f"{server.url}/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")


async def test_an_unwritable_store_is_said_and_healed(server: Server, monkeypatch):
    def no_room() -> None:
        raise StoreUnavailable("the disk is full; make room")

    with monkeypatch.context() as broken:
        broken.setattr(server.database, "begin", no_room, raising=False)
        async with server.client.post(
            f"{server.url}/api/rooms/tea/messages",
            data=json.dumps({"from": "hua", "text": "好", "id": "m1"}),
            headers={**BEARER, "Content-Type": "application/json"},
        ) as response:
            assert response.status == 503
            assert "Retry-After" in response.headers
    status, _ = await server.post(**{"from": "hua", "text": "好", "id": "m1"})
    assert status == 202


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/api/media/{'0' * 64}", 404, "这里没有东西"),
        ("/no/such/page", 404, "这里没有东西"),
        ("/ws/rooms", 400, "这样打不开"),
    ],
)
async def test_whoever_opens_a_wrong_address_in_a_browser_reads_chinese(
    server: Server, path: str, status: int, words: str
):
    opened = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    async with server.client.get(server.url + path, headers=opened) as response:
        assert response.status == 401
        assert "要先进门" in await response.text()
        assert response.headers["WWW-Authenticate"].startswith("Bearer")
    await server.sign_in()
    async with server.client.get(server.url + path, headers=opened) as response:
        assert response.status == status
        assert response.content_type == "text/html"
        assert response.headers["Cache-Control"] == "no-store"
        assert words in await response.text()
    async with server.client.get(server.url + path) as response:
        assert list(await response.json()) == ["error"]


async def test_a_browser_reads_in_chinese_that_the_server_failed(
    server: Server, monkeypatch: pytest.MonkeyPatch
):
    def no_room() -> None:
        raise StoreUnavailable("the disk is full; make room")

    await server.sign_in()
    monkeypatch.setattr(server.database, "read", no_room, raising=False)
    url = f"{server.url}/api/media/{'0' * 64}"
    async with server.client.get(url, headers={"Accept": "text/html"}) as response:
        assert response.status == 503
        assert response.headers["Retry-After"]
        assert "过一会儿再试" in await response.text()
