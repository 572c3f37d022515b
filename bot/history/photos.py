"""The pictures of a history: kept, and looked at, before the past is played.

Both are remembered at once, so that an import that was interrupted goes on where it was.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot import sight
from bot.channels.web.uploads import HEAD, PHOTO_LIMIT, mime_of
from bot.config import Config
from bot.errands import Asked
from bot.history.told import Told, Trouble
from bot.looking import Looking, open_sight
from bot.workers.pool import MOST
from handlers.model.seen import Seen
from store import media as kept_media
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore


async def keep(
    told: Iterable[Told],
    database: Database,
    media: MediaStore,
    now: datetime,
    progress: Callable[[int], object],
) -> tuple[dict[Path, str], list[Trouble]]:
    """sha256 of each picture, as it is kept; those that are none.  progress: told of each."""
    shas: dict[Path, str] = {}
    troubles: list[Trouble] = []
    for one in told:
        if one.photo is None:
            continue
        progress(1)
        if one.photo in shas:
            continue
        mime = await asyncio.to_thread(_mime, one.photo)
        if mime is None:
            troubles.append(Trouble(one.line, "its picture is none, or too large"))
            continue
        info = await media.keep(one.photo, one.photo.name, mime, now)
        async with database.begin() as conn:
            await kept_media.put(conn, [info])
        shas[one.photo] = info.sha
    return shas, troubles


def _mime(file: Path) -> str | None:
    if file.stat().st_size > PHOTO_LIMIT:
        return None
    with file.open("rb") as opened:
        return mime_of(opened.read(HEAD))


async def look(
    shown: Sequence[Inbound],
    config: Config,
    database: Database,
    media: MediaStore,
    progress: Callable[[int], object],
) -> Mapping[str, Seen]:
    """What the pictures of these messages show; nothing where nobody can look at them.

    progress: told of each message.  Raises: PeibanError.
    """
    if config.settings.sight is None or not shown:
        return {}
    settings = replace(config.recognise, workers=max(config.recognise.workers, MOST))
    first = shown[0].at  # so that one posted elsewhere lately is no copy of these
    seen: dict[str, Seen] = {}
    async with open_sight(settings, database, media, lambda: first) as looking:
        async for answer in _answers(looking, shown):
            seen |= sight.told(answer)
            progress(1)
    return seen


async def _answers(
    looking: Looking, shown: Sequence[Inbound]
) -> AsyncIterator[Mapping[str, object]]:
    """In the order in which they come, so many at once as there are workers for."""
    waiting = list(reversed(shown))
    running: set[asyncio.Task[Mapping[str, object]]] = set()
    try:
        while waiting or running:
            while waiting and len(running) < looking.at_once:
                asked = Asked(waiting.pop(), ())
                running.add(asyncio.create_task(looking.run(asked)))
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                yield one.result()
    finally:
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
