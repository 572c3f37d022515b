"""Playing the lines: put what happened, let timers run out, send; some minutes at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import ticker
from bot.clock import Clock
from bot.errands import Errands
from bot.errors import InputError
from bot.handing import Leaving
from bot.pipeline import Pipeline
from bot.replay.script import Step
from bot.sender import Sender
from handlers.lane import LATE
from handlers.model.people import Room, RoomId
from handlers.read.asked import bare_number, card_numbers
from store import directory, inbox, outbox, timers
from store.db import Database
from store.inbox import Inbound
from store.media import MediaStore

WINDOW = LATE  # the clock's step; within a lane timers still run out in between


@dataclass(slots=True)
class Heard:
    """What the bot said, in the order in which it left."""

    said: list[Leaving] = field(default_factory=list)
    in_room: dict[str, list[str]] = field(default_factory=dict)

    def note(self, leaving: Iterable[Leaving]) -> None:
        """Add what just left."""
        for one in leaving:
            self.said.append(one)
            self.in_room.setdefault(one.queued.outgoing.room, []).append(one.external_id)

    def external_id(self, room: str, quote: str | None) -> str | None:
        """“b2” is the bot's second message in the room; any other id is a member's."""
        said = self.in_room.get(room, [])
        if quote and quote[0] == "b" and quote[1:].isdigit():
            number = int(quote[1:])
            return said[number - 1] if 0 < number <= len(said) else quote
        return quote


@dataclass(slots=True)
class Player:
    """One replay.  folder: of the chat's file.  names: sha256 to the photo's path as written."""

    database: Database
    media: MediaStore
    pipeline: Pipeline
    sender: Sender
    clock: Clock
    folder: Path
    rooms: dict[RoomId, Room] = field(default_factory=dict)
    heard: Heard = field(default_factory=Heard)
    names: dict[str, str] = field(default_factory=dict)
    errands: Sequence[Errands] = ()

    async def play(self, steps: Iterator[Step]) -> None:
        """Until the end line, or until nothing is left to happen."""
        await self.begin()
        step = next(steps, None)
        while step is not None and not step.end:
            await self.advance(step.at)  # whatever happens before it
            window: list[Step] = []
            while step is not None and _fits(step, window):
                window.append(step)
                step = next(steps, None)
            await self.happen(window)
        await self._until(step.at if step else None)

    async def begin(self) -> None:
        """Know the rooms of the setting."""
        async with self.database.read() as conn:
            self.rooms = await directory.rooms(conn)

    async def advance(self, until: datetime) -> None:
        """Let everything happen that happens by itself before `until`."""
        await self._until(until)

    async def happen(self, steps: Sequence[Step]) -> None:
        """Put what people did within a minute, and do what follows from it."""
        async with self.database.begin() as conn:
            await inbox.put(conn, [await self._inbound(conn, step) for step in steps])
        await self._work(steps[-1].at)

    async def _until(self, until: datetime | None) -> None:
        """Let everything happen that happens by itself before `until` (None: at all)."""
        while (at := await self._next()) is not None and (until is None or at < until):
            end = at + WINDOW
            await self._work(end if until is None else min(end, until))

    async def _next(self) -> datetime | None:
        async with self.database.read() as conn:
            timer = await timers.next_due(conn)
            words = await outbox.next_due(conn)
        if words is not None and words <= self.clock.now():
            words = self.sender.delayed_until or words
        moments = [at for at in (timer, words, await self._reminder()) if at is not None]
        return min(moments, default=None)

    async def _reminder(self) -> datetime | None:
        """When staff are to hear of cases next; what was due by now has been posted."""
        if not self._reminds:
            return None
        async with self.database.read() as conn:
            found = await ticker.next_reminder(conn)
        return found[1] if found and found[1] > self.clock.now() else None

    @property
    def _reminds(self) -> bool:
        return self.pipeline.config.settings.staff.reminds

    async def _post_due(self, now: datetime) -> int:
        return await ticker.post_due(self.database, now, reminders=self._reminds)

    async def _work(self, now: datetime) -> None:
        self.clock.move(now)
        await self._post_due(now)
        await self._drain()
        while await self._post_due(now):
            await self._drain()
        async with self.database.read() as conn:
            words = await outbox.next_due(conn)
        while words is not None and words <= now:
            leaving = await self.sender.step(now)
            self.heard.note(leaving)
            if not leaving:
                break

    async def _drain(self) -> None:
        await self._handle()
        while any([await one.step() for one in self.errands]):  # answers come at once
            await self._handle()

    async def _handle(self) -> None:
        while await self.pipeline.step() == self.pipeline.config.batch:
            pass  # a batch that is not full is the last

    async def _inbound(self, conn: AsyncConnection, step: Step) -> Inbound:
        room = self.rooms.get(RoomId(step.room))
        if room is None:
            raise InputError(f"line {step.line}: room {step.room!r} is not in the setting")
        kind, body = (
            ("recall", {"message": step.recall})
            if step.recall
            else await self._message(conn, step)
        )
        return Inbound(
            channel="web",
            room=step.room,
            external_id=f"recall/{step.recall}" if step.recall else step.id,
            kind=kind,
            lane=directory.lane_of(room),
            sender=step.sender or None,
            at=step.at,
            received_at=step.at,
            body=body,
        )

    async def _message(
        self, conn: AsyncConnection, step: Step
    ) -> tuple[str, dict[str, object]]:
        body: dict[str, object] = {
            "text": step.text,
            "pictures": await self._media(conn, step.photo),
            "voices": await self._media(conn, step.voice),
            "quote": self.heard.external_id(step.room, step.quote),
            "mentions": list(step.mentions),
        }
        return "message", body

    async def _media(self, conn: AsyncConnection, name: str | None) -> list[str]:
        if not name:
            return []
        sha = await self.media.add_reference(conn, self.folder / name, name)
        self.names.setdefault(sha, name)
        return [sha]


def _fits(step: Step, window: Sequence[Step]) -> bool:
    """Whether a line belongs to this minute; what names the bot's words waits for them."""
    if step.end:
        return False
    if not window:
        return True
    numbered = card_numbers(step.text) or bare_number(step.text) is not None
    waits = step.quote is not None or numbered
    return step.at - window[0].at <= WINDOW and not waits
