"""Posts that come together share a transaction, and not a fate."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from bot.channels.web import intake as module
from bot.channels.web.intake import BATCH, Intake
from bot.channels.web.refusals import Refused
from store.db import Database, open_database
from store.errors import StoreUnavailable
from store.inbox import Inbound, waiting_count
from store.media import MediaStore

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def message(name: str, sender: object = "hua") -> Inbound:
    return Inbound("web", "tea", name, "message", "o:tea", sender, NOW, NOW, {"text": name})


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    yield opened
    await opened.close()


async def test_posts_share_transactions(database: Database, monkeypatch):
    begun, begin = [], database.begin
    monkeypatch.setattr(database, "begin", lambda: begun.append(1) or begin())
    told: list[str] = []
    intake = Intake(database, told.append)
    intake.start()
    stored = await asyncio.gather(*[intake.put(message(f"m{n}")) for n in range(BATCH * 3)])
    await intake.stop()
    assert all(stored)
    assert len(begun) == len(told) == 3


async def test_pictures_are_written_down_with_their_post(
    database: Database, tmp_path: Path
):
    store = MediaStore(tmp_path)
    picture = await store.keep(b"a picture", "a.jpg", "image/jpeg", NOW)
    intake = Intake(database, lambda _: None)
    intake.start()
    bad = intake.put(message("m1", sender=object()), [picture])
    with pytest.raises(DBAPIError):
        await bad
    async with database.read() as conn:
        assert await store.info(conn, picture.sha) is None
    assert await intake.put(message("m2"), [picture])
    await intake.stop()
    async with database.read() as conn:
        assert await store.info(conn, picture.sha) == picture


async def test_one_post_that_cannot_be_stored_leaves_the_others_alone(database: Database):
    intake = Intake(database, lambda _: None)
    intake.start()
    posts = [message("m1"), message("m2", sender=object()), message("m3")]
    results = await asyncio.gather(*map(intake.put, posts), return_exceptions=True)
    await intake.stop()
    assert [results[0], results[2]] == [True, True]
    assert isinstance(results[1], Exception)
    async with database.read() as conn:
        assert await waiting_count(conn) == 2


async def test_an_unavailable_store_is_told_to_all_and_then_forgotten(
    database: Database, monkeypatch
):
    def no_room():
        raise StoreUnavailable("the disk is full; make room")

    intake = Intake(database, lambda _: None)
    intake.start()
    with monkeypatch.context() as broken:
        broken.setattr(database, "begin", no_room)
        posts = [intake.put(message(f"m{n}")) for n in range(3)]
        results = await asyncio.gather(*posts, return_exceptions=True)
    assert {type(each) for each in results} == {StoreUnavailable}
    assert await intake.put(message("m0"))
    await intake.stop()


async def test_too_many_waiting_posts_are_sent_away(database: Database, monkeypatch):
    monkeypatch.setattr(module, "BACKLOG", 2)
    intake = Intake(database, lambda _: None)
    waiting = [asyncio.create_task(intake.put(message(f"m{n}"))) for n in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(Refused) as refused:
        await intake.put(message("m2"))
    assert (refused.value.status, "Retry-After" in refused.value.headers) == (503, True)
    intake.start()
    assert await asyncio.gather(*waiting) == [True, True]
    await intake.stop()


async def test_a_poster_who_hung_up_disturbs_nobody(database: Database):
    intake = Intake(database, lambda _: None)
    gone = asyncio.create_task(intake.put(message("m1")))
    await asyncio.sleep(0)
    gone.cancel()
    intake.start()
    assert await intake.put(message("m2"))
    await intake.stop()
    async with database.read() as conn:
        assert await waiting_count(conn) == 2


async def test_what_was_taken_in_is_stored_before_the_end(database: Database):
    intake = Intake(database, lambda _: None)
    intake.start()
    posts = [asyncio.create_task(intake.put(message(f"m{n}"))) for n in range(600)]
    await asyncio.sleep(0)
    await intake.stop()
    assert await asyncio.gather(*posts) == [True] * 600


async def test_stopping_before_the_start_is_harmless(database: Database):
    await Intake(database, lambda _: None).stop()
