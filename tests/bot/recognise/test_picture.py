"""Files become pixels: upright, red first, never larger than needed."""

import io
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.recognise import picture
from bot.recognise.errors import PictureError
from bot.recognise.picture import LONG_SIDE, jpeg, open_picture
from tests.bot.recognise.drawn import landscape
from tests.bot.recognise.hostile import exif, good, saved

TAKEN = datetime.fromisoformat("2026-05-09T09:41:00")
QUARTERS = {  # colours of a picture: left top, right top, left bottom, right bottom
    "red": (250, 0, 0),
    "green": (0, 200, 0),
    "blue": (0, 0, 250),
    "yellow": (250, 220, 0),
}
# What the file must hold so that people see red left, green right, above blue and yellow.
STORED = {
    1: ("red", "green", "blue", "yellow"),
    2: ("green", "red", "yellow", "blue"),
    3: ("yellow", "blue", "green", "red"),
    4: ("blue", "yellow", "red", "green"),
    5: ("red", "blue", "green", "yellow"),
    6: ("green", "yellow", "red", "blue"),
    7: ("yellow", "green", "blue", "red"),
    8: ("blue", "red", "yellow", "green"),
}


def quarters(*names: str, width: int = 80, height: int = 40) -> Image.Image:
    small = np.array([QUARTERS[name] for name in names], np.uint8).reshape(2, 2, 3)
    return Image.fromarray(small).resize((width, height), Image.Resampling.NEAREST)


def file_of(content: bytes, folder: Path) -> Path:
    file = folder / "a.jpg"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("orientation", STORED)
def test_the_picture_is_upright_whatever_way_the_camera_was_held(
    orientation: int, tmp_path: Path
) -> None:
    size = (80, 40) if orientation <= 4 else (40, 80)
    stored = quarters(*STORED[orientation], width=size[0], height=size[1])
    content = saved(stored, "JPEG", quality=95, subsampling=0, exif=exif(orientation))
    opened = open_picture(file_of(content, tmp_path))
    assert (opened.width, opened.height) == (80, 40)
    assert opened.pixels.shape == (40, 80, 3)
    seen = [opened.pixels[y, x].astype(int) for y in (10, 30) for x in (20, 60)]
    for colour, name in zip(seen, ("red", "green", "blue", "yellow"), strict=True):
        assert np.abs(colour - QUARTERS[name]).max() < 30


def test_a_heic_picture_is_turned_once(tmp_path: Path) -> None:
    stored = quarters(*STORED[6], width=80, height=160)
    content = saved(stored, "HEIF", quality=90, exif=exif(6))
    opened = open_picture(file_of(content, tmp_path))
    assert (opened.width, opened.height) == (160, 80)
    assert np.abs(opened.pixels[20, 40].astype(int) - QUARTERS["red"]).max() < 40
    assert opened.taken_at == TAKEN


@pytest.mark.parametrize(
    ("text", "taken_at"),
    [
        ("2026:05:09 09:41:00", TAKEN),
        ("2026-05-09 09:41:00", TAKEN),
        ("2026:05:09 09:41:00.123", TAKEN),
        ("2026:05:09 24:00:10", None),
        ("2026:02:30 09:41:00", None),
        ("0000:00:00 00:00:00", None),
        ("1980:01:01 00:00:00", None),
        ("soon", None),
    ],
)
def test_the_camera_says_when(text: str, taken_at: datetime | None, tmp_path: Path) -> None:
    content = saved(quarters(*STORED[1]), "JPEG", exif=exif(1, text))
    assert open_picture(file_of(content, tmp_path)).taken_at == taken_at


def test_without_a_time_of_taking_the_time_of_changing_counts(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x0132] = "2026:05:09 10:00:00"
    content = saved(quarters(*STORED[1]), "JPEG", exif=tags.tobytes())
    assert open_picture(file_of(content, tmp_path)).taken_at == TAKEN.replace(
        hour=10, minute=0
    )


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [("JPEG", 4100, 1000), ("PNG", 4100, 1000), ("WEBP", 3000, 200), ("HEIF", 2000, 100)],
)
def test_large_pictures_are_made_smaller_and_keep_their_size_in_words(
    kind: str, width: int, height: int, tmp_path: Path
) -> None:
    content = saved(Image.fromarray(landscape(width, height)), kind)
    opened = open_picture(file_of(content, tmp_path))
    assert (opened.width, opened.height) == (width, height)
    assert opened.pixels.shape == (round(height * LONG_SIDE / width), LONG_SIDE, 3)


@pytest.mark.parametrize("kind", good())
def test_every_kind_shows_the_same_picture(kind: str, tmp_path: Path) -> None:
    opened = open_picture(file_of(good()[kind], tmp_path))
    plain = landscape(320, 240)
    if kind == "jpeg":  # the one that lies on its side
        plain = np.rot90(plain, -1)
    want, got = (np.asarray(p, float).mean(axis=2) for p in (plain, opened.pixels))
    assert np.abs(want - got).mean() < 12


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    palette = Image.new("P", (20, 20), 0)
    for picture_, more in ((clear, {}), (palette, {"transparency": 0})):
        opened = open_picture(file_of(saved(picture_, "PNG", **more), tmp_path))
        assert opened.pixels.min() == 255


def test_a_picture_of_two_views_is_its_first(tmp_path: Path) -> None:
    first, second = quarters(*STORED[1]), quarters(*STORED[3])
    content = saved(first, "MPO", save_all=True, append_images=[second])
    opened = open_picture(file_of(content, tmp_path))
    assert np.abs(opened.pixels[10, 20].astype(int) - QUARTERS["red"]).max() < 60


def test_of_a_torn_picture_what_is_there_is_shown(tmp_path: Path) -> None:
    content = saved(Image.fromarray(landscape(320, 240)), "JPEG")
    opened = open_picture(file_of(content[: len(content) * 8 // 10], tmp_path))
    assert opened.pixels.shape == (240, 320, 3)
    with pytest.raises(PictureError, match="truncated"):
        open_picture(file_of(content[: len(content) * 3 // 10], tmp_path))


@pytest.mark.parametrize("height", [240, -240], ids=["from below", "from above"])
def test_a_torn_bitmap_lacks_the_last_rows_of_its_file(height: int, tmp_path: Path) -> None:
    whole = saved(Image.fromarray(landscape(320, 240)), "BMP")
    content = whole[:22] + height.to_bytes(4, "little", signed=True) + whole[26:]
    assert open_picture(file_of(content[: len(content) * 8 // 10], tmp_path)).height == 240
    with pytest.raises(PictureError, match="truncated"):
        open_picture(file_of(content[: len(content) * 3 // 10], tmp_path))


def test_there_is_no_picture_without_a_file(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="missing"):
        open_picture(tmp_path / "a.jpg")
    with pytest.raises(PictureError, match="unreadable"):
        open_picture(tmp_path)


def test_files_too_large_are_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MOST_BYTES", 100)
    with pytest.raises(PictureError, match="large"):
        open_picture(file_of(good()["jpeg"], tmp_path))


def test_nothing_leaves_but_pixels(tmp_path: Path) -> None:
    content = saved(
        Image.fromarray(landscape(2400, 1600)),
        "JPEG",
        exif=exif(6),
        comment=b"a word",
        icc_profile=b"profile" * 100,
    )
    leaving = jpeg(open_picture(file_of(content, tmp_path)).pixels)
    with Image.open(io.BytesIO(leaving)) as left:
        assert left.size == (1280, LONG_SIDE)
        assert not left.getexif()
        assert set(left.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"a word" not in leaving
