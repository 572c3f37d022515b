"""`look`: pictures in, what they show out, a line each, streaming and in order."""

import argparse
import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TypeAlias

from tqdm import tqdm

from bot.errors import PeibanError, WorkerError
from bot.recognise import LOOK, packages
from bot.workers.errors import FileError
from bot.workers.packages import lacking
from bot.workers.pool import MOST, Pool, Terms, open_pool
from handlers.model.hashes import near
from handlers.model.seen import Read, RecordSheet, Seen, Shows, SignIn
from handlers.read.phones import masked
from store import codec

AHEAD = (
    16  # pictures a worker that may be begun: a slow one holds up the answers, not the work
)
_NUMBER = re.compile(r"1([3-9])\d{9}")
_LEGIBLE = 0.25  # below, hardly a name of a sheet is right
_NEIGHBOUR = dict(zip("3456789", "bcdefab", strict=True))  # one bit away, and no figure

Looked: TypeAlias = tuple[str, Seen | str]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, or where they are named."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a picture")
    parser.add_argument(
        "--stdin", action="store_true", help="more of them on standard input, a path a line"
    )
    parser.add_argument(
        "--workers", type=int, default=MOST, help=f"processes side by side, default: {MOST}"
    )


def run(options: argparse.Namespace) -> int:
    """1 when a file is no picture; the others are answered all the same."""
    if absent := packages.missing():
        raise PeibanError(lacking("looking at pictures", absent))
    if not options.files and not options.stdin:
        raise PeibanError("name a picture, or name them on standard input with --stdin")
    terms = Terms(max(options.workers, 1))
    paths = _paths(options.files, stdin=options.stdin)
    total = None if options.stdin else len(options.files)
    return asyncio.run(_print(paths, total, terms))


async def _print(paths: Iterable[str], total: int | None, terms: Terms) -> int:
    failed = 0
    before = Before()
    quiet = total == 1 or not sys.stderr.isatty()
    bar = tqdm(total=total, desc="look", unit=" pictures", disable=quiet, file=sys.stderr)
    async with open_pool(terms, LOOK) as pool:
        with bar:
            async for path, seen in looked(pool, paths, terms.workers * AHEAD):
                bar.update()
                failed |= isinstance(seen, str)
                sys.stdout.write(_line(answer(path, seen, before)))
                sys.stdout.flush()
    return int(failed)


async def looked(pool: Pool, paths: Iterable[str], ahead: int) -> AsyncIterator[Looked]:
    """What each shows, or why it shows nothing, in the order of the paths.

    paths: may come slowly; what is known is told meanwhile.
    """
    begun: asyncio.Queue[asyncio.Task[Looked] | None] = asyncio.Queue(ahead)

    async def begin(path: str) -> None:
        await begun.put(asyncio.create_task(_look(pool, path)))

    _feed(paths, begin, lambda: begun.put(None))
    while (task := await begun.get()) is not None:
        yield await task


def _feed(
    paths: Iterable[str],
    begin: Callable[[str], Coroutine[object, object, None]],
    end: Callable[[], Coroutine[object, object, None]],
) -> None:
    """From a thread, for standard input blocks; it may be left behind when all is over."""
    loop = asyncio.get_running_loop()

    def feed() -> None:
        with suppress(RuntimeError, asyncio.CancelledError):  # the loop is closed
            for path in paths:
                asyncio.run_coroutine_threadsafe(begin(path), loop).result()
            asyncio.run_coroutine_threadsafe(end(), loop).result()

    Thread(target=feed, daemon=True).start()


async def _look(pool: Pool, path: str) -> Looked:
    if not _there(path):
        return path, "missing"
    try:
        return path, codec.value(await pool.run(Path(path)), Seen)
    except FileError as error:
        return path, error.reason
    except WorkerError as error:
        return path, str(error)


def _there(path: str) -> bool:
    """Not so a pipe or a device, which might never end."""
    return Path(path).is_file()


class Before:
    """The pictures of this run so far: where each is, its hash, and what kind it is."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, str, Shows]] = []

    def same(self, path: str, seen: Seen) -> str | None:
        """The first of them that is the same picture, recompressed, cut or made brighter."""
        like = (
            other
            for other, phash, shows in self._seen
            if near(seen.phash, phash, seen.shows) and near(seen.phash, phash, shows)
        )
        found = next(like, None)
        self._seen.append((path, seen.phash, seen.shows))
        return found


def answer(path: str, seen: Seen | str, before: Before) -> Mapping[str, object]:
    """The line that contracts.md promises; telephone numbers are nowhere in it."""
    if isinstance(seen, str):
        return {"file": path, "error": seen}
    return {
        "file": path,
        "kind": seen.shows.value,
        "confidence": round(seen.confidence, 3),
        "width": seen.width,
        "height": seen.height,
        "taken_at": _moment(seen.taken_at),
        "phash": _hash(seen.phash),
        "quality": {
            "score": round(seen.quality.score, 3),
            "sharpness": round(seen.quality.sharpness, 3),
            "exposure": round(seen.quality.exposure, 3),
        },
        "people": seen.crowd.found if seen.crowd else None,
        "same_as": before.same(path, seen),
        "unsafe": seen.unsafe,
        "signin": _signin(seen.signin) if seen.signin else None,
        "record": _record(seen.record) if seen.record else None,
        "text": [masked(line) for line in seen.text],
    }


def _signin(sheet: SignIn) -> Mapping[str, object]:
    return {
        "title": _words(sheet.title),
        "date": sheet.day.isoformat() if sheet.day else None,
        "place": _words(sheet.place),
        "names": [masked(n.text) for n in sheet.names if n.confidence >= _LEGIBLE],
        "count": sheet.count,
    }


def _record(sheet: RecordSheet) -> Mapping[str, object]:
    day = sheet.start.date().isoformat() if sheet.start else None
    return {
        "name": _words(sheet.name),
        "time": _moment(sheet.start) if sheet.timed else day,
        "place": _words(sheet.place),
        "headcount": sheet.headcount,
        "content": _words(sheet.content),
        "feedback": _words(sheet.feedback),
    }


def _words(read: Read | None) -> str | None:
    return masked(read.text) if read else None


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _hash(phash: str) -> str:
    """One bit gives way where the figures happen to look like a telephone number."""
    while found := _NUMBER.search(phash):
        at = found.start(1)
        phash = phash[:at] + _NEIGHBOUR[found[1]] + phash[at + 1 :]
    return phash


def _line(words: Mapping[str, object]) -> str:
    """A path that is no UTF-8 cannot be written as it is."""
    text = json.dumps(words, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode() + "\n"


def _paths(files: Iterable[str], *, stdin: bool) -> Iterator[str]:
    yield from files
    for line in sys.stdin.buffer if stdin else ():
        if path := os.fsdecode(line.rstrip(b"\r\n")):
            yield path
