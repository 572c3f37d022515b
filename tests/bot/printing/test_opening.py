"""Photos decoded no larger than a page shows them."""

import pytest
from PIL import Image

from bot.printing.opening import open_at, size_of
from tests.bot.printing.made import photo


def test_a_large_photo_is_decoded_in_part(tmp_path):
    opened = open_at(photo(tmp_path, size=(3200, 2400)), 700)

    assert opened is not None
    assert (opened.width, opened.height) == (3200, 2400)
    assert opened.pixels.shape == (600, 800, 3)


def test_a_small_photo_stays_as_it_is(tmp_path):
    opened = open_at(photo(tmp_path, size=(80, 60)), 700)

    assert opened is not None
    assert opened.pixels.shape == (60, 80, 3)


def test_a_photo_that_was_turned_is_upright(tmp_path):
    image = Image.new("RGB", (80, 60))
    image.paste((255, 255, 255), (0, 0, 40, 60))
    exif = image.getexif()
    exif[0x0112] = 6
    image.save(tmp_path / "turned.jpg", exif=exif)

    opened = open_at(tmp_path / "turned.jpg", 700)

    assert opened is not None
    assert size_of(tmp_path / "turned.jpg") == (opened.width, opened.height) == (60, 80)
    assert opened.pixels[5, 30].min() > 200
    assert opened.pixels[75, 30].max() < 50


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_kinds_are_opened_too(tmp_path, kind):
    Image.new("RGB", (80, 60), (9, 90, 9)).save(tmp_path / "picture", kind)

    opened = open_at(tmp_path / "picture", 700)

    assert opened is not None
    assert opened.pixels.shape == (60, 80, 3)


def test_a_grey_photo_has_three_colours(tmp_path):
    Image.new("L", (80, 60), 90).save(tmp_path / "grey.jpg")

    opened = open_at(tmp_path / "grey.jpg", 700)

    assert opened is not None
    assert opened.pixels.shape == (60, 80, 3)


def test_a_torn_photo_is_no_photo(tmp_path):
    whole = photo(tmp_path, size=(1600, 1200)).read_bytes()
    (tmp_path / "torn.jpg").write_bytes(whole[: len(whole) // 20])

    assert (
        size_of(tmp_path / "torn.jpg") is None
        or open_at(tmp_path / "torn.jpg", 700) is None
    )


@pytest.mark.parametrize(
    ("size", "kind"),
    [((80, 60), "TIFF"), ((80, 60), "PCX"), ((8000, 6000), "PNG"), ((70_000, 1), "BMP")],
)
def test_what_is_not_looked_at_has_no_size(tmp_path, size, kind):
    Image.new("1", size).save(tmp_path / "picture", kind)

    assert size_of(tmp_path / "picture") is None
    assert open_at(tmp_path / "picture", 700) is None


def test_what_is_no_picture_has_no_size(tmp_path):
    (tmp_path / "words.jpg").write_text("no picture")

    assert size_of(tmp_path / "words.jpg") is None
    assert size_of(tmp_path / "gone.jpg") is None
    assert open_at(tmp_path / "gone.jpg", 700) is None
