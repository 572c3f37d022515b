"""Each night what is no report is forgotten; what staff still need is not (R14)."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import config, erasing, retaining
from handlers.model.case import Case, CaseKind, Question, QuestionStatus
from handlers.model.draft import Draft
from handlers.model.people import MessageId, PersonId, QuestionId, RoomId
from store import directory, inbox, lanes, ledger, media, timeline
from store.db import Database, open_database
from store.lanes import Changes
from store.media import MediaStore
from tests.store.made import LANE, NOW, SETTING, message

LATER = NOW + timedelta(days=31)
OLD = Question(
    QuestionId("r1/q"),
    RoomId("r1"),
    PersonId("p2"),
    MessageId("q"),
    "几点开门",
    NOW,
    QuestionStatus.ANSWERED,
)


@pytest.fixture
async def database(tmp_path: Path):
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/store.sqlite")
    yield opened
    await opened.close()


async def furnish(database: Database, store: MediaStore) -> list[str]:
    """Chat with a picture, a message that staff still look after, and one of yesterday."""
    shas = [sha256(name).hexdigest() for name in (b"old", b"kept", b"new")]
    kept = [
        await store.keep(name, "x", "image/png", NOW) for name in (b"old", b"kept", b"new")
    ]
    told = [
        replace(message(id_), body={"text": "好看", "pictures": [sha]})
        for id_, sha in zip(("chat", "case", "late"), shas, strict=True)
    ]
    told[2] = replace(told[2], at=LATER, received_at=LATER)
    case = Case(CaseKind.PICTURE, "r1/case", RoomId("r1"), NOW)
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
        await media.put(conn, kept)
        ids = await inbox.put(conn, told)
        await inbox.mark_handled(conn, [id_ for id_ in ids if id_], NOW)
        await lanes.save(conn, Changes(cases=[(LANE, case)], questions=[(LANE, OLD)]))
    return shas


async def test_old_chat_goes_with_its_pictures_and_the_rest_stays(
    database: Database, tmp_path: Path
):
    store = MediaStore(tmp_path / "media")
    old, kept, new = await furnish(database, store)

    done = await retaining.forget_old(database, store, LATER - timedelta(days=1), limit=1)
    again = await retaining.forget_old(database, store, LATER - timedelta(days=1))

    assert done == retaining.Forgotten(rows=1, questions=1, files=1)
    assert again == retaining.Forgotten(0, 0, 0)
    async with database.read() as conn:
        left = [line.id for line in await timeline.page(conn, "r1", None, 9)]
    assert left == ["case", "late"]
    assert [store.path(sha).is_file() for sha in (old, kept, new)] == [False, True, True]


async def test_a_picture_posted_anew_meanwhile_stays(database: Database, tmp_path: Path):
    store = MediaStore(tmp_path / "media")
    old, *_ = await furnish(database, store)
    async with database.begin() as conn:
        fresh = replace(message("again"), body={"text": "", "pictures": [old]})
        await inbox.put(conn, [fresh])

        assert await retaining.forgetting.drop_media(conn, {old}, 1) == set()


def at(hour: int, day: int = 9) -> datetime:
    return datetime(2026, 5, day, hour, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_it_is_done_once_a_night_and_by_day_where_nights_are_off():
    usual = config.load(None, {})
    never = config.load(None, {"privacy.keep_chat": "off"})

    assert retaining.is_due(usual, at(2), since=at(0), last=at(3, day=8))
    assert not retaining.is_due(usual, at(4), since=at(0), last=at(2))
    assert not retaining.is_due(usual, at(1), since=at(0, day=8), last=None)
    assert not retaining.is_due(usual, at(10), since=at(10), last=None)
    assert retaining.is_due(usual, at(11), since=at(9), last=None)
    assert not retaining.is_due(never, at(2), since=at(0), last=None)
    assert retaining.next_at(never, at(2)) is None
    assert retaining.next_at(usual, at(1)) == at(2).replace(minute=0)
    assert retaining.next_at(usual, at(3)) == at(2, day=10).replace(minute=0)


async def test_an_erasure_cut_off_before_its_files_is_gone_on_with(
    database: Database, tmp_path: Path
):
    store = MediaStore(tmp_path / "media")
    shas = await furnish(database, store)
    async with database.begin() as conn:  # and then the machine stops
        begun = await erasing.erasing.erase(conn, "p1", NOW)
    assert begun is not None
    assert set(begun.files) == set(shas)
    assert all(store.path(sha).is_file() for sha in shas)

    async with retaining.nightly(
        config.load(None, {}), database, store, tmp_path, lambda: NOW
    ):
        for _ in range(100):
            async with database.read() as conn:
                if not await erasing.erasing.unfinished(conn):
                    break

    assert not any(store.path(sha).exists() for sha in shas)
    assert (tmp_path / "receipts" / "erasure-1.txt").is_file()


async def test_a_receipt_names_nobody_and_counts_everything(
    database: Database, tmp_path: Path
):
    store = MediaStore(tmp_path / "media")
    await furnish(database, store)

    receipts = erasing.Receipts(tmp_path, ZoneInfo("Asia/Shanghai"))
    erased = await erasing.erase(database, store, receipts, "p1", lambda: NOW)
    again = await erasing.erase(database, store, receipts, "p1", lambda: NOW)

    assert again is None
    assert erased is not None
    place = tmp_path / "receipts" / "erasure-1.txt"
    words = place.read_text(encoding="utf-8")
    assert "3 条" in words
    assert "赵姐" not in words
    assert place.with_suffix(".json").is_file()
    async with database.read() as conn:
        assert await ledger.all_drafts(conn) == list[Draft]()
