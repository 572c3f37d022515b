"""Worker processes: what one picture does, no other feels."""

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import orjson
import pytest

from bot.errors import WorkerError
from bot.workers import worker
from bot.workers.errors import FileError, LostError
from bot.workers.pool import Pool, Terms, open_pool
from tests.bot import tasks

TASK = "tests.bot.tasks:look"
SECOND = timedelta(seconds=1)
LONG = timedelta(seconds=60)
MANY, EVERY = 1000, 50


def picture(folder: Path, what: str, name: str = "a.jpg") -> Path:
    file = folder / name
    file.write_text(what, encoding="utf-8")
    return file


@asynccontextmanager
async def pool(
    workers: int = 1, patience: timedelta = LONG, memory_mb: int = 1000, task: str = TASK
) -> AsyncIterator[Pool]:
    async with open_pool(Terms(workers, patience, memory_mb), task) as opened:
        yield opened


async def test_a_worker_starts_when_it_is_wanted_and_is_kept(tmp_path: Path):
    file = picture(tmp_path, "scene 12")
    async with pool(workers=2) as some:
        assert some.pids == []
        first = await some.run(file)
        [pid] = some.pids
        assert await some.run(file) == first
        assert some.pids == [pid]

    assert isinstance(first, dict)
    assert first["crowd"] == {"found": 12, "low": 12, "high": 14}
    assert tasks.looks(file) == [str(pid)] * 2
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_so_many_work_side_by_side_and_no_more(tmp_path: Path):
    files = [picture(tmp_path, f"scene {n}", f"{n}.jpg") for n in range(20)]
    async with pool(workers=3) as some:
        shown = await asyncio.gather(*map(some.run, files))
        assert len(some.pids) <= 3

    assert [one["crowd"]["found"] for one in shown] == list(range(20))  # type: ignore[index]


@pytest.mark.parametrize(
    ("what", "reason"), [("unreadable", "unsupported"), ("defect", "defect")]
)
async def test_a_picture_that_shows_nothing_has_a_reason(
    tmp_path: Path, what: str, reason: str, caplog: pytest.LogCaptureFixture
):
    async with pool() as some:
        with pytest.raises(FileError) as raised:
            await some.run(picture(tmp_path, what))
        assert await some.run(picture(tmp_path, "scene 1", "b.jpg"))

    assert raised.value.reason == reason
    assert "somebody's words" not in str([one.__dict__ for one in caplog.records])


async def test_a_file_that_is_not_there_is_no_defect(tmp_path: Path):
    async with pool() as some:
        with pytest.raises(FileError, match="cannot be read"):
            await some.run(tmp_path / "none.jpg")


@pytest.mark.parametrize(
    ("what", "reason"), [("crash", "crash"), ("exit", "crash"), ("hang", "timeout")]
)
async def test_a_crash_or_a_hang_costs_one_retry_and_one_picture(
    tmp_path: Path, what: str, reason: str
):
    file = picture(tmp_path, what)
    async with pool(patience=SECOND) as some:
        with pytest.raises(LostError) as raised:
            await some.run(file)
        assert await some.run(picture(tmp_path, "scene 1", "b.jpg"))

    assert raised.value.reason == reason
    assert len(set(tasks.looks(file))) == 2


async def test_who_waits_comes_before_the_second_try(tmp_path: Path):
    """One picture that hangs delays the others by one timeout, not by two."""
    bad, good = picture(tmp_path, "hang"), picture(tmp_path, "scene 1", "b.jpg")
    async with pool(patience=SECOND) as some:
        hanging = asyncio.create_task(some.run(bad))
        assert await some.run(good)
        assert not hanging.done()
        with pytest.raises(LostError):
            await hanging

    assert len(tasks.looks(bad)) == 2


async def test_the_second_try_may_see_it(tmp_path: Path):
    file = picture(tmp_path, "once")
    async with pool() as some:
        assert await some.run(file)

    assert len(tasks.looks(file)) == 2


async def test_what_libraries_print_is_no_answer(tmp_path: Path):
    async with pool() as some:
        assert await some.run(picture(tmp_path, "noise")) == orjson.loads(
            orjson.dumps(tasks.scene(1))
        )


async def test_a_worker_that_has_grown_is_replaced(tmp_path: Path):
    file, small = picture(tmp_path, "grow"), picture(tmp_path, "scene 1", "b.jpg")
    async with pool(memory_mb=200) as some:
        await some.run(small)
        [before] = some.pids
        await some.run(file)
        assert some.pids == []
        await some.run(small)
        assert some.pids != [before]


async def test_a_picture_that_wants_too_much_memory_gets_none(tmp_path: Path):
    file = picture(tmp_path, "grow")
    async with pool(memory_mb=90) as some:
        with pytest.raises(FileError, match="memory"):
            await some.run(file)


async def test_a_worker_that_died_while_it_had_nothing_to_do_is_replaced(tmp_path: Path):
    file = picture(tmp_path, "scene 1")
    async with pool() as some:
        await some.run(file)
        [pid] = some.pids
        os.kill(pid, signal.SIGKILL)
        assert await some.run(file)
        assert some.pids != [pid]
        [pid] = some.pids
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.5)  # now it is known
        assert await some.run(file)


async def test_it_knows_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PEIBAN_TOKEN", "a secret")
    async with pool() as some:
        around = await some.run(picture(tmp_path, "environment"))

    assert isinstance(around, dict)
    assert "a secret" not in around.values()


@pytest.mark.parametrize("task", ["nowhere:look", "tests.bot.tasks:nothing"])
async def test_what_cannot_start_is_said(tmp_path: Path, task: str):
    async with pool(task=task) as some:
        with pytest.raises(WorkerError, match="cannot start: "):
            await some.run(picture(tmp_path, "scene 1"))
        assert some.pids == []


async def test_without_an_interpreter_nothing_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.executable", str(tmp_path / "none"))
    async with pool() as some:
        with pytest.raises(WorkerError, match="no worker process can be started"):
            await some.run(picture(tmp_path, "scene 1"))


async def test_a_process_that_ends_at_once_is_no_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.executable", "/bin/false")
    async with pool() as some:
        with pytest.raises(WorkerError, match=r"do not start \(crash\)"):
            await some.run(picture(tmp_path, "scene 1"))


async def test_whoever_stops_waiting_ends_the_worker(tmp_path: Path):
    async with pool() as some:
        looking = asyncio.create_task(some.run(picture(tmp_path, "hang")))
        while not some.pids:  # noqa: ASYNC110 -- another process
            await asyncio.sleep(0.01)
        looking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await looking
        assert some.pids == []


async def test_when_it_closes_nobody_goes_on_looking(tmp_path: Path):
    file = picture(tmp_path, "hang")
    async with pool() as some:
        looking = asyncio.create_task(some.run(file))
        while not file.with_name("a.jpg.looks").exists():  # noqa: ASYNC110 -- as above
            await asyncio.sleep(0.01)
    with pytest.raises(WorkerError, match="stopping"):
        await looking
    assert len(tasks.looks(file)) <= 1  # it may be killed while it writes that


async def test_a_worker_that_starts_while_it_closes_is_ended(tmp_path: Path):
    file = picture(tmp_path, "scene 1")
    async with pool() as some:
        looking = asyncio.create_task(some.run(file))
        await asyncio.sleep(0)  # now its process is being made
        assert some.pids == []
    with pytest.raises(WorkerError, match="stopping"):
        await looking
    assert some.pids == []
    assert not file.with_name("a.jpg.looks").exists()


async def test_a_thousand_pictures_with_a_worker_killed_every_fifty(tmp_path: Path):
    """Every one is answered, and none by more than the worker that was killed and one other."""
    files = [picture(tmp_path, f"scene {n}", f"{n}.jpg") for n in range(MANY)]
    random, answered, working, killed = Random(7), [], set(), 0
    async with pool(workers=2) as some:

        async def run(file: Path) -> object:
            nonlocal killed
            shown = await some.run(file)
            answered.append(file)
            working.add(int(tasks.looks(file)[-1]))
            if len(answered) % EVERY == 0:  # a busy one or an idle one, none that starts
                os.kill(random.choice(sorted(working & {*some.pids})), signal.SIGKILL)
                killed += 1
            return shown

        shown = await asyncio.gather(*map(run, files))

    assert killed == MANY // EVERY
    assert [one["crowd"]["found"] for one in shown] == list(range(MANY))  # type: ignore[index]
    assert len(answered) == MANY
    looked = [len(tasks.looks(file)) for file in files]
    assert max(looked) <= 2
    assert sum(looked) <= MANY + killed


def served(*files: Path, look: worker.Task = tasks.look) -> list[dict[str, object]]:
    """What a worker would answer, in this process."""
    lines = b"".join(orjson.dumps(str(file)) + b"\n" for file in files)
    out = io.BytesIO()
    read, write = os.pipe()
    os.write(write, lines)
    os.close(write)
    with os.fdopen(read, "rb") as requests:
        worker.serve(look, requests, out, 60, 100_000)
    return [orjson.loads(line) for line in out.getvalue().splitlines()]


def test_it_answers_line_by_line_until_nothing_is_asked(tmp_path: Path):
    answers = served(
        picture(tmp_path, "scene 2"),
        picture(tmp_path, "unreadable", "b.jpg"),
        tmp_path / "none.jpg",
    )

    assert [sorted(one) for one in answers] == [
        ["answer", "retires"],
        ["error", "retires"],
        ["error", "retires"],
    ]


def test_after_a_defect_of_ours_the_process_is_done(tmp_path: Path):
    broken = picture(tmp_path, "defect")

    [answer] = served(broken, broken)

    assert answer["retires"] is True
    assert str(answer["defect"]).startswith("KeyError in _defect:")


def test_without_requests_it_ends(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "IDLE_S", 0.01)
    out = io.BytesIO()
    read, write = os.pipe()
    with os.fdopen(read, "rb") as requests, os.fdopen(write, "wb"):
        worker.serve(tasks.look, requests, out, 60, 100_000)

    assert out.getvalue() == b""


def test_where_nobody_says_how_much_memory_is_used_it_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    assert worker.used_mb() > 0
    monkeypatch.setattr(worker, "STATUS", tmp_path / "status")
    assert worker.used_mb() == 0
    (tmp_path / "status").write_text("Name: x\n", encoding="ascii")
    assert worker.used_mb() == 0
