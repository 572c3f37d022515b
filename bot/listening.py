"""What a channel of the outside hears becomes rows of the inbox: only of rooms we belong in.

A room that nobody has bound is nobody's business: of what is said there nothing is kept,
but for staff who say to the bot whose room it is (R10, R14).
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admitting import name_in, people
from bot.channels.base import Channel
from handlers.model.admission import BindRoom
from handlers.model.people import Purpose, Room, RoomId
from store import directory, inbox, rooms
from store.db import Database
from store.errors import StoreUnavailable
from store.inbox import Inbound
from store.lane_name import lane_of, lane_of_account
from store.rooms import Sighted
from store.timeline import BOT

log = logging.getLogger(__name__)

AT_ONCE = 200  # rows a transaction
BEHIND = 1000  # rows that may wait here; more wait in the channel
PATIENCE_S = 1.0  # between two tries while the store is unavailable
OF_ACCOUNTS = (
    "invited",
    "friend",
    "outage",
    "unreadable",
)  # kinds that concern no room of ours


@dataclass(frozen=True, slots=True)
class Listener:
    """One channel.  word: what staff hand out, so that the bot knows who is of staff.

    heard: told after each batch; news: of which rooms.
    """

    database: Database
    channel: Channel
    now: Callable[[], datetime]
    word: Callable[[], str]
    heard: Callable[[], None]
    news: Callable[[Iterable[Inbound]], None]

    async def run(self) -> None:
        """Until it is cancelled.  What was heard is stored before anything else happens."""
        waiting: asyncio.Queue[Inbound] = asyncio.Queue(BEHIND)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pump(waiting))
            while True:
                await self._keep(await _batch(waiting))

    async def _pump(self, waiting: asyncio.Queue[Inbound]) -> None:
        async for inbound in self.channel.listen():
            await waiting.put(inbound)

    async def _keep(self, batch: Sequence[Inbound]) -> None:
        """However long the store is away: the gateway would not say it again (R9)."""
        while True:
            try:
                async with self.database.begin() as conn:
                    placed = await self._placed(conn, batch)
                    await inbox.put(conn, placed)
            except StoreUnavailable:
                log.warning("heard and not yet stored", extra={"rows": len(batch)})
                await asyncio.sleep(PATIENCE_S)
            else:
                break
        if placed:
            self.heard()
            self.news(placed)

    async def _placed(
        self, conn: AsyncConnection, batch: Sequence[Inbound]
    ) -> list[Inbound]:
        """Each row with its lane; without those that are nobody's business."""
        lanes = await rooms.lanes(conn, {one.room for one in batch})
        lanes |= await self._alone(conn, batch, lanes)
        await rooms.admit(conn, _spoken(batch, lanes))
        await rooms.sight(conn, self._sighted(batch, lanes))
        found = ((one, lanes.get(one.room)) for one in batch)
        ours = (self._ours(one, lane) for one, lane in found)
        return [one for one in ours if one is not None]

    def _ours(self, one: Inbound, lane: str | None) -> Inbound | None:
        account = lane_of_account(self.channel.name)
        if one.kind == "friend" and not one.body.get("received", True):
            return None  # they have accepted us, which we did not ask for
        if one.kind in OF_ACCOUNTS:
            return replace(one, lane=account, body=self._vouched(one.body))
        if lane is not None:
            return replace(one, lane=lane)
        if one.kind == "message" and self._gives_word(one):
            return self._befriended(one, account)
        wanted = one.kind == "room_joined" or (one.kind == "message" and _calls(one))
        return replace(one, lane=account) if wanted and not _is_alone(one) else None

    async def _alone(
        self, conn: AsyncConnection, batch: Sequence[Inbound], lanes: Mapping[str, str]
    ) -> dict[str, str]:
        """Whoever is known here may write to the bot alone; a room for each is made."""
        new = {one.room: one for one in batch if one.room not in lanes and _is_alone(one)}
        if not new:
            return {}
        known = await directory.people(conn, set(new))
        made: dict[str, str] = {}
        for person in known.values():
            room = Room(
                RoomId(person.id),
                person.name,
                Purpose.PRIVATE,
                channel=self.channel.name,
            )
            await rooms.bind(conn, BindRoom(room))
            made[room.id] = lane_of(room)
        return made

    def _sighted(self, batch: Sequence[Inbound], lanes: Mapping[str, str]) -> list[Sighted]:
        """Rooms that nobody has bound, the newest word about each."""
        seen: dict[str, Sighted] = {}
        for one in batch:
            if one.kind in ("room", "room_joined") and one.room not in lanes:
                seen[one.room] = self._sight(one)
        return list(seen.values())

    def _sight(self, one: Inbound) -> Sighted:
        members = len(people(one.body))
        topic, inviter = name_in(one.body, "topic"), str(one.body.get("inviter") or "")
        return Sighted(
            RoomId(one.room), self.channel.name, topic, members, inviter, one.received_at
        )

    def _vouched(self, body: Mapping[str, object]) -> Mapping[str, object]:
        """Whether the greeting held the word; the greeting itself is kept nowhere."""
        kept = {key: value for key, value in body.items() if key != "hello"}
        hello = body.get("hello")
        if isinstance(hello, str):
            kept["vouched"] = self.word() in hello
        return kept

    def _gives_word(self, one: Inbound) -> bool:
        return _is_alone(one) and self.word() in str(one.body.get("text") or "")

    def _befriended(self, one: Inbound, lane: str) -> Inbound:
        body = {"contact": one.sender, "name": one.body.get("name"), "vouched": True}
        return replace(one, kind="friend", lane=lane, body=body)


async def _batch(waiting: asyncio.Queue[Inbound]) -> list[Inbound]:
    """The first that comes, and whatever else is there by then."""
    batch = [await waiting.get()]
    with suppress(asyncio.QueueEmpty):
        while len(batch) < AT_ONCE:
            batch.append(waiting.get_nowait())
    return batch


def _spoken(
    batch: Sequence[Inbound], lanes: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """Who spoke in which bound room, by the name they go by there."""
    return {
        (one.room, one.sender): name_in(one.body, "name")
        for one in batch
        if one.kind == "message" and one.sender and one.room in lanes
    }


def _calls(one: Inbound) -> bool:
    mentions = one.body.get("mentions")
    return isinstance(mentions, list) and BOT in mentions


def _is_alone(one: Inbound) -> bool:
    """A room with one person is called as that person is."""
    return one.sender is not None and one.room == one.sender
