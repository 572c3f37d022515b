"""Somebody new in the built-in chat, and in which groups people are."""

from collections.abc import Collection, Sequence

from aiohttp import web

from bot.console import forms
from bot.console.crowd import Crowd, may_change, seen_by
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.pages.organisation import the_organisation
from bot.console.pages.organisations import NAME, look_again
from bot.console.pages.people import fillable, roles_of
from bot.console.pages.person import the_person
from bot.console.sessions import signed
from bot.console.showing import go
from handlers.model.people import PersonId, RoomId
from store import directory, enrol


async def into_organisation(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/people: into some or all of its groups."""
    async with request.app[DESK].database.read() as conn:
        one = await the_organisation(conn, request)
        rooms = (await directory.rooms(conn)).values()
    own = [room.id for room in rooms if room.organisation == one.id]
    return await _make(request, own, f"/organisations/{one.id}#members")


async def anywhere(request: web.Request) -> web.StreamResponse:
    """POST /people: into any groups that the account may fill."""
    async with request.app[DESK].database.read() as conn:
        rooms = (await directory.rooms(conn)).values()
    open_ = [room.id for room in fillable(signed(request).account, rooms)]
    return await _make(request, open_, "/people")


async def change_rooms(request: web.Request) -> web.StreamResponse:
    """POST /people/{person}/rooms: in these groups from now on; those that the account
    does not see stay as they are.
    """
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    async with desk.database.begin() as conn:
        crowd = await seen_by(conn, account)
        one = the_person(crowd, request)
        fits = one.role in roles_of(account) and may_change(crowd, account, one.id)
        if not fits:
            return go(request, f"/people/{one.id}", "not_yours")
        open_ = [room.id for room in fillable(account, crowd.rooms.values())]
        people = _memberships(crowd, one.id, open_, _chosen(form, open_))
        await enrol.load_setting(conn, {"people": people})
        await desk.note(conn, account, "person.rooms", one.id)
    await look_again(request)
    return go(request, f"/people/{one.id}", "saved")


async def _make(
    request: web.Request, rooms: Sequence[RoomId], back: str
) -> web.StreamResponse:
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    name, role = forms.text(form, "name", NAME), forms.text(form, "role")
    if not name:
        return go(request, back, "name_missing")
    chosen = _chosen(form, rooms)
    if role not in roles_of(account) or not chosen:
        return go(request, back, "rooms_missing")
    id_ = await forms.made_id(request, "p")
    async with desk.database.begin() as conn:
        if PersonId(id_) in await directory.people(conn, [id_]):
            return go(request, back, "again")
        given = {"id": id_, "name": name, "role": role, "rooms": chosen}
        await enrol.load_setting(conn, {"people": [given]})
        await desk.note(conn, account, "person.added", id_, {"role": role})
    await look_again(request)
    return go(request, back, "person_made")


def _chosen(form: Form, rooms: Collection[RoomId]) -> list[RoomId]:
    asked = forms.texts(form, "room")
    return [room for room in rooms if room in asked]


def _memberships(
    crowd: Crowd, person: PersonId, open_: Collection[RoomId], chosen: Sequence[RoomId]
) -> list[dict[str, object]]:
    """Of every id of somebody; what is new goes to the one that stands for them."""

    def kept(id_: PersonId) -> list[RoomId]:
        inside = (room.id for room in crowd.rooms_in.get(id_, ()))
        return [room for room in inside if room not in open_ or room in chosen]

    chief, *others = (id_ for id_ in crowd.ids_of(person) if id_ in crowd.people)
    theirs = {room for id_ in others for room in kept(id_)}
    own = dict.fromkeys((*kept(chief), *(room for room in chosen if room not in theirs)))
    inside = {chief: list(own), **{id_: kept(id_) for id_ in others}}
    people = ((crowd.people[id_], rooms) for id_, rooms in inside.items())
    return [
        {"id": one.id, "name": one.name, "role": one.role, "rooms": rooms}
        for one, rooms in people
    ]
