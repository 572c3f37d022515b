"""What the knowledge may be asked, before a batch is decided: a sentence model's opinion.

It is asked outside the transaction and in a thread: it takes milliseconds a question, and
nothing waits for the store meanwhile.  Without it, or should it fail, words alone decide.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeAlias

from bot import arrivals
from bot.deciding import Happening
from bot.errors import describe
from bot.knowledge.loaded import sentences
from bot.knowledge.opinion import opinion
from handlers.knowledge.answers import look
from handlers.model.case import Entry
from handlers.model.events import ErrandReturned, MessageArrived
from store import directory, knowledge
from store.db import Database
from store.inbox import Waiting

log = logging.getLogger(__name__)

Likeness: TypeAlias = Mapping[str, float]  # by entry id
Likenesses: TypeAlias = Mapping[int, Likeness]  # by inbox row


async def likenesses(
    database: Database, batch: Sequence[Waiting], day: date, *, model: bool
) -> Likenesses:
    """By row, how alike those entries that words leave open are to its words, by their ids.

    model: whether it is wanted.  Entries count that may be used on that day; rows that ask
    nothing are left out, those of staff, and those where words alone tell enough.
    """
    asked = {row.id: words for row in batch if (words := arrivals.wondered(row))}
    if not asked or not model:
        return {}
    async with database.read() as conn:
        entries = await knowledge.usable(conn, day)
        staff = await directory.staff_lanes(conn)  # they are answered by nobody
    theirs = {row.id for row in batch if row.inbound.lane in staff}
    asked = {row: words for row, words in asked.items() if row not in theirs}
    if not asked or not entries:
        return {}
    return await asyncio.to_thread(partial(_likenesses, asked, entries))


async def prepare(database: Database, day: date) -> None:
    """Load the model where anything is known, so that nobody's first question waits for it."""
    try:
        async with database.read() as conn:
            entries = await knowledge.usable(conn, day)
        if entries:
            await asyncio.to_thread(sentences)
    except Exception as error:  # noqa: BLE001 -- the first question does it, then
        log.warning("sentence model not prepared", extra={"error": describe(error)})


def informed(happening: Happening, likeness: Likeness | None) -> Happening:
    """The same, with what the model thinks of its words."""
    event = happening.event
    if likeness and isinstance(event, MessageArrived):
        return replace(happening, event=replace(event, likeness=likeness))
    if likeness and isinstance(event, ErrandReturned):
        about = replace(event.about, likeness=likeness)
        return replace(happening, event=replace(event, about=about))
    return happening


def _likenesses(asked: Mapping[int, str], entries: Sequence[Entry]) -> Likenesses:
    found = sentences()
    if found is None:
        return {}
    told = {row: opinion(found, look(words, entries)) for row, words in asked.items()}
    return {row: likeness for row, likeness in told.items() if likeness}
