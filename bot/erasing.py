"""Somebody is erased: the rows, the files, what is in mind, then a receipt to hand out (R14)."""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

import prompts
from handlers import memory
from store import erasing, forgetting
from store.console import audit
from store.console.accounts import AccountId
from store.db import Database
from store.erasing import Erasure
from store.errors import StoreUnavailable
from store.media import MediaStore

log = logging.getLogger(__name__)

FOLDER = "receipts"  # in the data folder


@dataclass(frozen=True, slots=True)
class Receipts:
    """Where they are kept.  data: the folder of everything.  zone: of the neighbourhood."""

    data: Path
    zone: tzinfo

    def keep(self, erasure: Erasure) -> None:
        """In words to hand out, with the counts as JSON beside it."""
        text = self.place(erasure)
        text.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text.write_text(self.words(erasure) + "\n", encoding="utf-8")
        facts = {
            "number": erasure.number,
            "at": erasure.at.isoformat(),
            "by": erasure.by,
            "removed": erasure.counts,
        }
        beside = text.with_suffix(".json")
        beside.write_text(json.dumps(facts, indent=1), encoding="utf-8")

    def place(self, erasure: Erasure) -> Path:
        """Of the words."""
        return self.data / FOLDER / f"erasure-{erasure.number}.txt"

    def words(self, erasure: Erasure) -> str:
        """What was removed; nobody is named."""
        at = erasure.at.astimezone(self.zone)
        given = {"number": erasure.number, "at": at, **erasure.counts}
        return prompts.render("privacy/receipt", given)


async def erase(
    database: Database,
    media: MediaStore,
    receipts: Receipts,
    person: str,
    now: Callable[[], datetime],
    by: AccountId | None = None,
) -> Erasure | None:
    """None where nobody has this id, or has it any more.

    Cut off at any moment it is whole or not begun; `finish` removes what is left, and writes
    the receipt.
    """
    async with database.begin() as conn:
        erasure = await erasing.erase(conn, person, now(), by)
        if erasure is None:
            return None
        detail = {"terminal": by is None, **erasure.counts}
        line = audit.Line(now(), by, "person.erased", f"gone/{erasure.number}", detail)
        await audit.write(conn, line)
    try:
        await finish(database, media, receipts, now)
    finally:  # last, so that what was being read meanwhile is out of mind, too
        _forget(database)
    return replace(erasure, files=(), done_at=now())


async def finish(
    database: Database, media: MediaStore, receipts: Receipts, now: Callable[[], datetime]
) -> int:
    """Remove the files of all erasures that are not finished, and write their receipts; how
    many erasures that were.

    A picture that somebody has posted since then is theirs, and stays.
    """
    async with database.read() as conn:
        begun = await erasing.unfinished(conn)
        kept = {sha for one in begun for sha in one.files if await media.info(conn, sha)}
    for one in begun:
        files = [sha for sha in one.files if sha not in kept]
        await asyncio.to_thread(forgetting.drop_files, media, files)
        await asyncio.to_thread(receipts.keep, one)
    if not begun or not await _compacted(database):
        return 0
    for one in begun:
        async with database.begin() as conn:
            await erasing.done(conn, one.number, now())
    return len(begun)


def _forget(database: Database) -> None:
    """Nobody is in mind who is not in the store by now.

    Whoever read the store before and goes on after this may still bring a name back.
    """
    memory.forget()
    database.forget()


async def _compacted(database: Database) -> bool:
    """Whether no deleted row is left in the store's file; where not, a later run does it."""
    try:
        await database.compact()
    except StoreUnavailable as error:
        log.warning("erased and not yet compacted", extra={"error": type(error).__name__})
        return False
    return True
