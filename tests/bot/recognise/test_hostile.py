"""Damaged and hostile files: an error with a reason or a right answer, nothing else."""

from pathlib import Path

import numpy as np
import pytest

from bot.recognise.errors import PictureError
from bot.recognise.picture import LONG_SIDE, open_picture
from tests.bot.recognise.hostile import good, hostile

FILES = hostile()
REFUSED = {"empty", "unsupported", "bomb", "broken", "truncated"}


def test_there_are_two_hundred_of_them() -> None:
    assert len(FILES) >= 200


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_read(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(FILES[name])
    try:
        opened = open_picture(file)
    except PictureError as error:
        reason: str | None = error.reason
    else:
        reason = None
        assert opened.pixels.dtype == np.uint8
        assert opened.pixels.ndim == 3
        assert max(opened.pixels.shape) <= LONG_SIDE
        assert min(opened.pixels.shape[:2]) >= 1
    expected = REFUSED if name.startswith(("bomb", "stranger")) else REFUSED | {None}
    assert reason in ({None} if name.startswith("odd orientation") else expected)


@pytest.mark.parametrize("kind", good())
def test_every_good_one_is_read_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(good()[kind])
    opened = open_picture(file)
    assert {opened.width, opened.height} == {320, 240}


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("bomb")])
def test_bombs_are_refused_by_their_header(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(FILES[name])
    with pytest.raises(PictureError) as refused:
        open_picture(file)
    assert refused.value.reason in {"bomb", "broken"}
