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
# The smallest TIFF that says where it was taken: one entry, which points behind itself.
PLACED = b"MM\0*\0\0\0\x08\0\1\x88\x25\0\4\0\0\0\1\0\0\0\x1a" + bytes(4)
PLACED += b"\0\1\0\1\0\2\0\0\0\2N\0\0\0" + bytes(4)
PLACELESS = PLACED[:8] + bytes(len(PLACED) - 8)


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


async def test_a_picture_of_a_replay_stays_where_it_lies(
    database: Database, media: MediaStore, tmp_path: Path
):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(BYTES)
    async with database.begin() as conn:
        assert await media.add_reference(conn, photo, "photos/a.jpg") == SHA
        gone = await media.add_reference(conn, tmp_path / "b.jpg", "photos/b.jpg")
        known, missing = await media.info(conn, SHA), await media.info(conn, gone)
    assert media.path(SHA) == photo
    assert not media.path(gone).exists()
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


async def test_a_picture_loses_where_it_was_taken(media: MediaStore, tmp_path: Path):
    """However it comes in and whatever it is called; the sha256 is that of what is kept."""
    upload = tmp_path / "upload"
    upload.write_bytes(PLACED)
    for data in (upload, PLACED):
        kept = await media.keep(data, "a.bin", "application/octet-stream")
        assert (kept.sha, kept.size) == (sha256(PLACELESS).hexdigest(), len(PLACED))
    assert media.path(kept.sha).read_bytes() == PLACELESS
    assert await media.leaving(kept.sha) == media.path(kept.sha)
    assert upload.read_bytes() == PLACED


async def test_a_position_that_is_kept_does_not_leave(tmp_path: Path):
    media = MediaStore(tmp_path / "media", keep_position=True)
    kept = await media.keep(PLACED, "a.tif", "image/tiff")
    voice = await media.keep(BYTES, "a.mp3", "audio/mpeg")
    assert media.path(kept.sha).read_bytes() == PLACED
    assert await media.leaving(kept.sha) == PLACELESS
    assert await media.leaving(voice.sha) == media.path(voice.sha)


async def test_a_position_stored_when_it_was_kept_does_not_leave_either(tmp_path: Path):
    earlier = MediaStore(tmp_path / "media", keep_position=True)
    kept = await earlier.keep(PLACED, "a.tif", "image/tiff")
    assert await MediaStore(tmp_path / "media").leaving(kept.sha) == PLACELESS


async def test_a_picture_of_a_replay_leaves_without_a_position(
    database: Database, media: MediaStore, tmp_path: Path
):
    file = tmp_path / "a.jpg"
    file.write_bytes(PLACED)
    async with database.begin() as conn:
        sha = await media.add_reference(conn, file, "a.jpg")
    assert await media.leaving(sha) == PLACELESS
