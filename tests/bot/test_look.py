"""`look`: pictures in, what they show out, a line each."""

import asyncio
import io
import json
import os
import pty
import re
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from bot.commands.look import Before, answer, looked
from bot.recognise import packages
from bot.workers.pool import Terms, open_pool
from handlers.model.hashes import distance
from handlers.model.seen import Read, RecordSheet, Seen, Shows, SignIn
from tests.bot import tasks

TASK = "tests.bot.tasks:look"
PHONE = re.compile(r"1[3-9]\d{9}")
SCENE = replace(tasks.scene(14), phash="0" * 16)
KEYS = {
    *("file", "kind", "confidence", "width", "height", "taken_at", "phash", "quality"),
    *("people", "same_as", "unsafe", "signin", "record", "text"),
}


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def painted(name: str, seed: int, quality: int = 90) -> str:
    """Soft spots of colour; the same seed is the same picture."""
    rough = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    pixels = cv2.resize(rough, (640, 480), interpolation=cv2.INTER_CUBIC)
    cv2.imwrite(name, pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return name


def written(name: str, what: str) -> str:
    Path(name).write_text(what, encoding="utf-8")
    return name


def test_every_file_is_answered_in_order(capsys: pytest.CaptureFixture[str]):
    files = [
        painted("a.jpg", 1),
        written("b.jpg", "no picture at all"),
        painted("c.jpg", 2),
        "none.jpg",
        painted("d.jpg", 1, quality=40),
    ]

    assert main(["look", *files]) == 1

    lines = said(capsys)
    assert [line["file"] for line in lines] == files
    assert [sorted(line) for line in lines if "error" in line] == [["error", "file"]] * 2
    assert [set(lines[n]) for n in (0, 2, 4)] == [KEYS] * 3
    assert [lines[n]["same_as"] for n in (0, 2, 4)] == [None, None, "a.jpg"]
    assert (lines[0]["width"], lines[0]["height"]) == (640, 480)


def test_files_are_named_on_standard_input_as_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    Path("d").mkdir()
    paths = [painted("a.jpg", 1), "", painted("d/王姐 b.jpg", 2)]
    lines = io.TextIOWrapper(io.BytesIO("\r\n".join(paths).encode()))
    monkeypatch.setattr("sys.stdin", lines)

    assert main(["look", "--stdin", "--workers", "1"]) == 0

    assert [line["file"] for line in said(capsys)] == ["a.jpg", "d/王姐 b.jpg"]


@pytest.mark.slow
def test_many_files_have_a_bar_on_a_terminal_and_one_has_none():
    """Standard error is a terminal, standard output is not: lines stay lines."""
    files = [painted("a.jpg", 1), painted("b.jpg", 2), painted("c.jpg", 3)]

    bar, lines = on_terminal("look", *files)
    assert [json.loads(line)["file"] for line in lines] == files
    assert re.search(r"look: +0%.* 0/3 .*look: 100%.* 3/3 .* pictures", bar, re.DOTALL)
    assert on_terminal("look", files[0])[0] == ""


def on_terminal(*words: str) -> tuple[str, list[str]]:
    """What a command says to people, and its lines."""
    here, there = pty.openpty()
    termios.tcsetwinsize(there, (24, 80))
    command = [sys.executable, "-m", "bot", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=there) as process:
        os.close(there)
        lines = process.stdout.read().decode().splitlines()
    said = b""
    with suppress(OSError):  # nobody is left who could write
        while more := os.read(here, 4096):
            said += more
    os.close(here)
    return said.decode(), lines


def test_without_the_packages_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packages, "NEEDED", ("not_there",))

    assert main(["look", "a.jpg"]) == 1
    assert "(not_there); run make setup" in capsys.readouterr().err


def test_without_a_file_it_says_how_to_name_one(capsys: pytest.CaptureFixture[str]):
    assert main(["look"]) == 1
    assert "--stdin" in capsys.readouterr().err


async def results(paths: Iterator[str], ahead: int = 8) -> list[tuple[str, Seen | str]]:
    async with open_pool(Terms(2), TASK) as pool:
        return [one async for one in looked(pool, paths, ahead)]


async def test_a_slow_picture_holds_up_the_answers_and_not_the_work():
    files = [written("0", "slow"), *(written(str(n), f"scene {n}") for n in range(1, 9))]

    async def others() -> None:
        while not Path("8.looks").exists():  # noqa: ASYNC110 -- other processes
            await asyncio.sleep(0.01)
        Path("go").touch()

    found, _ = await asyncio.gather(results(iter(files), ahead=20), others())

    assert [path for path, _ in found] == files


async def test_what_is_known_is_told_before_the_next_path_comes():
    files = [written(str(n), f"scene {n}") for n in range(3)]
    found: list[str] = []

    def paths() -> Iterator[str]:
        for number, path in enumerate(files):
            while len(found) < number:
                pass  # in a thread of its own, as standard input is read
            yield path

    async with open_pool(Terms(2), TASK) as pool:
        async for path, _ in looked(pool, paths(), 8):
            found.append(path)

    assert found == files


async def test_what_is_no_file_is_not_opened():
    assert await results(iter(["/dev/zero", "."])) == [
        ("/dev/zero", "missing"),
        (".", "missing"),
    ]


async def test_a_recogniser_that_cannot_start_is_said_in_every_line():
    async with open_pool(Terms(), "nowhere:look") as pool:
        [(_, why)] = [one async for one in looked(pool, [written("a", "scene 1")], 8)]

    assert isinstance(why, str)
    assert "cannot start" in why


def test_a_scene_is_told_as_contracts_say():
    seen = replace(
        SCENE,
        taken_at=datetime.fromisoformat("2026-05-09T09:41"),
        confidence=0.9712345678901,
        text=("茶室",),
    )

    line = answer("a.jpg", seen, Before())

    assert set(line) == KEYS
    assert (line["kind"], line["people"], line["confidence"]) == ("scene", 14, 0.971)
    assert (line["taken_at"], line["text"]) == ("2026-05-09T09:41:00", ["茶室"])
    assert (line["signin"], line["record"]) == (None, None)


def test_a_sheet_is_told_as_contracts_say():
    names = (Read("赵姐", 0.9), Read("13812345678", 0.3))
    signin = SignIn(
        23, True, names, Read("活动签到表", 0.9), Read("茶室", 0.9), date(2026, 5, 9)
    )
    sheet = replace(SCENE, shows=Shows.SIGNIN, crowd=None, signin=signin)

    line = answer("a.jpg", sheet, Before())

    assert line["people"] is None
    assert line["signin"] == {
        "title": "活动签到表",
        "date": "2026-05-09",
        "place": "茶室",
        "names": ["赵姐", "***********"],
        "count": 23,
    }
    empty = answer("a.jpg", replace(sheet, signin=SignIn(0, False)), Before())
    assert empty["signin"] == dict.fromkeys(("title", "date", "place")) | {
        "names": [],
        "count": 0,
    }


def test_a_record_sheet_has_a_day_or_a_clock_time():
    start = datetime.fromisoformat("2026-05-09T14:30")
    sheet = RecordSheet(
        Read("扦插", 1), feedback=Read("电13812345678", 1), start=start, timed=True
    )

    def told(record: RecordSheet) -> dict[str, object]:
        seen = replace(SCENE, shows=Shows.RECORD, record=record)
        found = answer("a.jpg", seen, Before())["record"]
        assert isinstance(found, dict)
        return found

    assert told(sheet)["time"] == "2026-05-09T14:30:00"
    assert told(sheet)["feedback"] == "电***********"
    assert told(replace(sheet, timed=False))["time"] == "2026-05-09"
    assert told(RecordSheet())["time"] is None


@pytest.mark.parametrize(
    ("shows", "apart", "same"),
    [
        (Shows.SCENE, 10, True),
        (Shows.SCENE, 11, False),
        (Shows.SIGNIN, 6, True),
        (Shows.RECORD, 7, False),
    ],
)
def test_near_pictures_are_the_same(shows: Shows, apart: int, same: bool):
    before = Before()
    before.same("a.jpg", SCENE)

    near = replace(SCENE, shows=shows, phash=f"{(1 << apart) - 1:016x}")

    assert before.same("b.jpg", near) == ("a.jpg" if same else None)


def test_nothing_else_is_remembered_of_a_picture():
    before = Before()
    before.same("a.jpg", replace(SCENE, text=("茶室",) * 1000))

    assert before._seen == [("a.jpg", SCENE.phash, Shows.SCENE)]


def test_a_picture_is_the_same_as_the_first_one_near_it():
    before = Before()
    found = [
        before.same(str(apart), replace(SCENE, phash=f"{(1 << apart) - 1:016x}"))
        for apart in (0, 8, 16, 4)
    ]

    assert found == [None, "0", "8", "0"]


@given(st.integers(0, (1 << 64) - 1))
def test_no_hash_looks_like_a_telephone_number(number: int):
    phash = f"{number:016x}"

    shown = str(answer("a.jpg", replace(SCENE, phash=phash), Before())["phash"])

    assert not PHONE.search(shown)
    assert distance(phash, shown) <= 3  # at most so many such numbers in sixteen digits


@pytest.mark.parametrize("phash", ["1381234567890abc", "a139999999999999", "1" * 15 + "3"])
def test_where_it_does_one_bit_gives_way(phash: str):
    shown = str(answer("a.jpg", replace(SCENE, phash=phash), Before())["phash"])

    assert not PHONE.search(shown)
    assert distance(phash, shown) == bool(PHONE.search(phash))
