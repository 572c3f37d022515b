"""Pictures, voices and files on their way in."""

import hashlib
from pathlib import Path

import pytest

from bot.channels.wechaty import media as arriving_media
from store.media import MediaInfo, MediaStatus
from tests.channels.wechaty.bench import ROOM, Bench, garden
from tests.peers.waiting import until
from tests.peers.wechat import Kind

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 900
SILK = b"\x02#!SILK_V3" + b"voice" * 40
MP4 = b"\0\0\0\x20ftypisom" + b"film" * 40


async def info(made: Bench, sha: object) -> MediaInfo:
    async with made.database.read() as conn:
        found = await made.media.info(conn, str(sha))
    assert found is not None
    return found


async def test_a_picture_is_kept_before_it_is_told(bench: Bench) -> None:
    await bench.wechat.image("rose", ROOM, JPEG, "浇水.jpg")
    row = await bench.row("message")
    sha = hashlib.sha256(JPEG).hexdigest()
    assert (row.body["text"], row.body["pictures"]) == ("", [sha])
    assert bench.media.path(sha).read_bytes() == JPEG
    kept = await info(bench, sha)
    assert (kept.status, kept.mime, kept.name) == (MediaStatus.OK, "image/jpeg", "浇水.jpg")


async def test_voices_and_films_are_kept_as_what_they_are(bench: Bench) -> None:
    await bench.wechat.file("rose", ROOM, Kind.AUDIO, "v.silk", SILK)
    await bench.wechat.file("rose", ROOM, Kind.VIDEO, "f.mp4", MP4)
    await bench.wechat.file("rose", ROOM, Kind.ATTACHMENT, "a.docx", b"PK..")
    await bench.row("message", 3)
    voice, film, paper = (row.body for row in bench.of_kind("message"))
    assert voice["voices"] == [hashlib.sha256(SILK).hexdigest()]
    assert film["files"] == [hashlib.sha256(MP4).hexdigest()]
    assert paper["files"] == [hashlib.sha256(b"PK..").hexdigest()]
    assert voice["pictures"] == film["pictures"] == paper["pictures"] == []


async def test_what_only_claims_to_be_a_picture_is_a_file(bench: Bench) -> None:
    await bench.wechat.image("rose", ROOM, b"<html>not yet</html>")
    body = (await bench.row("message")).body
    assert body["pictures"] == []
    assert body["files"] == [hashlib.sha256(b"<html>not yet</html>").hexdigest()]


async def test_fifteen_megabytes_come_in_and_sixteen_are_missing(bench: Bench) -> None:
    fits, larger = JPEG[:4] + bytes((15 << 20) - 4), JPEG[:4] + bytes(16 << 20)
    await bench.wechat.image("rose", ROOM, fits)
    await bench.wechat.image("rose", ROOM, larger)
    await bench.row("message", 2)
    first, second = (row.body for row in bench.of_kind("message"))
    assert first["pictures"] == [hashlib.sha256(fits).hexdigest()]
    (sha,) = second["pictures"]  # type: ignore[misc]  # a list of one
    assert second["missing"] == {sha: "too_large"}
    assert (await info(bench, sha)).status is MediaStatus.MISSING
    assert bench.account.counters["missing"] == 1


async def test_a_picture_that_cannot_be_had_does_not_hold_up_the_words(
    bench: Bench,
) -> None:
    await bench.python().order("deliver", who="rose", to=ROOM, kind=6, name="p.jpg")
    await bench.wechat.say("rose", ROOM, "后面的")
    await bench.row("message", 2)
    assert bench.texts == ["", "后面的"]


async def test_a_link_that_breaks_in_a_picture_is_tried_again(bench: Bench) -> None:
    await bench.row("room")
    large = JPEG[:4] + bytes(8 << 20)
    await bench.wechat.image("rose", ROOM, large)
    on_its_way = bench.channel._arriving._tasks
    await until(lambda: bool(on_its_way), lambda: bench.rows)
    await bench.wechat.drop()
    row = await bench.row("message")
    assert row.body["pictures"] == [hashlib.sha256(large).hexdigest()]


async def test_pictures_of_one_room_do_not_hold_up_another(bench: Bench) -> None:
    await bench.wechat.room("pond@chatroom", "池塘", ["bot", "rose"])
    for number in range(4):
        await bench.wechat.image("rose", ROOM, JPEG + bytes(2 << 20) + bytes([number]))
    await bench.wechat.say("rose", ROOM, "四张")
    await bench.wechat.say("rose", "pond@chatroom", "不用等")
    await bench.row("message", 6)
    order = [(row.room, row.body["text"]) for row in bench.of_kind("message")]
    assert order.index(("pond@chatroom", "不用等")) < order.index((ROOM, "四张"))
    assert [text for room, text in order if room == ROOM][-1] == "四张"


async def test_a_folder_that_cannot_be_written_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(arriving_media, "STORE_PAUSE", 0.02)
    folder = tmp_path / "media"
    folder.write_text("a file where the folder should be")
    async with garden(folder) as bench:
        await bench.wechat.image("rose", ROOM, JPEG)
        await bench.wechat.say("rose", ROOM, "后面的")
        await until(lambda: "no room" in caplog.text, lambda: bench.rows)
        folder.unlink()
        await bench.row("message", 2)
    assert bench.texts == ["", "后面的"]
    assert bench.of_kind("message")[0].body["pictures"] == [
        hashlib.sha256(JPEG).hexdigest()
    ]


async def test_of_a_room_that_nobody_has_bound_only_that_there_was_a_picture_is_told(
    bench: Bench,
) -> None:
    await bench.wechat.room("pond@chatroom", "池塘", ["bot", "rose"])
    await bench.wechat.image("rose", "pond@chatroom", JPEG)
    body = (await bench.row("message")).body
    (sha,) = body["pictures"]  # type: ignore[misc]  # a list of one
    assert body["missing"] == {sha: "not_ours"}
    assert "missing" not in bench.account.counters
    async with bench.database.read() as conn:
        assert await bench.media.info(conn, sha) is None
    assert not bench.media.path(sha).exists()
