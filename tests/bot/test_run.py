"""The bot as a process: for whom it writes, what it says at the start, what its log says."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bot.files import SETTING, written
from tests.faults.bot_process import PATIENCE_S, ROOT, BotProcess, bot, finished

BLIND = {"recognise.enabled": "false"}
OTHERS = 0o077
USUAL = 0o022


@pytest.fixture(autouse=True)
def _usual_mask():
    before = os.umask(USUAL)
    yield
    os.umask(before)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[BotProcess]:
    process = BotProcess(folder / "data", folder / "errors", BLIND)
    await process.start()
    try:
        yield process
    finally:
        assert await process.stop() == 0


async def test_what_it_writes_is_for_its_own_user_alone(tmp_path: Path):
    async with running(tmp_path) as process:
        kept = process.data / "peiban.sqlite"
        assert [kept.stat().st_mode & OTHERS, process.data.stat().st_mode & OTHERS] == [
            0,
            0,
        ]

    loaded = tmp_path / "new" / "data"
    setting = str(Path(written("s.json", SETTING)).absolute())
    assert (await finished("load", setting, "--data", str(loaded))).status == 0
    await finished(
        "knowledge", "export", "--data", str(loaded), "--out", f"{tmp_path}/k.xlsx"
    )

    made = [
        process.data,
        *process.data.rglob("*"),
        loaded.parent,
        *loaded.parent.rglob("*"),
    ]
    made.append(tmp_path / "k.xlsx")
    assert {"secret", "lock", "logs", "peiban.log", "tmp"} <= {path.name for path in made}
    assert [path for path in made if path.stat().st_mode & OTHERS] == []


async def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path):
    (tmp_path / "data").mkdir(mode=0o755)
    async with running(tmp_path) as process:
        assert process.data.stat().st_mode & OTHERS == 0o055
        assert (process.data / "peiban.sqlite").stat().st_mode & OTHERS == 0


async def test_the_log_says_start_and_stop_and_nothing_of_cookies_of_another_bot(
    tmp_path: Path,
):
    async with running(tmp_path) as process, ClientSession() as browser:
        port = process.url.rpartition(":")[2]
        stale = {"Cookie": f"peiban_{port}=gAAAAABnotours"}
        for _ in range(3):
            async with browser.get(f"{process.url}/api/rooms", headers=stale) as response:
                assert response.status == 401

    lines = (process.data / "logs" / "peiban.log").read_text().splitlines()
    assert [line.partition(" INFO bot.app ")[2].split()[:2] for line in lines] == [
        ["bot", "started"],
        ["bot", "stopped"],
    ]
    assert "version=" in lines[0]
    assert process.url in lines[0]
    assert process.errors.read_text() == ""


@pytest.mark.parametrize(("given", "told"), [("", True), ("my own", False)])
async def test_it_says_where_the_token_lies_and_not_the_token(
    tmp_path: Path, given: str, told: bool
):
    data = tmp_path / "data"
    settings = [f"--set={name}={value}" for name, value in BLIND.items()]
    own = {"PEIBAN_TOKEN": given}
    process = await bot("run", "--port=0", f"--data={data}", *settings, more=own)
    assert process.stdout is not None
    said = [await process.stdout.readline() for _ in range(3)]
    process.terminate()
    out, _ = await process.communicate()
    words = (b"".join(said) + out).decode()

    assert (str(data / "token") in words) is told
    assert (data / "token").exists() is told
    assert not told or (data / "token").read_text() not in words


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command", [["doctor", "--set=recognise.enabled=false"], ["--help"]]
)
def test_a_reader_that_goes_away_ends_a_command_quietly(
    command: list[str], unbuffered: str
):
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_S,
        check=False,
    )
    os.close(writing)

    assert ended.stderr == b""
    assert ended.returncode in {0, 1}  # argparse swallows the error of its own words


def test_help_is_no_error_where_nobody_gave_it_an_output():
    shell = f'"{sys.executable}" -m bot --help >&-'
    ended = subprocess.run(
        ["sh", "-c", shell],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
