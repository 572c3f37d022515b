"""Photos cut to their places."""

import numpy as np
import pytest
from PIL import Image

from bot.printing.photos import open_photos, piece, strip
from handlers.pictures.layout import Frame, Place, laid_out
from tests.bot.printing.made import photo

FRAME = Frame(968, 16)
PAPER = np.array([251, 246, 236], np.uint8)


def test_what_is_no_picture_is_left_out(tmp_path):
    (tmp_path / "b.jpg").write_text("no picture")
    files = [photo(tmp_path), tmp_path / "b.jpg", tmp_path / "c.jpg"]

    [only] = open_photos(files, [(0.0, 0.0, 0.5, 0.5), None, None], FRAME)

    assert (only.shape.width, only.shape.height) == (800, 600)
    assert only.shape.focus == (0.0, 0.0, 0.5, 0.5)


def test_corners_are_round_and_the_paper_is_seen_between(tmp_path):
    photos = open_photos([photo(tmp_path), photo(tmp_path, "b.jpg")], [None, None], FRAME)
    places = laid_out([one.shape for one in photos], FRAME)

    page = strip(photos, places, PAPER)

    assert page.shape == (places[0].height, 968, 3)
    assert np.array_equal(page[0, 0], PAPER)
    assert np.array_equal(page[-1, -1], PAPER)
    assert np.array_equal(page[100, places[0].width + 8], PAPER)
    assert page[100, 100].tolist() == pytest.approx((200, 60, 40), abs=8)


def test_a_part_is_shown_in_its_size(tmp_path):
    [only] = open_photos([photo(tmp_path)], [None], FRAME)
    place = Place(0, 0, 100, 100, (0.425, 0.4, 0.575, 0.6))

    shown = piece(only, place, 1.5)

    assert shown.shape == (150, 150, 3)
    assert shown[75, 75].tolist() == pytest.approx((20, 40, 200), abs=8)


def test_the_tiniest_picture_has_a_place(tmp_path):
    Image.new("RGB", (1, 3), (9, 9, 9)).save(tmp_path / "dot.png")
    photos = open_photos([tmp_path / "dot.png"], [None], FRAME)

    page = strip(photos, laid_out([photos[0].shape], FRAME), PAPER)

    assert page[200, 400].tolist() == [9, 9, 9]


def test_a_photo_lies_as_it_was_held(tmp_path):
    turned = Image.new("RGB", (80, 60))
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(tmp_path / "turned.jpg", exif=exif)

    [only] = open_photos([tmp_path / "turned.jpg"], [None], FRAME)

    assert (only.shape.width, only.shape.height) == (60, 80)
