"""From the file to the store: read, look, play, and at the end write at once."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config import Config
from bot.history import photos, scene
from bot.history.messages import Said, messages
from bot.history.past import Past, Record, silent
from bot.history.reading import read_history
from bot.history.scene import Scene
from bot.history.taking_over import NEAR, Live, Taken, taken
from bot.history.told import Source, Trouble
from handlers.model.people import MessageId, RoomId
from handlers.model.seen import Seen
from handlers.waiting import subject
from store import forgetting, history
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore

BREATH = 500  # messages; so often an interruption is heard

Bar: TypeAlias = Callable[[str, int], AbstractContextManager[Callable[[int], object]]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported.  how: its format.  now: the moment of the import."""

    file: Path
    how: str
    room: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it.  gaps: so many of the records lack something.

    known: records that the store had already.  unknown: those of which nothing was known.
    unsure: what staff would have been shown, and is part of no record: it is not kept.
    people: new ones.  pictures: those that were kept.
    """

    messages: int
    records: int
    gaps: int
    known: int
    unknown: int
    unsure: Sequence[Said]
    people: int
    pictures: int
    troubles: Sequence[Trouble]


async def import_history(
    wanted: Wanted, config: Config, database: Database, media: MediaStore, bar: Bar
) -> Imported:
    """bar: shows how far it is: what, and of how many.  Raises: InputError, PeibanError."""
    async with database.read() as conn:
        place = await scene.load(conn, wanted.room, wanted.now)
    source = Source(wanted.file.parent, place.room.id, config.zone)
    read = await asyncio.to_thread(
        read_history, wanted.file, wanted.how, source, wanted.now
    )
    with bar("files", sum(one.photo is not None for one in read.told)) as progress:
        keeping = photos.keep(read.told, database, media, wanted.now, progress)
        pictures, bad = await keeping
    said = list(messages(read.told, place.room, place.members, pictures, config.bot_name))
    seen = await _seen(said, config, database, media, bar)
    past = Past(place.state, silent(config.settings), seen)
    records = await _played(past, place, said, bar)
    kept, unsure = await _kept(database, place, past, records, said, wanted.now)
    left = await _forget_others(database, media, set(pictures.values()))
    return Imported(
        messages=len(said),
        records=len(kept.records),
        gaps=sum(one.gaps for one in kept.records),
        known=kept.known,
        unknown=past.unknown,
        unsure=unsure,
        people=len(place.members.new),
        pictures=left,
        troubles=_sorted([*read.troubles, *bad, *_failed(past, said)]),
    )


async def _seen(
    said: Sequence[Said], config: Config, database: Database, media: MediaStore, bar: Bar
) -> Mapping[str, Seen]:
    shown = [one.inbound for one in said if one.shows]
    with bar("pictures", len(shown)) as progress:
        return await photos.look(shown, config, database, media, progress)


async def _played(past: Past, place: Scene, said: Sequence[Said], bar: Bar) -> list[Record]:
    past.meet(place.members.everybody)
    with bar("messages", len(said)) as progress:
        for number, one in enumerate(said, 1):
            past.happen(one.inbound)
            if number % BREATH == 0:
                progress(BREATH)
                await asyncio.sleep(0)
        progress(len(said) % BREATH)
        return past.records()


async def _kept(
    database: Database,
    place: Scene,
    past: Past,
    records: Sequence[Record],
    said: Sequence[Said],
    now: datetime,
) -> tuple[Taken, Sequence[Said]]:
    """All of it is written, or nothing; and what is of no record, but for staff."""
    by_name = {_id(one): one.inbound for one in said}
    unsure = [one for one in said if _name(one) in past.unsure]
    async with database.begin() as conn:
        live = await _live(conn, place, said)
        names = _rests(records) | {_id(one) for one in unsure}
        resting = await history.resting_on(conn, place.state.lane, names)
        new = taken(records, by_name, live, resting, now)
        await history.keep(
            conn,
            history.Past(
                lane=place.state.lane,
                room=place.room.id,
                people=place.members.new,
                messages=_rested_on(new.records, by_name),
                records=[(one.draft, one.activity) for one in new.records],
                wishes=[one for one in past.wishes.values() if one.unnamed],
            ),
        )
    kept = _rests(new.records) | resting.keys()
    return new, [
        one for one in unsure if _id(one) not in kept and not live.has(one.inbound)
    ]


def _id(one: Said) -> MessageId:
    return MessageId(one.inbound.external_id)


def _name(one: Said) -> str:
    return subject(RoomId(one.inbound.room), _id(one))


def _rests(records: Sequence[Record]) -> set[MessageId]:
    return {message for one in records for message in one.draft.messages()}


async def _live(conn: AsyncConnection, place: Scene, said: Sequence[Said]) -> Live:
    if not said:
        return Live(())
    since, until = said[0].inbound.at - NEAR, said[-1].inbound.at + NEAR
    return Live(await history.heard_live(conn, place.room.id, since, until))


def _rested_on(
    records: Sequence[Record], by_name: dict[MessageId, Inbound]
) -> list[Inbound]:
    """In order of time; ordinary chat is older than it may become, or soon will be (R14)."""
    names = _rests(records)
    return [one for name, one in by_name.items() if name in names]


async def _forget_others(
    database: Database, media: MediaStore, shas: Collection[str]
) -> int:
    """Pictures that are part of no record; how many of these are."""
    if not shas:
        return 0
    async with database.read() as conn:
        referred = await forgetting.referred(conn)
    unused = set(shas) - referred
    async with database.begin() as conn:
        await forgetting.drop_rows(conn, unused)
    await asyncio.to_thread(forgetting.drop_files, media, unused)
    return len(set(shas) - unused)


def _failed(past: Past, said: Sequence[Said]) -> list[Trouble]:
    lines = {one.inbound.external_id: one.line for one in said}
    return [Trouble(lines[n], "it could not be handled") for n in past.failed if n in lines]


def _sorted(troubles: Sequence[Trouble]) -> Sequence[Trouble]:
    return sorted(troubles, key=lambda one: one.line)
