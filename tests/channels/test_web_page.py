"""The page and the door to it."""

from datetime import date
from pathlib import Path

from yarl import URL

from bot.demo import load_demo
from tests.channels.chat_server import BEARER, KEY, TOKEN, Server, chat_server

ENTRANCE = 'action="/enter"'


async def page(server: Server, path: str = "/") -> tuple[int, str]:
    async with server.client.get(server.url + path) as response:
        return response.status, await response.text()


async def test_strangers_see_the_door(server: Server):
    status, html = await page(server)
    assert status == 200
    assert ENTRANCE in html
    assert "数据目录的 token 文件" in html


async def test_the_link_opens_the_page_once(server: Server):
    status, html = await page(server, f"/enter?key={KEY}")
    assert (status, ENTRANCE in html) == (200, False)
    [cookie] = server.client.cookie_jar
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    async with server.client.get(f"{server.url}/api/rooms") as response:
        assert response.status == 200
    server.client.cookie_jar.clear()
    status, html = await page(server, f"/enter?key={KEY}")
    assert (status, ENTRANCE in html) == (403, True)


async def test_the_token_opens_the_page(server: Server):
    for key, status in (("wrong", 403), (TOKEN, 200)):
        async with server.client.post(f"{server.url}/enter", data={"key": key}) as response:
            assert response.status == status
    assert ENTRANCE not in (await page(server))[1]


async def test_a_link_for_another_phone_works_once(server: Server):
    async with server.client.post(f"{server.url}/links", headers=BEARER) as response:
        assert response.status == 201
        path = (await response.json())["url"].removeprefix(server.url)
    assert (await page(server, path))[0] == 200
    server.client.cookie_jar.clear()
    assert (await page(server, path))[0] == 403


async def test_a_foreign_page_cannot_post_with_our_cookie(server: Server):
    await server.sign_in()
    url = f"{server.url}/api/rooms/tea/messages"
    body = {"from": "hua", "text": "好"}
    for origin, status in (("http://elsewhere.example", 403), (server.url, 202)):
        async with server.client.post(
            url, json=body, headers={"Origin": origin}
        ) as response:
            assert response.status == status


async def test_the_page_asks_nobody_else_for_anything(server: Server):
    await server.sign_in()
    async with server.client.get(server.url) as response:
        assert response.headers["Content-Security-Policy"].startswith("default-src 'self'")
        html = await response.text()
    assert "http://" not in html
    assert "https://" not in html


async def test_a_session_outlives_a_restart(tmp_path: Path):
    async with chat_server(tmp_path) as server:
        await server.sign_in()
        [cookie] = server.client.cookie_jar
        address = URL(server.url).authority
    async with chat_server(tmp_path) as server:
        headers = {"Cookie": f"{cookie.key}={cookie.value}", "Host": address}
        async with server.client.get(
            f"{server.url}/api/rooms", headers=headers
        ) as response:
            assert response.status == 200


async def test_a_forged_session_is_none(server: Server):
    headers = {"Cookie": f"peiban_{URL(server.url).port}=nonsense"}
    async with server.client.get(f"{server.url}/api/rooms", headers=headers) as response:
        assert response.status == 401


async def test_without_a_demo_nothing_is_played(server: Server):
    await server.sign_in()
    assert 'id="play"' not in (await page(server))[1]
    async with server.client.post(f"{server.url}/demo/play") as response:
        assert response.status == 404


async def test_the_sample_is_played_once_at_a_time(tmp_path: Path):
    async with chat_server(tmp_path, demo=load_demo(date(2026, 11, 22))) as server:
        await server.sign_in()
        assert 'id="play"' in (await page(server))[1]
        statuses = []
        for _ in range(2):
            async with server.client.post(f"{server.url}/demo/play") as response:
                statuses.append(response.status)
        assert statuses == [202, 409]
