"""Inbox rows about accounts and their rooms to events, with who is concerned."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deciding import Happening
from handlers.model.admission import (
    Admission,
    Befriended,
    Called,
    Entered,
    Invited,
    Missed,
    PeopleCame,
    PeopleWent,
    PutOut,
    Renamed,
    RoomSeen,
    Unbound,
)
from handlers.model.deed import Bind
from handlers.model.events import AtDesk, Event
from handlers.model.people import MessageId, Organisation, Person, PersonId, RoomId
from handlers.read.phones import masked
from store import directory, membership, rooms
from store.inbox import Waiting


def admission(row: Waiting) -> Admission:
    """Raises: ValueError for a kind that nobody knows."""
    return (
        OF_ROOMS[row.inbound.kind](row)
        if row.inbound.kind in OF_ROOMS
        else _of_account(row)
    )


def _entered(row: Waiting) -> Entered:
    body = row.inbound.body
    return Entered(
        row.id, _room(row), name_in(body, "topic"), _who(body, "inviter"), _now(row)
    )


def _seen(row: Waiting) -> RoomSeen:
    body = row.inbound.body
    return RoomSeen(row.id, _room(row), name_in(body, "topic"), people(body), _now(row))


def _came(row: Waiting) -> PeopleCame:
    return PeopleCame(row.id, _room(row), people(row.inbound.body), _now(row))


def _went(row: Waiting) -> PeopleWent:
    return PeopleWent(row.id, _room(row), _ids(row.inbound.body), _now(row))


def _put_out(row: Waiting) -> PutOut:
    return PutOut(row.id, _room(row), _now(row))


def _renamed(row: Waiting) -> Renamed:
    return Renamed(row.id, _room(row), name_in(row.inbound.body, "topic"), _now(row))


OF_ROOMS: Mapping[str, Callable[[Waiting], Admission]] = {
    "room_joined": _entered,
    "room": _seen,
    "members_joined": _came,
    "members_left": _went,
    "left": _put_out,
    "topic": _renamed,
}


def _room(row: Waiting) -> RoomId:
    return RoomId(row.inbound.room)


def _now(row: Waiting) -> datetime:
    return row.inbound.received_at


def _of_account(row: Waiting) -> Admission:
    inbound, body = row.inbound, row.inbound.body
    channel, now = inbound.channel, inbound.received_at
    match inbound.kind:
        case "invited":
            by = _who(body, "inviter")
            return Invited(row.id, channel, _text(body, "invitation"), by, now)
        case "friend":
            person = Person(PersonId(_text(body, "contact")), name_in(body, "name"))
            asked = _text(body, "friendship") or None
            vouched = body.get("vouched") is True
            return Befriended(row.id, channel, person, vouched, now, asked)
        case "outage":
            since, until = (
                datetime.fromisoformat(str(body[k])) for k in ("since", "until")
            )
            return Missed(row.id, channel, since, until, now)
        case unknown:
            raise ValueError(f"inbox kind {unknown!r} has no event")


def called(row: Waiting, text: str) -> Called:
    """Words to the bot in a room that nobody has bound."""
    inbound, body = row.inbound, row.inbound.body
    return Called(
        row=row.id,
        channel=inbound.channel,
        message=MessageId(inbound.external_id),
        room=RoomId(inbound.room),
        topic=name_in(body, "topic"),
        by=Person(PersonId(inbound.sender or ""), name_in(body, "name")),
        text=text,
        now=inbound.received_at,
    )


async def informed(
    conn: AsyncConnection, happenings: Sequence[Happening]
) -> list[Happening]:
    """These with everybody as they are known here, and with the organisations where needed."""
    strangers = {who for one in happenings for who in _named(one.event)}
    asked = any(_binds(one.event) for one in happenings)
    if not strangers and not asked:
        return list(happenings)
    known = await directory.people(conn, strangers)
    all_ = tuple(await directory.organisations(conn)) if asked else ()
    topics = {one.room: one.topic for one in await rooms.sighted(conn)} if asked else {}
    came = {one.event.room for one in happenings if isinstance(one.event, PeopleCame)}
    past = await membership.moved(conn, came)
    world = _World(known, all_, topics, past, await membership.next_door(conn, came))
    return [
        replace(one, event=_told(one.event, world)) if one.event else one
        for one in happenings
    ]


@dataclass(frozen=True, slots=True)
class _World:
    known: Mapping[PersonId, Person]
    organisations: tuple[Organisation, ...]
    topics: Mapping[RoomId, str]
    moved: Mapping[RoomId, Mapping[PersonId, datetime]]
    next_door: Mapping[RoomId, frozenset[PersonId]]


def _told(event: Event, world: _World) -> Event:
    known = world.known
    match event:
        case Called():
            by = _known(event.by, known)
            topic = world.topics.get(event.room, event.topic)
            return replace(event, by=by, topic=topic, organisations=world.organisations)
        case AtDesk(deed=Bind() as deed) if deed.room in world.topics:
            topic = world.topics[deed.room]
            return replace(event, unbound=Unbound(topic, world.organisations))
        case Entered() | Invited():
            return replace(event, by=event.by and _known(event.by, known))
        case Befriended():
            return replace(event, person=_known(event.person, known))
        case PeopleCame():
            return _came_before(event, world)
        case _:
            return event


def _came_before(event: PeopleCame, world: _World) -> PeopleCame:
    """Rows are stored before they are handled: who comes may have spoken meanwhile."""
    moved = world.moved.get(event.room, {})
    since = {who for who, at in moved.items() if at >= event.now}
    known = world.next_door.get(event.room, frozenset())
    return replace(event, before=frozenset(moved) - since, spoke=frozenset(since - known))


def _known(person: Person, known: Mapping[PersonId, Person]) -> Person:
    """The role is ours, the name theirs: it may have changed."""
    role = known[person.id].role if person.id in known else person.role
    name = person.name or (known[person.id].name if person.id in known else "")
    return replace(person, role=role, name=name)


def _binds(event: Event | None) -> bool:
    if isinstance(event, AtDesk):
        return isinstance(event.deed, Bind)
    return isinstance(event, Called)


def _named(event: Event | None) -> Collection[PersonId]:
    match event:
        case Called():
            return (event.by.id,)
        case Entered() | Invited():
            return (event.by.id,) if event.by else ()
        case Befriended():
            return (event.person.id,)
        case PeopleCame():
            return tuple(one.id for one in event.people)
        case _:
            return ()


def people(body: Mapping[str, object]) -> tuple[Person, ...]:
    """The members that a row names: those that have an id."""
    given = body.get("members")
    members = (
        [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    )
    return tuple(
        Person(PersonId(one["id"]), name_in(one, "name"))
        for one in members
        if isinstance(one.get("id"), str)
    )


def name_in(body: Mapping[str, object], key: str) -> str:
    """As somebody or a group is called outside, but for the telephone number in it (R14)."""
    return masked(_text(body, key))


def _ids(body: Mapping[str, object]) -> tuple[PersonId, ...]:
    given = body.get("members")
    found = given if isinstance(given, list) else []
    return tuple(PersonId(one) for one in found if isinstance(one, str))


def _who(body: Mapping[str, object], key: str) -> Person | None:
    found = _text(body, key)
    return Person(PersonId(found), "") if found else None


def _text(body: Mapping[str, object], key: str) -> str:
    found = body.get(key)
    return found if isinstance(found, str) else ""
