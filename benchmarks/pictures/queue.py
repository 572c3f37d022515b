"""A thousand pictures through the queue, a worker killed every fifty: each answered, none twice.

    python -m benchmarks.pictures.queue [--pictures 1000] [--every 50] [--folder DIR]

Messages with a picture each lie in a store of their own; errands, workers and the recogniser
are the real ones.  DIR: pictures to take; without it scenes and sheets are drawn.  Each is taken
many times, with other bytes, so each has to be looked at.  Only workers that are looking at a
picture are killed (-9), at any moment of it, while the queue goes on.
"""

import argparse
import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence, Sized
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.pictures.drawing import scene, sheets
from benchmarks.pictures.noting import TASK, notes
from bot import config
from bot.errands import Errands
from bot.looking import Looking, open_sight
from bot.workers.pool import MOST
from handlers.model.errand import Errand, ErrandKind
from handlers.model.people import MessageId, RoomId
from store import errands, inbox
from store.db import Database, open_database
from store.inbox import Inbound
from store.media import MediaStore

START = datetime(2026, 5, 9, 8, tzinfo=UTC)
LANE, ROOM = "o:many", "r1"
SHEETS = 10
PATIENCE = "3m"  # for one picture, so that a busy machine loses no worker by itself
NONE = {"seen": ()}


def pictures(folder: Path, count: int) -> Iterator[bytes]:
    """So many, no two with the same bytes (what follows the end of a picture is ignored)."""
    files = sorted(p for p in folder.iterdir() if p.suffix == ".jpg")
    taken = [file.read_bytes() for file in files]
    for number, content in enumerate(islice(cycle(taken), count)):
        yield content + number.to_bytes(4, "big")


def draw(folder: Path) -> Path:
    """Three scenes, as chats send them, for each sheet or poster."""
    sheets(folder, SHEETS, seed=6)
    for number in range(1, 3 * SHEETS + 1):
        scene(number, 44, 1024, 768).save(folder / f"m{number % SHEETS:03}-{number}.jpg")
    return folder


def message(number: int, sha: str) -> Inbound:
    body = {"text": "", "pictures": [sha], "quote": None, "mentions": []}
    name = f"m{number}"
    return Inbound("web", ROOM, name, "message", LANE, "p1", START, START, body)


async def post(database: Database, media: MediaStore, shown: Iterator[bytes]) -> list[str]:
    """Messages with their errands; the sha256 of each picture."""
    shas = [(await media.keep(one, "a.jpg", "image/jpeg")).sha for one in shown]
    async with database.begin() as conn:
        await inbox.put(conn, [message(n, sha) for n, sha in enumerate(shas)])
        wanted = [
            (LANE, Errand(ErrandKind.SIGHT, RoomId(ROOM), MessageId(f"m{n}")))
            for n in range(len(shas))
        ]
        await errands.put(conn, wanted, START)
    return shas


async def kill(looking: Looking, busy: Path, every: int, told: Sized) -> None:
    """A worker that is busy, each time that so many more are answered.

    busy: the notes; what has told its own end before it was killed leaves none.
    """
    random, killed = Random(3), set()
    while True:
        await asyncio.sleep(0.01)
        if len(told) < every * len(killed):
            continue
        if at_work := noted(busy) & {*looking.pool.pids} - killed:
            pid = random.choice(sorted(at_work))
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)


def noted(busy: Path) -> set[int]:
    """The processes that are looking, and those that were killed while they were."""
    return {int(note.name) for note in busy.iterdir()}


async def main(given: argparse.Namespace, folder: Path) -> None:
    own = {"enabled": True, "workers": given.workers, "timeout": PATIENCE}
    named = {f"recognise.{key}": value for key, value in own.items()}
    settings = config.load(None, named).recognise
    database = await open_database(f"sqlite+aiosqlite:///{folder}/store.sqlite")
    media = MediaStore(folder / "media")
    taken = given.folder or await asyncio.to_thread(draw, folder / "drawn")
    shas = await post(database, media, pictures(taken, given.pictures))
    busy = notes(folder / "media")
    busy.mkdir()
    told: list[Inbound] = []
    outcomes: Counter[str] = Counter()
    async with open_sight(settings, database, media, lambda: START, TASK) as looking:
        run = Errands(
            *(database, ErrandKind.SIGHT, looking, lambda: START, timedelta(hours=12)),
            lambda _, outcome: outcomes.update([outcome]),
            told.append,
        )
        began = time.perf_counter()
        killing = asyncio.create_task(kill(looking, busy, given.every, told))
        while await run.step():
            pass
        seconds = time.perf_counter() - began
        killing.cancel()
    await database.close()
    print(f"{len(shas)} pictures in {seconds:.0f} s, {len(shas) / seconds:.1f} a second")
    print(f"{len(noted(busy))} workers killed in the middle of a picture")
    report(shas, told, outcomes)


def report(shas: Sequence[str], told: Sequence[Inbound], outcomes: Counter[str]) -> None:
    """How often each was answered, and with what."""
    answers = Counter(str(one.body["message"]) for one in told)
    twice = sum(times > 1 for times in answers.values())
    seen = Counter(sha for one in told for sha in (one.body.get("answer") or NONE)["seen"])
    staff = len(answers) - len(seen)
    print(f"outcomes {dict(outcomes)}")
    print(f"answered {len(answers)} of {len(shas)}, {twice} of them twice")
    print(f"{len(seen)} with what they show, {staff} for staff after two lost workers")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--every", type=int, default=50)
    parser.add_argument("--workers", type=int, default=MOST)
    parser.add_argument("--folder", type=Path)
    with TemporaryDirectory() as name:
        asyncio.run(main(parser.parse_args(), Path(name)))
