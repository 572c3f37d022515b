"""Worker processes of our own look at pictures: what they show goes through the inbox.

What a picture shows is kept by its sha256; posted again, it is not looked at again.  One that
cannot be read, or that workers are lost on twice, shows nothing, and staff get it; nothing is
kept of that, so whoever posts it again has it looked at again.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot import sight
from bot.arrivals import texts
from bot.config_sections import RecogniseSettings
from bot.errands import Asked
from bot.errors import ErrandFailedError, PeibanError, WorkerError
from bot.recognise import LOOK, packages
from bot.workers.errors import FileError
from bot.workers.packages import wanting
from bot.workers.pool import Pool, Terms, open_pool
from handlers.model.hashes import near
from handlers.model.seen import Shows
from store import ledger, seen
from store.db import Database
from store.media import MediaStore
from store.seen import Looked, Trace

log = logging.getLogger(__name__)

SECTION = "recognise"
VERSION = "2"  # of what `bot.recognise` makes of a picture
MOST_PICTURES = 9  # of one message, as many as phone chats let people choose at once
LATELY = timedelta(days=90)  # a picture of a year ago may be a memory
TRIES = 2
AHEAD = 2  # messages a worker: none is idle while another has many pictures

Plain = Mapping[str, object]


def missing(settings: RecogniseSettings) -> str | None:
    """What keeps pictures from being looked at although it is switched on, in words."""
    absent = packages.missing()
    if not settings.enabled or not absent:
        return None
    return wanting(f"{SECTION}.enabled", absent)


@asynccontextmanager
async def open_sight(
    settings: RecogniseSettings,
    database: Database,
    media: MediaStore,
    now: Callable[[], datetime],
    task: str = LOOK,
) -> "AsyncIterator[Looking]":
    """Somebody who looks.  Raises: PeibanError when something is missing."""
    if wrong := missing(settings):
        raise PeibanError(wrong)
    terms = Terms(settings.workers, settings.timeout, settings.memory_mb)
    async with open_pool(terms, task) as pool:
        yield Looking(pool, terms, database, media, now)


@dataclass(frozen=True, slots=True)
class Looking:
    """The runner of pictures.  locks: one picture that is posted twice is looked at once."""

    pool: Pool
    terms: Terms
    database: Database
    media: MediaStore
    now: Callable[[], datetime]
    locks: WeakValueDictionary[str, asyncio.Lock] = field(
        default_factory=WeakValueDictionary
    )

    @property
    def timeout(self) -> timedelta:
        """A guard alone: the time of each picture is bounded by whoever runs the workers."""
        return self.terms.timeout * (TRIES + 1) * MOST_PICTURES * AHEAD

    @property
    def at_once(self) -> int:
        """What waits in memory is bounded; everything else waits in the store."""
        return self.terms.workers * AHEAD

    async def run(self, asked: Asked) -> Plain:
        """ "seen": plain `Seen` by sha256; "missing": those whose bytes are not there;
        "elsewhere": those that another organisation has posted lately; "again": of those
        that records of this organisation have, or one like them, these records.

        One that shows nothing is in none of them.

        Raises: ErrandFailedError when no worker can start.
        """
        shas = list(dict.fromkeys(texts(asked.message.body.get("pictures"))))
        lane = asked.message.lane
        looked = await asyncio.gather(
            *(self._seen(sha, lane) for sha in shas), return_exceptions=True
        )
        found = dict(zip(shas, looked, strict=True))
        for one in looked:
            if isinstance(one, BaseException) and not isinstance(one, FileError):
                raise _failure(one)
        shown = {sha: one for sha, one in found.items() if isinstance(one, dict)}
        absent = [sha for sha, one in found.items() if one is None]
        return {"seen": shown, "missing": absent, **await self._before(shown, lane)}

    async def _before(self, shown: Mapping[str, Plain], lane: str) -> Plain:
        """Where each was before; whether that is the same activity is not known here."""
        if not shown:
            return {"elsewhere": [], "again": {}}
        since = self.now() - LATELY
        async with self.database.read() as conn:
            others = await seen.lately(conn, since)
        copies = await asyncio.to_thread(_copies, shown, others)  # they may be many
        own = {sha: {sha, *(c.sha for c in copies[sha])} for sha in _told(shown)}
        async with self.database.read() as conn:
            every = set().union(*own.values())
            records = await ledger.with_pictures(conn, lane, every, since)
        again = {s: [r for r, has in records.items() if has & own[s]] for s in own}
        return {
            "elsewhere": [s for s in shown if any(c.lane != lane for c in copies[s])],
            "again": {sha: found for sha, found in again.items() if found},
        }

    async def _seen(self, sha: str, lane: str) -> Plain | None:
        """What it shows; None where nobody has its bytes.  Raises: FileError."""
        lock = self.locks.setdefault(sha, asyncio.Lock())
        async with lock:
            async with self.database.read() as conn:
                plain = (await seen.known(conn, [sha], VERSION)).get(sha)
            if plain is not None and sight.value(plain):
                return plain
            return await self._look(sha, lane)

    async def _look(self, sha: str, lane: str) -> Plain | None:
        file = self.media.path(sha)
        if not file.is_file():
            return None
        try:
            plain = _checked(await self.pool.run(file))
        except FileError as error:
            log.warning("picture not seen", extra={"sha": sha, "reason": error.reason})
            raise
        async with self.database.begin() as conn:
            await seen.keep(conn, sha, plain, Looked(self.now(), VERSION, lane))
        return plain


class Blind:
    """Looks at nothing: for what was waiting when it was switched off."""

    timeout = timedelta(seconds=1)
    at_once = 256

    async def run(self, asked: Asked) -> Plain:
        """Every picture counts as one of the activity, as if nobody had its bytes."""
        return {"seen": {}, "missing": texts(asked.message.body.get("pictures"))}


def _failure(error: BaseException) -> BaseException:
    """That no worker can start is nobody's picture; later there may be memory again."""
    if not isinstance(error, WorkerError):
        return error
    log.error("no recogniser", extra={"error": str(error)})
    return ErrandFailedError("no recogniser", again=True)


def _checked(plain: object) -> Plain:
    if not isinstance(plain, dict) or sight.value(plain) is None:
        raise FileError("another shape")
    return plain


def _copies(
    shown: Mapping[str, Plain], others: Sequence[Trace]
) -> Mapping[str, Sequence[Trace]]:
    """Of each the same picture among the others, itself included, and those like it."""
    return {
        sha: [other for other in others if other.sha == sha or _like(plain, other)]
        for sha, plain in shown.items()
    }


def _told(shown: Mapping[str, Plain]) -> list[str]:
    """Those that tell of an activity."""
    return [sha for sha, plain in shown.items() if plain["shows"] != Shows.OTHER]


def _like(one: Plain, other: Trace) -> bool:
    """Posters and greetings are forwarded by everybody: that they are alike says nothing."""
    shows = Shows(str(one["shows"]))
    if shows is Shows.OTHER or other.shows != shows:
        return False
    return near(str(one["phash"]), other.phash, shows)
