"""Our own reader of numbers of people."""

import numpy as np
import pytest

from bot.recognise.drawing import Image
from bot.recognise.figures import read_figures
from handlers.read.sheet.headcount import counted
from tests.bot.recognise.sheets import Paper


def written(text: str, size: int = 44) -> Image:
    paper = Paper(40 + size * len(text), 70)
    paper.write((20, 35), text, size)
    return paper.pixels()


@pytest.mark.parametrize(("text", "number"), [("27人", 27), ("共136人", 136), ("8", 8)])
def test_a_number_is_read(text: str, number: int) -> None:
    told = counted([read_figures(written(text))])
    assert told is not None
    assert told.number == number


def test_light_and_size_do_not_matter() -> None:
    dim = (written("27人", 60) // 4 + 20).astype(np.uint8)
    told = counted([read_figures(dim)])
    assert told is not None
    assert told.number == 27


def test_an_empty_field_holds_no_number() -> None:
    assert counted([read_figures(np.full((40, 90, 3), 230, np.uint8))]) is None
