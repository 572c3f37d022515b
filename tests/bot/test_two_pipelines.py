"""On a server two workers may have one question at once: asked here, answered there."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot import config
from bot.pipeline import Pipeline
from handlers.model.case import Further, Question
from store import cases, enrol, inbox, lanes, questions
from store.db import Database, open_database
from store.lanes import Changes
from tests.postgres import postgres_url
from tests.store.made import LANE, NOW, SETTING, message

__all__ = ["postgres_url"]

pytestmark = pytest.mark.postgres

AGAIN = Further("p2", "m2", "材料费能不能报", NOW)
WAITING = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


@pytest.fixture
async def both(postgres_url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two processes, as far as the database can tell."""
    one, other = await open_database(postgres_url), await open_database(postgres_url)
    async with one.begin() as conn:
        await enrol.load_setting(conn, SETTING)
    yield one, other
    await one.close()
    await other.close()


async def work(database: Database) -> None:
    pipeline = Pipeline(database, config.load(None, {}), lambda: NOW)
    while await pipeline.step():
        pass


async def asked(database: Database) -> Question:
    async with database.read() as conn:
        [card] = await cases.newest(conn, 9)
        found = await questions.by_ids(conn, [card.case.subject])
    return found[card.case.subject][1]


async def its_turn(database: Database, task: "asyncio.Task[None]") -> None:
    """Until it waits for its turn, or did not."""
    while not task.done():
        async with database.read() as conn:
            if (await conn.execute(WAITING)).scalar_one():
                return
        await asyncio.sleep(0.01)


async def test_what_is_added_and_what_is_answered_at_once_are_both_kept(both):
    database, other = both
    answer = message("m3", "#1 可以的", room="S", lane="r:S", sender="s1")
    async with database.begin() as conn:
        await inbox.put(conn, [message("m1", "材料费能报销吗？")])
    await work(database)
    async with database.begin() as conn:
        await inbox.put(conn, [answer])

    async with database.begin() as conn:
        await lanes.take_turns(conn)
        question = await asked(database)
        answering = asyncio.create_task(work(other))
        await its_turn(database, answering)
        added = replace(question, further=(AGAIN,))
        await lanes.save(conn, Changes(questions=[(LANE, added)]))
    await answering

    kept = await asked(database)
    assert [reply.text for reply in kept.replies] == ["可以的"]
    assert kept.further == (AGAIN,)
