"""Who is in the room is kept at hand, and strangers do not make us look it up all day."""

from bot.channels.web import directory as module
from store import directory
from tests.channels.chat_server import Server

COMING = {
    "rooms": [{"id": "chess", "name": "棋友群", "purpose": "leaders"}],
    "people": [{"id": "kun", "name": "阿坤", "rooms": ["chess"]}],
}


async def test_a_room_made_while_it_runs_is_found(server: Server):
    async with server.database.begin() as conn:
        await directory.load_setting(conn, COMING)
    status, _ = await server.post("chess", **{"from": "kun", "text": "将军"})
    assert status == 202


async def test_strangers_cost_one_look_a_second(server: Server, monkeypatch):
    monkeypatch.setattr(module, "LOOK_EVERY", 3600)
    looks, read = [], server.database.read
    monkeypatch.setattr(server.database, "read", lambda: looks.append(1) or read())
    for number in range(20):
        status, _ = await server.post(f"room{number}", **{"from": "hua", "text": "在吗"})
        assert status == 404
        status, _ = await server.post(**{"from": f"person{number}", "text": "在吗"})
        assert status == 403
    assert len(looks) == 1
