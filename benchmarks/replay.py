"""How fast `replay` is, with the store on disk as in production: messages/s and peak memory.

    python benchmarks/replay.py [--messages 100000] [--rooms 300]

The floor in the same run: reading the same lines as JSON and putting them into the inbox alone.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from store import inbox
from store.db import open_database
from store.inbox import Inbound

WISH_PER_S, WISH_MB = 5_000, 200
BATCH = 256


def main() -> None:
    """Print one row for the replay and one for the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rooms", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chat = Path(folder) / "chat.jsonl"
        maker = Path(__file__).parent / "material" / "chat.py"
        wanted = ["--messages", str(options.messages), "--rooms", str(options.rooms)]
        with chat.open("wb") as file:
            subprocess.run([sys.executable, maker, *wanted], stdout=file, check=True)
        replayed = timed(chat, Path(folder) / "data")
        stored = asyncio.run(floor(chat, Path(folder)))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rate, store_rate = options.messages / replayed, options.messages / stored
    print(
        f"replay   {rate:8.0f} messages/s   {rate / WISH_PER_S:.2f} of the wish ({WISH_PER_S})"
    )
    print(
        f"inbox    {store_rate:8.0f} messages/s   replay takes {replayed / stored:.1f} times that"
    )
    print(
        f"memory   {peak:8.0f} MB peak        {peak / WISH_MB:.2f} of the limit ({WISH_MB})"
    )


def timed(chat: Path, data: Path) -> float:
    """Seconds of the whole command, its start included."""
    command = [
        sys.executable,
        "-m",
        "bot",
        "replay",
        str(chat),
        "--json",
        "--data",
        str(data),
    ]
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


async def floor(chat: Path, data: Path) -> float:
    """Seconds to read the lines and store them, and nothing else."""
    database = await open_database(f"sqlite+aiosqlite:///{data / 'peiban.sqlite'}")
    begin = time.perf_counter()
    batch: list[Inbound] = []
    with chat.open(encoding="utf-8") as lines:
        for line in lines:
            event = json.loads(line)
            if "text" not in event:
                continue
            batch.append(inbound(event))
            if len(batch) == BATCH:
                async with database.begin() as conn:
                    await inbox.put(conn, batch)
                batch = []
    took = time.perf_counter() - begin
    await database.close()
    return took


def inbound(event: dict[str, str]) -> Inbound:
    at = datetime.fromisoformat(event["at"])
    body = {"text": event["text"]}
    room = event["room"]
    return Inbound("web", room, event["id"], "message", room, event["from"], at, at, body)


main()
