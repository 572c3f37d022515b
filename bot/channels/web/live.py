"""Open pages hear what is said as soon as it is stored."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import tzinfo

import orjson

from bot.channels.web.lines import said
from handlers.model.people import RoomId
from store import timeline
from store.db import Database
from store.inbox import Inbound
from store.transcripts import transcript

log = logging.getLogger(__name__)

BACKLOG = 1_000  # lines a slow page may lag behind before it must start over
PAGE = 500
Heard = tuple[RoomId | None, int, str]  # room and row, None and 0 for what is no line; JSON


class Listener:
    """One open connection.  room: None for all.

    Rooms are read one after the other, so what is newest is known of each room alone.
    """

    def __init__(self, room: RoomId | None, seen: int = 0) -> None:
        self.room = room
        self._seen: dict[RoomId | None, int] = {room: seen}
        self.lagging = False
        self._heard: asyncio.Queue[Heard] = asyncio.Queue(BACKLOG)

    def hear(self, heard: Heard) -> None:
        try:
            self._heard.put_nowait(heard)
        except asyncio.QueueFull:
            self.lagging = True

    async def next(self) -> str:
        """The next thing it has not seen."""
        while True:
            room, row, text = await self._heard.get()
            if row == 0 or row > self.seen(room):
                self.has_seen(room, row)
                return text

    def seen(self, room: RoomId | None) -> int:
        """The newest row of the room that it already has."""
        return self._seen.get(room, 0)

    def has_seen(self, room: RoomId | None, row: int) -> None:
        """It has the rows of the room up to this one."""
        self._seen[room] = max(row, self.seen(room))


class Hub:
    """Reads each room once however many listen, and only rooms that someone listens to."""

    def __init__(self, database: Database, zone: tzinfo) -> None:
        self._database = database
        self._zone = zone
        self._listeners: set[Listener] = set()
        self._read_to: dict[RoomId, int] = {}
        self._news: asyncio.Queue[RoomId] = asyncio.Queue()
        self._reading = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._forward(), name="web hub")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def notify(self, room: RoomId) -> None:
        """Something was said here and is stored."""
        if self._listeners:
            self._news.put_nowait(room)

    def arrived(self, inbounds: Iterable[Inbound]) -> None:
        """Another channel heard something, and it is stored."""
        for room in {RoomId(one.room) for one in inbounds}:
            self.notify(room)

    def recalled(self, room: RoomId, message: str) -> None:
        """A message was taken back."""
        self.broadcast({"room": room, "id": message, "recalled": True}, room)

    def told(self, answer: Inbound) -> None:
        """What was asked outside came back: a voice message shows what it says."""
        room, words = RoomId(answer.room), transcript(answer.body)
        if words is not None:
            message = answer.body["message"]
            self.broadcast({"room": room, "id": message, "transcript": words}, room)

    def broadcast(self, news: Mapping[str, object], room: RoomId | None = None) -> None:
        """Tell what is no line to those who listen to the room, or to all rooms."""
        text = orjson.dumps(news).decode()
        for listener in self._listeners:
            if listener.room in {None, room}:
                listener.hear((None, 0, text))

    async def join(self, listener: Listener, rooms: Iterable[RoomId]) -> None:
        """From now on it hears what is said in these rooms; what was said it must fetch."""
        self._listeners.add(listener)
        async with self._reading:
            for room in rooms:
                if room not in self._read_to:
                    self._read_to[room] = await self._newest(room)

    def leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        if not self._listeners:
            self._read_to.clear()  # nobody keeps them up from here on

    async def _forward(self) -> None:
        while True:
            rooms = {await self._news.get(): None}
            while not self._news.empty():
                rooms[self._news.get_nowait()] = None
            for room in rooms:
                try:
                    async with self._reading:
                        await self._tell(room)
                except Exception:  # pages fetch what they missed when they reconnect
                    log.exception("room not read for its listeners")

    async def _tell(self, room: RoomId) -> None:
        listeners = [each for each in self._listeners if each.room in {None, room}]
        if not listeners:
            self._read_to.pop(
                room, None
            )  # whoever comes next hears what is said from then on
            return
        async with self._database.read() as conn:
            lines = await timeline.page(conn, room, self._read_to.get(room, 0), PAGE)
        for line in lines:
            text = orjson.dumps(said(line, room, self._zone)).decode()
            for listener in listeners:
                listener.hear((room, line.row, text))
            self._read_to[room] = line.row
        if len(lines) == PAGE:
            self._news.put_nowait(room)

    async def _newest(self, room: RoomId) -> int:
        async with self._database.read() as conn:
            lines = await timeline.last(conn, room, 1)
        return lines[-1].row if lines else 0
