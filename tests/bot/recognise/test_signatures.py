"""Ink in the places for signatures, found as text or not."""

import numpy as np

from bot.recognise import signatures
from bot.recognise.drawing import Quads
from tests.bot.recognise.sheets import Paper

BOX = (100.0, 50.0, 300.0, 110.0)
NOWHERE = np.zeros((0, 4, 2), np.float32)


def inked(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    mask = np.zeros((200, 400), np.uint8)
    for left, top, right, bottom in boxes:
        mask[top:bottom, left:right] = 255
    return mask


def quads(*boxes: tuple[int, int, int, int]) -> Quads:
    return np.array([[[a, b], [c, b], [c, d], [a, d]] for a, b, c, d in boxes], np.float32)


def test_ink_that_no_text_was_found_in_is_a_signature() -> None:
    assert signatures._is_inked(inked((150, 70, 200, 90)), NOWHERE, BOX, 30)


def test_a_dot_and_an_empty_place_are_none() -> None:
    assert not signatures._is_inked(inked((150, 70, 156, 90)), NOWHERE, BOX, 30)
    assert not signatures._is_inked(inked(), NOWHERE, BOX, 30)
    assert not signatures._is_inked(inked(), NOWHERE, (500.0, 50.0, 600.0, 110.0), 30)


def test_a_little_ink_without_text_is_doubtful() -> None:
    little, much = inked((150, 70, 160, 76)), inked((150, 70, 200, 90))
    assert signatures._is_doubtful(little, NOWHERE, BOX)
    assert not signatures._is_doubtful(little, quads((140, 60, 180, 90)), BOX)
    assert not signatures._is_doubtful(much, NOWHERE, BOX)
    assert not signatures._is_doubtful(inked(), NOWHERE, BOX)
    assert not signatures._is_doubtful(little, NOWHERE, (500.0, 50.0, 600.0, 110.0))


def test_what_is_read_is_the_text_found_its_ink_or_the_place() -> None:
    page = Paper(400, 200).pixels()
    one = signatures._crop(page, quads((150, 60, 250, 100)), inked(), BOX)
    assert one.shape[:2] == (40, 100)
    two = signatures._crop(
        page, quads((120, 60, 160, 100), (180, 60, 220, 100)), inked(), BOX
    )
    assert two.shape[:2] == (40, 100)
    wide = signatures._crop(page, quads((60, 60, 350, 100)), inked(), BOX)
    assert wide.shape[:2] == (40, 200)
    ink = signatures._crop(page, NOWHERE, inked((150, 70, 200, 90)), BOX)
    assert ink.shape[:2] == (27, 57)
    assert signatures._crop(page, NOWHERE, inked(), BOX).shape[:2] == (60, 200)


def test_strokes_are_measured_where_there_is_a_place() -> None:
    line, density = signatures._strokes(inked((100, 78, 300, 82)), NOWHERE, BOX)
    assert line > 0.8
    assert 0 < density < 0.2
    assert signatures._strokes(inked(), NOWHERE, (0.0, 0.0, 4.0, 4.0)) == (0.0, 0.0)
