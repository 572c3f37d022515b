"""From the outbox to the chat: the page goes with the words, or the words go alone."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import prompts
from bot.config_sections import SenderSettings
from bot.printing.press import PATIENCE, PAUSE, TASK, TERMS, Press, open_press
from bot.sender import Sender
from bot.workers.pool import Terms, open_pool
from handlers.model.finding import Count, Precision, When
from store import outbox, timeline
from store.db import Database
from store.media import MediaStore
from store.outbox import Outgoing, Queued
from tests.bot.printing.made import DATA, TEMPLATE, photo
from tests.store.made import NOW, outgoing

QUICK = SenderSettings(1000, timedelta(), None)


@pytest.fixture
def pictures(tmp_path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
async def press(database, pictures, tmp_path) -> AsyncIterator[Press]:
    folder = tmp_path / "tmp"
    folder.mkdir()
    async with open_press(database, pictures, lambda: NOW, folder) as opened:
        yield opened
    assert list(folder.iterdir()) == []


def bulletin(key: str = "bulletin/d1/1/r1", *, photos=(), page=None) -> Outgoing:
    return replace(
        outgoing(key, purpose="bulletin"),
        prompt=TEMPLATE,
        photos=tuple(photos),
        page=json.dumps(DATA) if page is None else page,
    )


async def put(database: Database, *waiting: Outgoing) -> None:
    async with database.begin() as conn:
        await outbox.put(conn, waiting)


async def due(database: Database) -> list[Queued]:
    async with database.read() as conn:
        return await outbox.due(conn, NOW, 10)


def sender(database: Database, *, prints: bool = True) -> Sender:
    return Sender(database, QUICK, lambda departure: departure, prints=prints)


async def lines(database: Database) -> list[tuple[str, int]]:
    async with database.read() as conn:
        return [
            (line.text, len(line.pictures)) for line in await timeline.last(conn, "r1", 9)
        ]


async def test_the_page_is_posted_with_the_words_before_the_photos(
    database, pictures, press, tmp_path
):
    kept = await pictures.keep(photo(tmp_path), "a.jpg", "image/jpeg")
    await put(database, bulletin(photos=[kept.sha]))

    assert await sender(database).step(NOW) == []
    assert await press.step() == 1
    [leaving] = await sender(database).step(NOW)

    page, shown = leaving.queued.pictures
    assert shown == kept.sha
    assert pictures.path(page).read_bytes().startswith(b"\xff\xd8\xff")
    async with database.read() as conn:
        info = await pictures.info(conn, page)
    assert info is not None
    assert (info.mime, info.name) == ("image/jpeg", "bulletin.jpg")
    assert await lines(database) == [(leaving.queued.outgoing.text, 2)]


async def test_a_page_is_printed_once(database, press):
    await put(database, bulletin())

    assert await press.step() == 1
    assert await press.step() == 0
    [queued] = await due(database)
    assert queued.printed
    assert queued.outgoing.page is None


async def test_what_is_said_later_in_the_room_does_not_overtake_it(database, press):
    later = replace(outgoing("later"), not_before=NOW + timedelta(seconds=1), photos=())
    await put(database, bulletin(), later)
    after = NOW + timedelta(minutes=1)

    assert await sender(database).step(after) == []
    await press.step()
    assert [one.queued.outgoing.key for one in await sender(database).step(after)] == [
        "bulletin/d1/1/r1",
        "later",
    ]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ('{"theme": "芳姐的秘密"}', "typst refused the page"),
        ('{"theme": "\\ud83d"}', "JSONDecodeError"),
        (json.dumps({**DATA, "content": ["种" * 40_000]}), "too many words for a page"),
    ],
    ids=["incomplete", "no JSON", "long"],
)
async def test_a_page_that_fails_does_not_hold_back_the_words(
    database, press, caplog, page, reason
):
    await put(database, bulletin(page=page, photos=["a" * 64]))

    await press.step()

    [leaving] = await sender(database).step(NOW)
    assert leaving.queued.pictures == ("a" * 64,)
    [record] = [one for one in caplog.records if one.message == "page not printed"]
    assert record.__dict__["reason"] == reason


async def test_a_page_is_made_in_the_folder_that_is_given(
    database, pictures, tmp_path, caplog
):
    await put(database, bulletin())
    async with open_press(database, pictures, lambda: NOW, tmp_path / "gone") as press:
        await press.step()

    [record] = [one for one in caplog.records if one.message == "page not printed"]
    assert record.__dict__["reason"] == "FileNotFoundError"


async def test_without_a_worker_for_a_moment_the_page_is_printed_later(
    database, pictures, press, tmp_path
):
    await put(database, bulletin())
    async with open_pool(TERMS, TASK) as closed:
        pass
    now = NOW
    waiting = Press(database, pictures, lambda: now, tmp_path, closed)

    assert await waiting.step() == 0
    now += PATIENCE - PAUSE / 2
    assert await waiting.step() == 0
    assert await press.step() == 1
    [queued] = await due(database)
    assert queued.printed


async def test_without_a_worker_for_long_the_words_go_alone(
    database, pictures, tmp_path, caplog
):
    late = replace(bulletin(), created_at=NOW - PATIENCE + PAUSE)
    await put(database, late, bulletin("fresh"))
    async with open_pool(TERMS, TASK) as closed:
        pass
    now = NOW
    press = Press(database, pictures, lambda: now, tmp_path, closed)

    assert await press.step() == 0
    now += PAUSE / 2
    assert await press.step() == 0  # not even tried
    now += PAUSE / 2
    assert await press.step() == 1
    assert [one.outgoing.page is None for one in await due(database)] == [True, False]
    tries = [one.__dict__ for one in caplog.records if one.message == "no press"]
    assert [(one["waiting"], one["given_up"]) for one in tries] == [(2, 0), (2, 1)]


async def test_a_press_that_dies_does_not_hold_back_the_words(
    database, pictures, caplog, tmp_path
):
    await put(database, bulletin())
    async with open_pool(
        Terms(timeout=timedelta(seconds=9)), "tests.bot.printing.dying:die"
    ) as pool:
        await Press(database, pictures, lambda: NOW, tmp_path, pool).step()

    [leaving] = await sender(database).step(NOW)
    assert leaving.queued.pictures == ()
    assert [one.__dict__["reason"] for one in caplog.records if "page" in one.message] == [
        "crash"
    ]


async def test_without_a_press_the_words_go_at_once(database):
    await put(database, bulletin())

    [leaving] = await sender(database, prints=False).step(NOW)

    assert leaving.queued.pictures == ()
    async with database.read() as conn:
        assert await outbox.unprinted(conn, 10) == []


async def test_only_prompts_with_a_template_have_a_page():
    when = When(NOW, precision=Precision.DAY)

    page = prompts.page(
        TEMPLATE, {"when": when, "headcount": Count(9, approx=True), "place": "😀"}
    )

    assert page is not None
    assert json.loads(page)["headcount"] == "约9人"
    assert json.loads(page)["when"] == prompts.words.moment(when)
    assert prompts.page("coach/ask", {"when": when}) is None
    with pytest.raises(TypeError, match="cannot show a"):
        prompts.page(TEMPLATE, {"when": Path()})


def test_printing_is_given_little_memory():
    assert (TERMS.workers, TERMS.memory_mb) == (1, 700)
