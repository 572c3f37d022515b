"""People across their groups; whoever may be one person is put before staff."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.desk import DESK
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.people import (
    OrganisationId,
    Person,
    PersonId,
    Role,
    Room,
    RoomId,
)
from handlers.namesakes import namesakes
from store import directory, enrol
from store.console import aliases
from store.console.accounts import Account, Rank

MOST = 100  # people on one page; more are found by their names
SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody, as one account may see them.

    people: those in a room that it may see.  aliases: other ids to the one that stands for
    somebody; followers: the other way round.  rooms: all there are; shown: those that the
    account may see.  rooms_in: of each id, in the order of the rooms.
    """

    people: Mapping[PersonId, Person]
    rooms: Mapping[RoomId, Room]
    inside: Mapping[RoomId, frozenset[PersonId]]
    aliases: Mapping[PersonId, PersonId]
    shown: frozenset[RoomId]
    rooms_in: Mapping[PersonId, Sequence[Room]]
    followers: Mapping[PersonId, Sequence[PersonId]]

    def shown_of(self, person: PersonId) -> list[Room]:
        """Of their rooms, those that the account may see."""
        return [room for room in self.rooms_of(person) if room.id in self.shown]

    def rooms_of(self, person: PersonId) -> list[Room]:
        """Those that any id of this person is in."""
        rooms = (room for id_ in self.ids_of(person) for room in self.rooms_in.get(id_, ()))
        return list({room.id: room for room in rooms}.values())

    def ids_of(self, person: PersonId) -> list[PersonId]:
        """All ids of this person, the one that stands for them first."""
        chief = self.aliases.get(person, person)
        return [chief, *self.followers.get(chief, ())]

    def organisations_of(self, person: PersonId) -> set[OrganisationId | None]:
        """Whose rooms those are; None for one that belongs to all."""
        return {room.organisation for room in self.rooms_of(person)}


async def page(request: web.Request) -> web.StreamResponse:
    """GET /people?q=…"""
    asked = request.query.get("q", "").strip()[:60]
    async with request.app[DESK].database.read() as conn:
        crowd = await seen_by(conn, signed(request).account)
        apart = await aliases.different(conn)
    chiefs = [one for one in crowd.people.values() if one.id not in crowd.aliases]
    names = {one.id: _names(crowd, one) for one in chiefs}
    found = [one for one in chiefs if any(asked in name for name in names[one.id])]
    data = {
        "asked": asked,
        "found": [(one, names[one.id], crowd.shown_of(one.id)) for one in found[:MOST]],
        "more": max(0, len(found) - MOST),
        "pairs": await _suggested(crowd, chiefs, apart) if not asked else [],
    }
    return show(request, "people", data)


async def merge(request: web.Request) -> web.StreamResponse:
    """POST /people/merge: one and the other are one person, or (same=no) are not."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    one, other = PersonId(forms.text(form, "one")), PersonId(forms.text(form, "other"))
    same = forms.text(form, "same") == "yes"
    async with desk.database.begin() as conn:
        crowd = await seen_by(conn, account)
        if one == other or not may_change(crowd, account, one, other):
            return go(request, "/people", "not_yours")
        if not same:
            await aliases.keep_different(conn, one, other)
        elif not await _merged(conn, crowd, account, (one, other), desk.now()):
            return go(request, "/people", "not_yours")
        action = "person.merged" if same else "person.different"
        await desk.note(conn, account, action, one, {"other": other})
    back = one if forms.text(form, "back") == "person" else ""
    return go(request, f"/people/{back}" if back else "/people", "saved")


async def seen_by(conn: AsyncConnection, account: Account) -> Crowd:
    """Whoever is in a room that the account may see; who sees all sees the roomless too."""
    people, rooms = await directory.people(conn), await directory.rooms(conn)
    inside, known = await directory.memberships(conn), await aliases.known(conn)
    shown = frozenset(id_ for id_, r in rooms.items() if account.sees(r.organisation))
    rooms_in, followers = _rooms_in(rooms, inside), _followers(known)
    crowd = Crowd(people, rooms, inside, known, shown, rooms_in, followers)
    if account.organisations is None:
        return crowd
    seen = {
        id_: person
        for id_, person in people.items()
        if any(map(account.sees, crowd.organisations_of(id_)))
    }
    return replace(crowd, people=seen)


def _rooms_in(
    rooms: Mapping[RoomId, Room], inside: Mapping[RoomId, frozenset[PersonId]]
) -> Mapping[PersonId, Sequence[Room]]:
    found: defaultdict[PersonId, list[Room]] = defaultdict(list)
    for id_, room in rooms.items():
        for person in inside.get(id_, ()):
            found[person].append(room)
    return found


def _followers(
    aliases: Mapping[PersonId, PersonId],
) -> Mapping[PersonId, Sequence[PersonId]]:
    found: defaultdict[PersonId, list[PersonId]] = defaultdict(list)
    for other, chief in sorted(aliases.items()):
        found[chief].append(other)
    return found


def may_change(crowd: Crowd, account: Account, *people: PersonId) -> bool:
    """Only who sees everything that these people are in."""
    return all(
        person in crowd.people
        and (
            account.organisations is None
            or all(map(account.sees, crowd.organisations_of(person)))
        )
        for person in people
    )


def roles_of(account: Account) -> Sequence[str]:
    """Which this account may give and take: staff's word ends cases and files records."""
    every = [role.value for role in Role]
    return every if account.rank.covers(Rank.ADMINISTRATOR) else every[:2]


async def _merged(
    conn: AsyncConnection,
    crowd: Crowd,
    account: Account,
    pair: tuple[PersonId, PersonId],
    at: datetime,
) -> bool:
    """Whether it is done: the second has the role of the first from now on."""
    one, other = (crowd.people[crowd.aliases.get(id_, id_)] for id_ in pair)
    if one.role != other.role and not {one.role, other.role} <= set(roles_of(account)):
        return False
    await aliases.merge(conn, other.id, one.id, at)
    followers = (crowd.people[id_] for id_ in aliases.ids_of(other.id, crowd.aliases))
    people = [{"id": p.id, "name": p.name, "role": one.role} for p in followers]
    await enrol.load_setting(conn, {"people": people})
    return True


def _names(crowd: Crowd, person: Person) -> Sequence[str]:
    """Under which they are known, their own first."""
    ids = crowd.ids_of(person.id)
    return list(dict.fromkeys(crowd.people[id_].name for id_ in ids if id_ in crowd.people))


async def _suggested(
    crowd: Crowd, chiefs: Sequence[Person], apart: frozenset[frozenset[PersonId]]
) -> list[tuple[tuple[Person, Sequence[Room]], ...]]:
    """Some pairs, each with the rooms in which they are; with thousands it takes a while."""
    whole = {
        room: frozenset(crowd.aliases.get(one, one) for one in who)
        for room, who in crowd.inside.items()
    }
    found = await asyncio.to_thread(namesakes, chiefs, whole, apart, SUGGESTED)
    return [tuple((one, crowd.shown_of(one.id)) for one in pair) for pair in found]
