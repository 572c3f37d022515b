"""The disk fills up under the real process: it says so, keeps nothing by halves, and goes on."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData

from tests.bad_input.chat import JPEG, Chat, chat_on
from tests.bad_input.disk import fill, mounted
from tests.faults.bot_process import finished

LONG = "字" * 19_000
TRIES = 200  # what is left in blocks that the store already has is used up by far fewer
WHOLE = "昨天上午我们在翠竹亭组织了合唱，一共来了23人，老马说下次还来"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "size=8m") as folder:
        yield folder


async def until_full(chat: Chat, room_left: Path) -> tuple[list[str], str]:
    """Post until a post is refused: ids of those taken, and the one that was not."""
    fill(room_left)
    taken: list[str] = []
    for number in range(TRIES):
        answer = await chat.say(f"m{number}", LONG)
        if answer.status == 503:
            assert "send it again" in answer.body["error"]
            return taken, f"m{number}"
        assert answer.status == 202
        taken.append(f"m{number}")
    raise AssertionError("the disk is full and everything is taken")


async def test_a_full_disk_is_said_and_with_room_again_everything_goes_on(disk: Path):
    async with chat_on(disk / "data", disk.parent) as chat:
        taken, refused = await until_full(chat, disk / "ballast")
        assert [one["id"] for one in await chat.lines()] == taken
        assert (await chat.say(refused, LONG)).status == 503
        (disk / "ballast").unlink()
        assert (await chat.say(refused, LONG)).status == 202
        assert (await chat.say("report", WHOLE)).status == 202
        await chat.until("翠竹亭", "leaders")
        assert [one["id"] for one in await chat.lines() if one["from"] == "lan"] == [
            *taken,
            refused,
            "report",
        ]
        assert (await chat.health()).status == 200
        assert chat.rows("SELECT id, error FROM inbox WHERE status <> 1") == []
        assert chat.rows("PRAGMA integrity_check") == [("ok",)]


def picture(size: int) -> FormData:
    """A posted picture of so many bytes."""
    data = FormData(default_to_multipart=True)
    data.add_field("from", "lan")
    data.add_field("photo", BytesIO(JPEG + b"\0" * size), filename="a.jpg")
    return data


@pytest.mark.parametrize("full", ["data", "temporary files"])
async def test_a_picture_for_which_there_is_no_room_leaves_nothing(
    disk: Path, tmp_path: Path, full: str
):
    data, others = (disk, tmp_path) if full == "data" else (tmp_path, disk)
    async with chat_on(data / "data", others) as chat:
        assert (await chat.post(picture(10))).status == 202
        fill(disk / "ballast")
        answer = await chat.post(picture(100_000))
        assert answer.status == 503
        assert "send it again" in answer.body["error"]
        media, scratch = data / "data" / "media", others / "scratch"
        left = [p for folder in (media, scratch) for p in folder.rglob("*") if p.is_file()]
        assert len(left) == 1
        (disk / "ballast").unlink()
        assert (await chat.post(picture(100_000))).status == 202
        assert len(await chat.lines()) == 2


async def test_a_report_that_waits_through_a_full_disk_is_filed_once(disk: Path):
    """The pipeline and the sender find no room for what they have to write."""
    async with chat_on(disk / "data", disk.parent) as chat:
        assert (await chat.say("report", WHOLE)).status == 202
        await until_full(chat, disk / "ballast")
        (disk / "ballast").unlink()
        await chat.until("翠竹亭", "leaders")
        assert chat.rows("SELECT count(*) FROM activities") == [(1,)]
        assert chat.rows("SELECT status, count(*) FROM outbox GROUP BY status") == [(2, 2)]


async def test_a_start_on_a_full_disk_is_refused_in_words(disk: Path):
    fill(disk / "ballast")
    ended = await finished("run", "--port", "0", "--data", str(disk / "data"))
    assert ended.status == 1
    assert ended.err.startswith("peiban run: ")
    assert "make room" in ended.err
    (disk / "ballast").unlink()
    async with chat_on(disk / "data", disk.parent) as chat:
        assert (await chat.say("m1", "好了")).status == 202
