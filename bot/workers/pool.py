"""Worker processes, and what becomes of them.

Each has pipes of its own, so one that is killed at any moment harms no other.  Whoever asks
waits for a free one; how many may wait is theirs to bound.
"""

import asyncio
import json
import logging
import os
import signal
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import cast

from bot.errors import WorkerError
from bot.workers.errors import FileError, LostError
from store import codec

log = logging.getLogger(__name__)

STARTING = timedelta(minutes=1)  # a slow disk has many megabytes of libraries to load
LONGEST = 1 << 24  # bytes of an answer
MOST = min(len(os.sched_getaffinity(0)), 4)  # a core and up to 700 MB for each
ALLOWED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")  # no keys of ours

ALONE = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)  # threads: each worker has a core
# Left to itself, glibc keeps the large arrays of networks for later: 200 MB and more.
THRIFTY = {"MALLOC_MMAP_THRESHOLD_": str(8 << 20)}  # bytes; lower costs time


@dataclass(frozen=True, slots=True)
class Terms:
    """What a file may cost.  workers: processes side by side.  timeout: for one file.

    memory_mb: a worker that ever had more is replaced.
    """

    workers: int = 1
    timeout: timedelta = timedelta(seconds=30)
    memory_mb: int = 1500


@asynccontextmanager
async def open_pool(terms: Terms, task: str) -> "AsyncIterator[Pool]":
    """Workers start when they are wanted, and end with the block.

    task: MODULE:FUNCTION, a path in, anything with a JSON shape out (see `worker.Task`).
    """
    pool = Pool(terms, task)
    try:
        yield pool
    finally:
        await pool.close()


class Pool:
    """Some workers, all with the same task."""

    def __init__(self, terms: Terms, task: str) -> None:
        self._terms = terms
        self._task = task
        self._free = asyncio.Semaphore(terms.workers)
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []  # the last one first, so that others may run out
        self._closed = False

    @property
    def pids(self) -> Sequence[int]:
        """Of the processes that are there."""
        return [worker.process.pid for worker in self._workers]

    async def run(self, file: Path) -> object:
        """What the task says of the file, as plain JSON.

        Raises: FileError; LostError when two workers were lost on it; WorkerError.
        """
        try:
            return await self._in_turn(file)
        except LostError as lost:
            log.warning("worker lost, once more", extra={"reason": lost.reason})
            return await self._in_turn(file)  # behind those who wait: one hang, one delay

    async def close(self) -> None:
        """End them all, whatever they are doing."""
        self._closed = True
        for worker in [*self._workers]:
            await self._end(worker)

    async def _in_turn(self, file: Path) -> object:
        async with self._free:
            return await self._once(file)

    async def _once(self, file: Path) -> object:
        worker = await self._worker()
        try:
            answer = await worker.ask(file, self._terms.timeout)
        except BaseException:  # whatever it was, it is in the middle of something
            await self._end(worker)
            raise
        if answer.get("retires"):
            await self._end(worker)
        else:
            self._idle.append(worker)
        return _read(answer)

    async def _worker(self) -> "Worker":
        while self._idle:
            worker = self._idle.pop()
            if worker.process.returncode is None:
                return worker
            await self._end(worker)
        try:
            return await self._started()
        except LostError:
            log.warning("worker lost while it started, once more")
        try:
            return await self._started()
        except LostError as error:
            raise WorkerError(f"worker processes do not start ({error.reason})") from None

    async def _started(self) -> "Worker":
        self._go_on()
        worker = await _spawn(self._task, self._terms)
        self._workers.add(worker)
        try:
            self._go_on()  # whoever closed meanwhile did not know of it
            await worker.begin()
        except BaseException:
            await self._end(worker)
            raise
        return worker

    def _go_on(self) -> None:
        if self._closed:
            raise WorkerError("the bot is stopping; no worker takes anything more")

    async def _end(self, worker: "Worker") -> None:
        self._workers.discard(worker)
        await worker.end()


@dataclass(frozen=True, slots=True, eq=False)
class Worker:
    """One process; one file at a time."""

    process: Process
    requests: StreamWriter
    answers: StreamReader

    async def begin(self) -> None:
        """Once it has loaded what it needs.  Raises: LostError, WorkerError."""
        said = await self._line(STARTING)
        if "ready" not in said:
            raise WorkerError(f"a worker process cannot start: {said.get('defect')}")

    async def ask(self, file: Path, patience: timedelta) -> Mapping[str, object]:
        """What it answers.  Raises: LostError."""
        try:
            self.requests.write(json.dumps(str(file)).encode() + b"\n")
            await self.requests.drain()
        except ConnectionError:
            raise LostError("crash") from None
        return await self._line(patience)

    async def end(self) -> None:
        """Whatever it is doing, and whatever it has started."""
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.requests.close()
        await self.process.wait()

    async def _line(self, patience: timedelta) -> Mapping[str, object]:
        try:
            async with asyncio.timeout(patience.total_seconds()):
                line = await self.answers.readline()
        except TimeoutError:
            raise LostError("timeout") from None
        except ValueError:  # more than LONGEST
            raise LostError("crash") from None
        if not line.endswith(b"\n"):
            raise LostError("crash")
        return codec.load_mapping(line.decode())


async def _spawn(task: str, terms: Terms) -> Worker:
    """Raises: WorkerError when the machine gives no process."""
    words = (task, str(terms.timeout.total_seconds()), str(terms.memory_mb))
    try:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot.workers.worker", *words),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # native libraries complain there about every odd file
            env=_environment(),
            limit=LONGEST,
            start_new_session=True,  # Ctrl-C is for the parent
        )
    except OSError as error:
        raise WorkerError(f"no worker process can be started ({error.strerror})") from error
    pipes = cast(StreamWriter, process.stdin), cast(StreamReader, process.stdout)
    return Worker(process, *pipes)


def _environment() -> Mapping[str, str]:
    """Pictures of strangers are decoded there: it gets no key and no token."""
    given = {name: os.environ[name] for name in ALLOWED if name in os.environ}
    return {
        **given,
        **ALONE,
        **THRIFTY,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }


def _read(answer: Mapping[str, object]) -> object:
    if "answer" in answer:
        return answer["answer"]
    if "error" in answer:
        raise FileError(str(answer["error"]))
    log.error("task broke", extra={"error": answer.get("defect")})
    raise FileError("defect")
