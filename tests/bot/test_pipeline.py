"""Inbox to outbox, a batch and a transaction at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import config
from bot.pipeline import Pipeline
from store import inbox, lanes, ledger, outbox
from store.db import Database
from store.inbox import Inbound
from tests.store.made import LANE, NOW, message

pytestmark = pytest.mark.usefixtures("everybody")

REPORT = "今天上午我们在小广场打扫卫生，来了30个人，大家都说敞亮"


async def handle(database: Database, *inbounds: Inbound) -> Pipeline:
    async with database.begin() as conn:
        await inbox.put(conn, inbounds)
    pipeline = Pipeline(database, config.load(None, {}), lambda: NOW)
    while await pipeline.step():
        pass
    return pipeline


async def drafts(database: Database) -> int:
    async with database.read() as conn:
        return len(await ledger.all_drafts(conn))


async def parked(database: Database) -> list[tuple[str, str]]:
    async with database.read() as conn:
        return [(p.inbound.external_id, p.error) for p in await inbox.parked(conn)]


async def test_nothing_waits_and_nothing_is_done(database: Database):
    pipeline = await handle(database)

    assert await pipeline.step() == 0


async def test_a_row_of_no_known_kind_is_parked_and_the_others_are_handled(
    database: Database,
):
    strange = replace(message("m1"), kind="smoke signal", fingerprint=None)

    await handle(database, message("m2", REPORT), strange)

    [(name, error)] = await parked(database)
    assert name == "m1"
    assert "ValueError" in error
    assert await drafts(database) == 1


@pytest.mark.parametrize("word", ["静默", "恢复", "别提醒了"])
async def test_a_leader_is_obeyed_where_nothing_is_going_on(word: str, database: Database):
    await handle(database, message("m1", word))

    async with database.read() as conn:
        loaded = await lanes.load(conn, [LANE], correctable_since=NOW, gone_on_since=NOW)
    assert loaded[LANE].talks["r1"].hushed is (word != "恢复")


async def test_an_answer_of_staff_names_whoever_asked(database: Database):
    await handle(database, message("m1", "材料费能报销吗？"))
    answer = message("m2", "#1 可以", room="S", lane="r:S", sender="s1")
    await handle(database, answer)

    async with database.read() as conn:
        words = [
            q.outgoing.text for q in await outbox.due(conn, NOW + timedelta(days=1), 9)
        ]
    assert "@赵姐 工作人员的答复：可以" in words
