"""Damaged and hostile files: what cannot be used is an error, and no worker is lost on any."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.__main__ import main
from bot.recognise import LOOK
from bot.recognise.errors import PictureError
from bot.recognise.picture import LONG_SIDE, open_picture
from bot.workers.errors import FileError
from bot.workers.pool import Terms, open_pool
from handlers.model.seen import Seen
from store import codec
from tests.bot.recognise.hostile import doubtful, good, unusable

UNUSABLE, DOUBTFUL = unusable(), doubtful()
REFUSED = {"empty", "unsupported", "bomb", "broken", "truncated"}
WORKERS, PATIENCE = 2, timedelta(minutes=1)  # for one file


def written(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    files = [folder / f"{number:03}.jpg" for number in range(len(contents))]
    for file, content in zip(files, contents.values(), strict=True):
        file.write_bytes(content)
    return files


def test_there_are_two_hundred_that_nobody_can_use() -> None:
    assert len(set(UNUSABLE.values())) >= 200


def test_a_line_each_says_what_is_wrong_with_those(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(file) for file in written(tmp_path, UNUSABLE)]

    assert main(["look", *files]) == 1

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == files
    assert {frozenset(line) for line in lines} == {frozenset(("file", "error"))}
    said = {name: line["error"] for name, line in zip(UNUSABLE, lines, strict=True)}
    assert {name: why for name, why in said.items() if why not in REFUSED} == {}


@pytest.mark.slow
async def test_no_worker_crashes_or_hangs_on_any(tmp_path: Path) -> None:
    """A worker that is lost, or takes too long, is replaced by one with another pid."""
    pids: set[int] = set()
    async with open_pool(Terms(WORKERS, PATIENCE), LOOK) as pool:

        async def outcome(file: Path) -> str | None:
            try:
                seen = codec.value(await pool.run(file), Seen)
            except FileError as error:
                return error.reason
            finally:
                pids.update(pool.pids)
            assert seen.width >= 1
            return None

        files = written(tmp_path, {**UNUSABLE, **DOUBTFUL})
        outcomes = await asyncio.gather(*map(outcome, files))

    assert len(pids) == WORKERS
    refused = outcomes[: len(UNUSABLE)]
    assert set(refused) <= REFUSED
    assert set(outcomes[len(UNUSABLE) :]) <= REFUSED | {"narrow", None}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_damaged_file_is_refused_or_read(name: str, tmp_path: Path) -> None:
    [file] = written(tmp_path, {name: DOUBTFUL[name]})
    why, opened = None, None
    try:
        opened = open_picture(file)
    except PictureError as error:
        why = error.reason
    if opened is None:
        assert why in REFUSED
        assert not name.startswith("odd orientation")
        return
    assert opened.pixels.dtype == np.uint8
    assert opened.pixels.ndim == 3
    assert max(opened.pixels.shape) <= LONG_SIDE
    assert min(opened.pixels.shape[:2]) >= 1


@pytest.mark.parametrize("kind", good())
def test_every_good_one_is_read_whatever_it_is_called(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(good()[kind])
    opened = open_picture(file)
    assert {opened.width, opened.height} == {320, 240}


@pytest.mark.parametrize("name", [name for name in UNUSABLE if name.startswith("bomb")])
def test_bombs_are_refused_by_their_header(name: str, tmp_path: Path) -> None:
    [file] = written(tmp_path, {name: UNUSABLE[name]})
    with pytest.raises(PictureError) as refused:
        open_picture(file)
    assert refused.value.reason in {"bomb", "broken"}
