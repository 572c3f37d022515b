"""How long the console's pages take where there are very many, while the groups talk.

    python -m benchmarks.console [--times 30] [--rate 200] [--data FOLDER]

A real bot on the store of benchmarks/material/years.py; all the while messages are posted to its
groups over the API.  An administrator signs in and asks for every page, again and again.
--data keeps the store in a folder, and takes it from there the next time.
"""

import argparse
import asyncio
import os
import re
import resource
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic
from urllib.parse import quote

from aiohttp import ClientSession, CookieJar

sys.path.insert(0, str(Path(__file__).parents[1]))  # `make bench` runs it as a file

from benchmarks.material import flow, people, years
from bot import clock
from bot.console.app import ROUTES
from bot.console.passwords import Passwords
from bot.where import STORE
from store.db import open_database
from store.media import MediaStore
from tests.faults.book import Book
from tests.faults.bot_process import BotProcess
from tests.faults.neighbourhood import DOINGS, OPINIONS, SPOTS, Line
from tests.faults.run import session

LIMIT_MS = 200
PASSWORD = "a word nobody guesses"  # noqa: S105 -- of a store that is thrown away
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200_000)
WITHOUT = {
    "/live",
    "/invitation/{token}",
}  # it never ends; it is for who has no account yet
ASKED = (
    "/activities?q=%E5%89%AA%E6%9E%9D",
    "/activities?q=%E9%A3%8E%E7%AD%9D",
    "/activities?organisation=o007",
    "/activities?state=handed_over",
    "/cases?state=ended",
    "/cases?organisation=o007&whose=nobody",
    "/people?q=%E7%8E%8B",
    "/knowledge?ask=%E5%B1%85%E4%BD%8F%E8%AF%81%E5%8E%BB%E5%93%AA%E9%87%8C%E5%8A%9E",
    "/visits?since=2026-01-01",
    "/audit?account=ada3",
    "/health?log=warnings",
)
SETTINGS = {"recognise.enabled": "false", "bulletin.picture": "false"}
POSTERS = 16
A_REPORT = 100  # one message in so many is one


@dataclass
class Talk:
    """Messages at an even pace, whatever the bot does.  seconds: until each was acknowledged."""

    book: Book
    rate: int
    random: Random = field(default_factory=lambda: Random(3))
    seconds: list[float] = field(default_factory=list)
    began: float = field(default_factory=monotonic)

    async def go_on(self, numbers: Iterable[int]) -> None:
        """Until it is cancelled; what is late is posted at once."""
        for number in numbers:
            due = self.began + number / self.rate
            await asyncio.sleep(max(0, due - monotonic()))
            began = monotonic()
            await self.book.post(self._line(number))
            self.seconds.append(monotonic() - began)

    def _line(self, number: int) -> Line:
        room = people.room(self.random)
        text = self._report() if number % A_REPORT == 0 else self.random.choice(flow.SAID)
        name = f"n{os.getpid()}-{number}"
        return Line(name, room, people.member(room, self.random), text)

    def _report(self) -> str:
        place, doing = self.random.choice(SPOTS), self.random.choice(DOINGS)
        heads, opinion = self.random.randrange(5, 60), self.random.choice(OPINIONS)
        return f"今天早上七点我们在{place}办了{doing}，来了{heads}个人，大家都说{opinion}"


@dataclass
class Pages:
    """Milliseconds, statuses and sizes of each address."""

    client: ClientSession
    url: str
    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    shown: dict[str, tuple[int, int]] = field(default_factory=dict)

    async def sign_in(self) -> None:
        """As the administrator."""
        async with self.client.get(f"{self.url}/console/sign-in") as answer:
            page = await answer.text()
        hidden = re.search(r'name="csrf" value="([^"]*)"', page)
        form = {
            "name": years.NAME,
            "password": PASSWORD,
            "csrf": hidden[1] if hidden else "",
        }
        async with self.client.post(
            f"{self.url}/console/sign-in", data=form, allow_redirects=False
        ) as answer:
            assert answer.status == 303, await answer.text()

    async def ask(self, path: str) -> None:
        began = monotonic()
        async with self.client.get(
            f"{self.url}/console{path}", allow_redirects=False
        ) as answer:
            size = len(await answer.read())
        self.milliseconds.setdefault(path, []).append(1000 * (monotonic() - began))
        self.shown[path] = (answer.status, size)


async def make(data: Path) -> None:
    """The store."""
    began, now = monotonic(), clock.now()
    picture = await MediaStore(data / "media").keep(PICTURE, "a.png", "image/png", now)
    database = await open_database(f"sqlite+aiosqlite:///{data / STORE}")
    try:
        await years.make(database, now, picture, await Passwords().hash(PASSWORD))
    finally:
        await database.close()
    size = await asyncio.to_thread((data / STORE).stat)
    print(f"made in {monotonic() - began:.0f} s: {size.st_size >> 20} MiB")


async def addresses(data: Path) -> list[str]:
    """Every page, with ids of what is there; one case of each kind."""
    database = await open_database(f"sqlite+aiosqlite:///{data / STORE}")
    try:
        async with database.read() as conn:
            ids = await years.one_of_each(conn)
            handed, asked = await years.waiting(conn)
    finally:
        await database.close()
    paths = [one.path for one in ROUTES if one.method == "GET" and one.path not in WITHOUT]
    filled = [_filled(path, {**ids, "number": str(handed)}) for path in paths]
    return [*filled, f"/cases/{asked}", *ASKED]


def _filled(path: str, ids: Mapping[str, str]) -> str:
    plain = re.sub(r"\{(\w+):[^/]*\}", r"{\1}", path)
    return re.sub(r"\{(\w+)\}", lambda found: quote(ids[found[1]], safe=""), plain)


@asynccontextmanager
async def talking(data: Path, rate: int) -> AsyncIterator[Talk]:
    """The bot on this folder, and groups that talk."""
    bot = BotProcess(data, data.with_name("errors"), SETTINGS)
    await bot.start()
    try:
        async with session() as client:
            talk = Talk(Book(bot, client), rate)
            tasks = [
                asyncio.create_task(talk.go_on(count(first, POSTERS)))
                for first in range(POSTERS if rate else 0)
            ]
            yield talk
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        await bot.stop()


async def measure(data: Path, times: int, rate: int, only: str) -> bool:
    """Whether each page was in time."""
    paths = [one for one in await addresses(data) if only in one]
    async with (
        talking(data, rate) as talk,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as c,
    ):
        pages = Pages(c, talk.book.bot.url)
        await pages.sign_in()
        for _ in range(times):
            for path in paths:
                await pages.ask(path)
        spent = monotonic() - talk.began
    told(pages)
    if talk.seconds:
        late = 1000 * quantiles(talk.seconds, n=20)[-1]
        print(
            f"{len(talk.seconds) / spent:.0f} messages/s acknowledged in {spent:.0f} s, median"
            f" {1000 * median(talk.seconds):.0f} ms, p95 {late:.0f} ms"
        )
    print("load average", *(f"{one:.1f}" for one in os.getloadavg()))
    return all(median(one) <= LIMIT_MS for one in pages.milliseconds.values())


def processor_s() -> float:
    """Of processes that have ended, in seconds; unlike the times of pages it hardly depends
    on what else the machine does.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def told(pages: Pages) -> None:
    """The slowest first."""
    print(f"{'page':64}{'status':>7}{'KiB':>6}{'median':>8}{'p95':>8}{'of limit':>10}")
    slowest = sorted(pages.milliseconds.items(), key=lambda one: -median(one[1]))
    for path, taken in slowest:
        status, size = pages.shown[path]
        middle, late = median(taken), quantiles([*taken, *taken], n=20)[-1]
        print(
            f"{path[:63]:64}{status:7}{size >> 10:6}{middle:8.1f}{late:8.1f}"
            f"{middle / LIMIT_MS:10.0%}"
        )


def main() -> int:
    """0 when no page takes more than 200 ms in the median."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "--times", type=int, default=30, help="that each page is asked for"
    )
    options.add_argument("--rate", type=int, default=200, help="messages a second")
    options.add_argument("--data", type=Path, help="where the store is kept")
    options.add_argument("--only", default="", help="addresses with this in them")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        data = given.data or Path(folder) / "data"
        if not (data / STORE).exists():
            data.mkdir(parents=True, exist_ok=True)
            asyncio.run(make(data))
        fine = asyncio.run(measure(data, given.times, given.rate, given.only))
        print(f"processor time of the bot, its start included: {processor_s():.1f} s")
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
