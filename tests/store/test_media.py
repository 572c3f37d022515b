"""Pictures are kept whole, once, under what they are."""

from hashlib import sha256
from pathlib import Path

import pytest

from store import media as rows
from store.db import Database
from store.media import MediaInfo, MediaStatus, MediaStore
from tests.store.made import NOW

BYTES = b"not really a picture"
SHA = sha256(BYTES).hexdigest()


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


async def test_the_same_picture_twice_is_one_file(database: Database, media: MediaStore):
    first = await media.keep(BYTES, "../../a.jpg", "image/jpeg", NOW)
    written = media.path(SHA).stat().st_mtime_ns
    second = await media.keep(BYTES, "b.jpg", "image/jpeg", NOW)
    async with database.begin() as conn:
        await rows.put(conn, [])
        await rows.put(conn, [first])
        await rows.put(conn, [first, second])
        info = await media.info(conn, SHA)
        assert await media.info(conn, "0" * 64) is None
    assert media.path(SHA).read_bytes() == BYTES
    assert media.path(SHA).stat().st_mtime_ns == written
    assert [file.name for file in media.path(SHA).parent.iterdir()] == [SHA]
    assert info == MediaInfo(SHA, len(BYTES), "image/jpeg", "b.jpg", MediaStatus.OK, NOW)


async def test_a_file_is_copied(media: MediaStore, tmp_path: Path):
    upload = tmp_path / "upload"
    upload.write_bytes(BYTES)
    kept = await media.keep(upload, "a.jpg", "image/jpeg")
    assert (kept.sha, kept.size) == (SHA, len(BYTES))
    with pytest.raises(FileNotFoundError, match="no such file to keep"):
        await media.keep(tmp_path / "gone", "a.jpg", "image/jpeg")
    assert media.path(SHA).read_bytes() == upload.read_bytes()


async def test_a_file_cut_short_is_written_again(media: MediaStore):
    await media.keep(BYTES, "a.jpg", "image/jpeg")
    media.path(SHA).write_bytes(BYTES[:3])
    await media.keep(BYTES, "a.jpg", "image/jpeg")
    assert media.path(SHA).read_bytes() == BYTES


async def test_a_picture_of_a_replay_is_only_known(
    database: Database, media: MediaStore, tmp_path: Path
):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(BYTES)
    async with database.begin() as conn:
        assert await media.add_reference(conn, photo, "photos/a.jpg") == SHA
        gone = await media.add_reference(conn, tmp_path / "b.jpg", "photos/b.jpg")
        known, missing = await media.info(conn, SHA), await media.info(conn, gone)
    assert not media.path(SHA).exists()
    assert known == MediaInfo(SHA, len(BYTES), "", "photos/a.jpg", MediaStatus.OK)
    assert missing == MediaInfo(gone, 0, "", "photos/b.jpg", MediaStatus.MISSING)


@pytest.mark.parametrize("name", ["", "../etc/passwd", SHA.upper(), SHA[:-1]])
def test_only_a_sha256_names_a_file(media: MediaStore, name: str):
    with pytest.raises(ValueError, match="is no sha256"):
        media.path(name)


async def test_a_write_that_fails_is_raised(tmp_path: Path):
    (tmp_path / "media").write_text("a file where the folder should be")
    with pytest.raises(NotADirectoryError):
        await MediaStore(tmp_path / "media").keep(BYTES, "a.jpg", "image/jpeg")
