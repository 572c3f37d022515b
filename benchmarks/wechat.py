"""How much WeChat the bot takes in, and whether its memory stays flat.

    python -m benchmarks.wechat throughput [--messages 5000]
    python -m benchmarks.wechat soak [--minutes 60] [--rate 50]

The real gateway (Node) and the real bot, both processes of their own on loopback.  Throughput is
from the order to say it until all rows are handled, beside the study's 580 to 1,403 messages a
second (which stored nothing).  The soak talks at a steady rate in two groups, with a report and a
picture now and then, and prints a table of what the processes hold: memory of their own, and
pages of files, the store's above all, which the kernel takes back when it needs them.
"""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

sys.path.insert(0, str(Path(__file__).parents[1]))  # `make bench` runs it as a file

from PIL import Image

from tests.wechat.test_outages import note
from tests.wechat.town import CHEN, CHOIR, GARDEN, LI, WANG, Town, town

STUDY = (580, 1403)  # messages a second, from the study of the channel
KIB = 1024
PAGE_KIB = 4
REPORT_EVERY_S, PICTURE_EVERY_S, LINE_EVERY_S = 20, 30, 60
SPEAKERS = ((GARDEN, WANG), (CHOIR, LI), (GARDEN, CHEN))
TALK = ("早上好", "吃了吗", "今天风真大", "谁看见我的扇子了", "菜市场的黄瓜便宜", "哈哈哈")


def handled(here: Town) -> tuple[int, int]:
    """Messages that are handled, and rows that wait."""
    with closing(sqlite3.connect(here.bot.data / "peiban.sqlite", timeout=30)) as store:
        done = "SELECT count(*) FROM inbox WHERE kind = 'message' AND status = 1"
        left = "SELECT count(*) FROM inbox WHERE status = 0"
        return store.execute(done).fetchone()[0], store.execute(left).fetchone()[0]


async def throughput(here: Town, messages: int) -> None:
    """One burst, until the last of it is handled."""
    before, _ = await asyncio.to_thread(handled, here)
    began = monotonic()
    await here.wechat.burst(WANG, GARDEN, messages, "闲聊")
    while True:
        done, left = await asyncio.to_thread(handled, here)
        if done - before >= messages and not left:
            break
        await asyncio.sleep(0.2)
    rate = messages / (monotonic() - began)
    low, high = STUDY
    print(f"{messages} messages in, stored and handled: {rate:.0f} a second")
    print(f"beside the study's {low} to {high}: {rate / low:.2f} to {rate / high:.2f}")


@dataclass
class Soak:
    """A steady rate of talk, and what the bot holds meanwhile."""

    here: Town
    rate: int
    said: int = 0
    refused: int = 0
    own: list[int] = field(default_factory=list)

    async def run(self, minutes: float) -> None:
        print(
            f"{'minute':>6} {'said':>8} {'handled':>8} {'waiting':>8} {'own MB':>7} {'files':>6}"
        )
        began = monotonic()
        async with asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(self._watch(began))
            while (now := monotonic() - began) < minutes * 60:
                await self._second(int(now))
                await asyncio.sleep(max(0.0, began + int(now) + 1 - monotonic()))
            watching.cancel()
        await self._line(began)
        early, late = self.own[len(self.own) // 4], self.own[-1]
        print(f"{self.said} said, {self.refused} refused by the gateway")
        print(f"a quarter in: {early} MB, at the end: {late} MB, ratio {late / early:.2f}")

    async def _second(self, second: int) -> None:
        for number in range(self.rate):
            room, who = SPEAKERS[number % len(SPEAKERS)]
            words = f"{TALK[(second + number) % len(TALK)]}{second}-{number}"
            await self._say(who, room, words)
        if second % REPORT_EVERY_S == 0:
            room, who = SPEAKERS[(second // REPORT_EVERY_S) % 2]
            await self._say(who, room, note(second // REPORT_EVERY_S))
        if second % PICTURE_EVERY_S == 0:
            await self.here.wechat.image(WANG, GARDEN, picture(second))

    async def _say(self, who: str, room: str, words: str) -> None:
        try:
            await self.here.wechat.say(who, room, words)
            self.said += 1
        except RuntimeError:
            self.refused += 1

    async def _watch(self, began: float) -> None:
        while True:
            await asyncio.sleep(LINE_EVERY_S)
            await self._line(began)

    async def _line(self, began: float) -> None:
        done, left = await asyncio.to_thread(handled, self.here)
        process = self.here.bot.process
        own, files = held(process.pid) if process else (0, 0)
        minutes = (monotonic() - began) / 60
        self.own.append(own)
        counts = f"{self.said:8} {done:8} {left:8}"
        print(f"{minutes:6.1f} {counts} {own:7} {files:6}", flush=True)


def held(pid: int) -> tuple[int, int]:
    """Megabytes that the process and its workers hold: their own, and pages of files."""
    own = files = 0
    for one in family(pid):
        _, whole, shared, *_ = map(int, Path(f"/proc/{one}/statm").read_text().split())
        own, files = own + whole - shared, files + shared
    return own * PAGE_KIB // KIB, files * PAGE_KIB // KIB


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def picture(seed: int) -> bytes:
    out = BytesIO()
    Image.effect_noise((320, 240), 20 + seed % 200).convert("RGB").save(out, "JPEG")
    return out.getvalue()


async def measure(options: argparse.Namespace) -> None:
    with TemporaryDirectory() as folder:
        quiet = {"recognise.enabled": "false", "bulletin.picture": "false"}
        async with town(Path(folder), quiet) as here:
            await here.move_in()
            if options.what == "throughput":
                await throughput(here, options.messages)
            else:
                await Soak(here, options.rate).run(options.minutes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=("throughput", "soak"), default="throughput"
    )
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=50, help="messages a second")
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
