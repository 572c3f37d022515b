"""One person: their names, groups and roles, and how much they have written."""

from collections.abc import Sequence

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.crowd import Crowd, may_change, seen_by
from bot.console.desk import DESK
from bot.console.pages.organisations import NAME, look_again
from bot.console.pages.people import fillable, roles_of
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.people import Person, PersonId
from handlers.namesakes import like
from store import directory, enrol
from store.console import aliases, standing


async def page(request: web.Request) -> web.StreamResponse:
    """GET /people/{person}."""
    account = signed(request).account
    async with request.app[DESK].database.read() as conn:
        crowd = await seen_by(conn, account)
        one = crowd.known[the_person(crowd, request).id]
        ids = crowd.ids_of(one.id)
        posts = await standing.posts(conn, ids)
        names = {str(o.id): o.name for o in await directory.organisations(conn)}
    inside = {room.id for room in crowd.shown_of(one.id)}
    data = {
        "one": one,
        "fillable": [
            (room, names.get(room.organisation or "", ""), room.id in inside)
            for room in fillable(account, crowd.rooms.values())
        ],
        "others": [crowd.people[id_] for id_ in ids[1:] if id_ in crowd.readable],
        "rooms": [
            (room, names.get(room.organisation or "", ""))
            for room in crowd.shown_of(one.id)
        ],
        "posts": {post.room: post for post in posts},
        "roles": roles_of(account),
        "mine": may_change(crowd, account, one.id),
        "like": _like(crowd, one),
    }
    return show(request, "person", data)


async def change(request: web.Request) -> web.StreamResponse:
    """POST /people/{person}: name and role; all ids of somebody have the same role.

    The name is that of the id under whose name the page shows them.
    """
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    name, role = forms.text(form, "name", NAME), forms.text(form, "role")
    async with desk.database.begin() as conn:
        crowd = await seen_by(conn, account)
        one = the_person(crowd, request)
        fits = name and role in roles_of(account) and one.role in roles_of(account)
        if not fits or not may_change(crowd, account, one.id):
            return go(request, f"/people/{one.id}", "not_yours" if name else "name_missing")
        await _keep(conn, crowd, one, name, role)
        await desk.note(conn, account, "person.saved", one.id, {"role": role})
    await look_again(request)
    return go(request, f"/people/{one.id}", "saved")


async def part(request: web.Request) -> web.StreamResponse:
    """POST /people/{person}/part: one of the ids is somebody else after all."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    other = PersonId(forms.text(form, "other"))
    async with desk.database.begin() as conn:
        crowd = await seen_by(conn, account)
        one = the_person(crowd, request)
        if crowd.aliases.get(other) != one.id or not may_change(crowd, account, one.id):
            return go(request, f"/people/{one.id}", "not_yours")
        await aliases.part(conn, other)
        await aliases.keep_different(conn, one.id, other)
        await desk.note(conn, account, "person.parted", one.id, {"other": other})
    await look_again(request)
    return go(request, f"/people/{one.id}", "parted")


async def _keep(
    conn: AsyncConnection, crowd: Crowd, one: Person, name: str, role: str
) -> None:
    ids = [id_ for id_ in crowd.ids_of(one.id) if id_ in crowd.people]
    called = next(id_ for id_ in ids if id_ in crowd.readable)
    people = [
        {"id": id_, "name": name if id_ == called else crowd.people[id_].name, "role": role}
        for id_ in ids
    ]
    await enrol.load_setting(conn, {"people": people})


def the_person(crowd: Crowd, request: web.Request) -> Person:
    """Whoever stands for the id of the address.  Raises: HTTPNotFound."""
    asked = PersonId(request.match_info["person"])
    found = crowd.people.get(crowd.aliases.get(asked, asked))
    if found is None:
        raise web.HTTPNotFound
    return found


def _like(crowd: Crowd, one: Person) -> Sequence[Person]:
    """Everybody who may be the same, those in the same group too: here staff asked."""
    return [other for other in like(one, crowd.known.values()) if other.id != one.id]
