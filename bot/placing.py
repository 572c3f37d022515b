"""Where what a channel hears belongs: to a lane of ours, or to nobody.

A room that nobody has bound is nobody's business: of what is said there nothing is kept,
but for staff who say to the bot whose room it is (R10, R14).  That the bot is there is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admitting import name_in, people
from bot.vouching import Vouching
from handlers.model.admission import BindRoom
from handlers.model.people import PersonId, Purpose, Role, Room, RoomId
from store import directory, membership, rooms
from store.inbox import Inbound
from store.lane_name import lane_of, lane_of_account
from store.membership import Speaker
from store.rooms import Sighted
from store.timeline import BOT

# Kinds that concern no room of ours.
OF_ACCOUNTS = ("invited", "friend", "outage", "unreadable")


@dataclass(frozen=True, slots=True)
class Places:
    """Of one channel."""

    channel: str
    vouching: Vouching

    async def of(self, conn: AsyncConnection, batch: Sequence[Inbound]) -> list[Inbound]:
        """Each row with its lane; without those that are nobody's business."""
        lanes = await rooms.lanes(conn, {one.room for one in batch})
        lanes |= await self._alone(conn, batch, lanes)
        staff = await _staff(conn, [one for one in batch if one.room not in lanes])
        await membership.admit(conn, _spoken(batch, lanes))
        await rooms.sight(conn, self._sighted(batch, lanes, staff))
        await rooms.unsight(conn, {one.room for one in batch if one.kind == "left"})
        ours = (self._ours(one, lanes.get(one.room), staff) for one in batch)
        return [one for one in ours if one is not None]

    def _ours(
        self, one: Inbound, lane: str | None, staff: Collection[PersonId]
    ) -> Inbound | None:
        account = lane_of_account(self.channel)
        if one.kind == "friend" and not one.body.get("received", True):
            return None  # they have accepted us, which we did not ask for
        if one.kind in OF_ACCOUNTS:
            return replace(one, lane=account, body=self._vouched(one.body))
        if one.kind == "message" and _is_alone(one) and self._gives_word(one):
            return self._befriended(one, account)
        if lane is not None:
            return replace(one, lane=lane)
        return None if _is_alone(one) else _of_nobody(one, account, staff)

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
            id_, alone = RoomId(person.id), Purpose.PRIVATE
            room = Room(id_, person.name, alone, channel=self.channel)
            await rooms.bind(conn, BindRoom(room))
            made[room.id] = lane_of(room)
        return made

    def _sighted(
        self,
        batch: Sequence[Inbound],
        lanes: Mapping[str, str],
        staff: Collection[PersonId],
    ) -> list[Sighted]:
        """What is new about rooms that nobody has bound.

        Where only what calls the bot is heard, a call is all that tells of a room.
        """
        return [
            self._sight(one, staff)
            for one in batch
            if one.room not in lanes
            and (one.kind in ("room", "room_joined") or _calls_among_others(one))
        ]

    def _sight(self, one: Inbound, staff: Collection[PersonId]) -> Sighted:
        topic, inviter = name_in(one.body, "topic"), _inviter(one)
        return Sighted(
            RoomId(one.room),
            self.channel,
            topic,
            len(people(one.body)),
            inviter if inviter in staff else "",
            one.received_at,
        )

    def _vouched(self, body: Mapping[str, object]) -> Mapping[str, object]:
        """Whether the greeting held the word; the greeting itself is kept nowhere."""
        kept = {key: value for key, value in body.items() if key != "hello"}
        hello = body.get("hello")
        if isinstance(hello, str):
            kept["vouched"] = self.vouching.holds(str(body.get("contact")), hello)
        return kept

    def _gives_word(self, one: Inbound) -> bool:
        return self.vouching.holds(one.sender or "", str(one.body.get("text") or ""))

    def _befriended(self, one: Inbound, lane: str) -> Inbound:
        body = {"contact": one.sender, "name": one.body.get("name"), "vouched": True}
        return replace(one, kind="friend", lane=lane, body=body)


async def _staff(conn: AsyncConnection, unbound: Sequence[Inbound]) -> Collection[PersonId]:
    """Those of staff who call the bot in rooms that nobody has bound, or bring it there."""
    callers = {one.sender for one in unbound if one.sender and _calls(one)}
    callers |= {who for one in unbound if (who := _inviter(one))}
    known = await directory.people(conn, callers) if callers else {}
    return {person.id for person in known.values() if person.role is Role.STAFF}


def _of_nobody(one: Inbound, account: str, staff: Collection[PersonId]) -> Inbound | None:
    """That we came into a room, without who is there; and what staff say to the bot there.

    Who brought us is kept of staff alone.
    """
    if one.kind == "room_joined":
        out = {"members"} if _inviter(one) in staff else {"members", "inviter"}
        body = {key: value for key, value in one.body.items() if key not in out}
        return replace(one, lane=account, body=body)
    if one.kind == "message" and _calls(one) and one.sender in staff:
        return replace(one, lane=account)
    return None


def _spoken(batch: Sequence[Inbound], lanes: Mapping[str, str]) -> Collection[Speaker]:
    """Who spoke in which bound room, at first, and the name they go by there at last."""
    spoken: dict[tuple[str, str], Speaker] = {}
    for one in batch:
        if one.kind == "message" and one.sender and one.room in lanes:
            name = name_in(one.body, "name")
            new = Speaker(one.room, one.sender, name, one.received_at)
            before = spoken.setdefault((one.room, one.sender), new)
            spoken[one.room, one.sender] = replace(before, name=name or before.name)
    return spoken.values()


def _inviter(one: Inbound) -> PersonId:
    """Of a room into which the bot was brought; empty where nobody is named."""
    by = one.body.get("inviter") if one.kind == "room_joined" else None
    return PersonId(by if isinstance(by, str) else "")


def _calls_among_others(one: Inbound) -> bool:
    return one.kind == "message" and _calls(one) and not _is_alone(one)


def _calls(one: Inbound) -> bool:
    mentions = one.body.get("mentions")
    return isinstance(mentions, list) and BOT in mentions


def _is_alone(one: Inbound) -> bool:
    """A room with one person is called as that person is."""
    return one.sender is not None and one.room == one.sender
