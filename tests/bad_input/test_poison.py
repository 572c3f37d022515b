"""A row of the inbox that cannot be handled is put aside with its error; the others go on."""

from pathlib import Path

from tests.bad_input.chat import chat_on

WHOLE = "昨天上午我们在翠竹亭组织了合唱，一共来了23人，老马说下次还来"
INSERT = (
    "INSERT INTO inbox (channel, room, external_id, kind, lane, sender, at, received_at,"
    " body, status, tries) SELECT channel, room, '{name}', {kind}, {lane}, sender, at,"
    " received_at, {body}, 0, 0 FROM inbox WHERE external_id = 'm1'"
)
POISON = {
    "unknown kind": ("'riddle'", "lane", "body"),
    "unknown lane": ("'riddle'", "'nobody'", "body"),
    "broken body": ("kind", "lane", "'{{'"),
    "body of another shape": ("kind", "lane", "'[1]'"),
    "recall of nothing": ("'recall'", "lane", "'{}'"),
}


async def test_poisoned_rows_are_parked_with_their_error_and_the_others_go_on(
    tmp_path: Path,
):
    async with chat_on(tmp_path / "data", tmp_path) as chat:
        assert (await chat.say("m1", "早上好")).status == 202
        for name, (kind, lane, body) in POISON.items():
            chat.rows(INSERT.format(name=name, kind=kind, lane=lane, body=body))
        assert (await chat.say("m2", WHOLE)).status == 202
        await chat.until("翠竹亭", "leaders")
        parked = chat.rows("SELECT external_id, error FROM inbox WHERE status = 2")
        assert {name for name, error in parked if error} == set(POISON)
        assert chat.rows("SELECT count(*) FROM inbox WHERE status = 0") == [(0,)]
        assert (await chat.health()).status == 200
