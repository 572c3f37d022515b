"""A row of the inbox that cannot be handled is put aside with its error; the others go on."""

import asyncio
from pathlib import Path

import pytest

from tests.bad_input.chat import Chat, chat_on
from tests.faults.bot_process import PATIENCE_S

WHOLE = "昨天上午我们在翠竹亭组织了合唱，一共来了23人，老马说下次还来"
INSERT = (
    "INSERT INTO inbox (channel, room, external_id, kind, lane, sender, at, received_at,"
    " body, status, tries) SELECT channel, room, 'poison', {kind}, {lane}, sender, at,"
    " received_at, {body}, 0, 0 FROM inbox WHERE external_id = 'm1'"
)
POISON = {
    "unknown kind": ("'riddle'", "lane", "body"),
    "unknown lane": ("'riddle'", "'nobody'", "body"),
    "broken body": ("kind", "lane", "'{{'"),
    "body of another shape": ("kind", "lane", "'[1]'"),
    "recall of nothing": ("'recall'", "lane", "'{}'"),
}


async def parked(chat: Chat) -> list[tuple[object, ...]]:
    """What was put aside, as soon as there is something."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            found = chat.rows("SELECT external_id, error FROM inbox WHERE status = 2")
            if found:
                return found
            await asyncio.sleep(0.1)


@pytest.mark.parametrize(("kind", "lane", "body"), POISON.values(), ids=POISON)
async def test_a_poisoned_row_is_parked_with_its_error_and_the_others_go_on(
    tmp_path: Path, kind: str, lane: str, body: str
):
    async with chat_on(tmp_path / "data") as chat:
        assert (await chat.say("m1", "早上好")).status == 202
        chat.rows(INSERT.format(kind=kind, lane=lane, body=body))
        assert (await chat.say("m2", WHOLE)).status == 202
        ((row, error),) = await parked(chat)
        assert row == "poison"
        assert error
        await chat.until("翠竹亭", "leaders")
        assert chat.rows("SELECT count(*) FROM inbox WHERE status = 0") == [(0,)]
        assert (await chat.health()).status == 200
