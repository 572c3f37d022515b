"""A thousand pictures through the queue, a worker killed every fifty: each answered, none twice.

    python -m benchmarks.pictures.queue [--pictures 1000] [--every 50] [--folder DIR]

Messages with a picture each lie in a store of their own; errands, workers and the recogniser
are the real ones.  DIR: pictures to take, each many times with other bytes; without it soft
spots of colour.  Printed: pictures a second, and what the queue does with a worker that is lost.
"""

import argparse
import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import cv2
import numpy as np

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


def pictures(folder: Path | None, count: int) -> Iterator[bytes]:
    """So many, no two with the same bytes (what follows the end of a picture is ignored)."""
    files = sorted(p for p in folder.iterdir() if p.suffix == ".jpg") if folder else ()
    taken = (file.read_bytes() for file in islice(cycle(files), count)) if files else None
    for number in range(count):
        yield (next(taken) if taken else painted(number)) + number.to_bytes(4, "big")


def painted(seed: int) -> bytes:
    """A JPEG of soft spots of colour."""
    rough = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    pixels = cv2.resize(rough, (640, 480), interpolation=cv2.INTER_CUBIC)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


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


async def work(run: Errands, looking: Looking, every: int, told: list[Inbound]) -> int:
    """Until nothing waits; how many workers were killed."""
    random, killed, settled = Random(3), 0, set()
    while await run.step():
        if len(told) // every > killed:  # one that has worked: none that is only starting
            pids = [pid for pid in looking.pool.pids if pid in settled]
            if pids:
                os.kill(random.choice(pids), signal.SIGKILL)
                killed += 1
        settled = {*looking.pool.pids}
    return killed


async def main(given: argparse.Namespace, folder: Path) -> None:
    own = {"recognise.enabled": True, "recognise.workers": given.workers}
    settings = config.load(None, own).recognise
    database = await open_database(f"sqlite+aiosqlite:///{folder}/store.sqlite")
    media = MediaStore(folder / "media")
    shas = await post(database, media, pictures(given.folder, given.pictures))
    told: list[Inbound] = []
    outcomes: Counter[str] = Counter()

    def noted(_: ErrandKind, outcome: str) -> None:
        outcomes[outcome] += 1

    async with open_sight(settings, database, media, lambda: START) as looking:
        run = Errands(
            *(database, ErrandKind.SIGHT, looking, lambda: START, timedelta(hours=12)),
            noted,
            told.append,
        )
        began = time.perf_counter()
        killed = await work(run, looking, given.every, told)
        seconds = time.perf_counter() - began
    await database.close()
    answered = Counter(str(one.body["message"]) for one in told)
    seen = sum(len(one.body["answer"]["seen"]) for one in told if one.body.get("answer"))
    print(f"{len(shas)} pictures in {seconds:.0f} s, {len(shas) / seconds:.1f} a second")
    print(f"{killed} workers killed; outcomes {dict(outcomes)}")
    print(
        f"answered {len(answered)}, of them twice {len(told) - len(answered)}; seen {seen}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--every", type=int, default=50)
    parser.add_argument("--workers", type=int, default=MOST)
    parser.add_argument("--folder", type=Path)
    with TemporaryDirectory() as name:
        asyncio.run(main(parser.parse_args(), Path(name)))
