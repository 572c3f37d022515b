"""One group of an organisation: what it is for, and whether the bot speaks there unasked."""

from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.desk import DESK, Asked, Outcome
from bot.console.needs import Nowhere
from bot.console.pages.organisations import NAME, look_again
from bot.console.sessions import signed
from bot.console.showing import go
from handlers.model.deed import Refusal
from handlers.model.people import WEB, OrganisationId, Room, RoomId, RoomKind
from store import directory, enrol, rooms
from store.lane_name import lane_of


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId | None:
    """Whose it is.  Raises: Nowhere, also for another organisation's group."""
    room = await _the_room(conn, path)
    if room is None:
        raise Nowhere
    return room.organisation


async def change(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms/{room}: its name and its kind."""
    desk, form = request.app[DESK], await request.post()
    name, kind = forms.text(form, "name", NAME), forms.text(form, "kind")
    back = f"/organisations/{request.match_info['organisation']}"
    async with desk.database.begin() as conn:
        room = await _the_room(conn, request.match_info)
        if room is None or not name:
            return go(request, back, "name_missing")
        given = {
            "id": room.id,
            "name": name,
            "purpose": room.purpose,
            "organisation": room.organisation,
            "kind": kind if kind in list(RoomKind) else None,
        }
        await enrol.load_setting(conn, {"rooms": [given]})
        await desk.note(conn, signed(request).account, "room.saved", room.id)
    await look_again(request)
    return go(request, back, "saved")


async def hush(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms/{room}/hush: silent, or not any more (R11)."""
    desk, form = request.app[DESK], await request.post()
    async with desk.database.read() as conn:
        room = await _the_room(conn, request.match_info)
    if room is None:
        raise web.HTTPNotFound
    outcome = await _done(request, room, "hush", on=forms.text(form, "on") == "yes")
    back = f"/organisations/{request.match_info['organisation']}"
    return go(request, back, outcome.value)


async def introduce(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms/{room}/introduce: the bot says who it is."""
    async with request.app[DESK].database.read() as conn:
        room = await _the_room(conn, request.match_info)
    if room is None:
        raise web.HTTPNotFound
    outcome = await introduced(request, room)
    return go(request, f"/organisations/{room.organisation}", outcome.value)


async def introduced(request: web.Request, room: Room) -> Outcome | Refusal:
    """The bot says in this group who it is; once for each form."""
    return await _done(request, room, "introduce")


async def unbind(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms/{room}/unbind: it waits to be bound anew.

    Not one that the bot has left: nothing more comes from there that could go astray.
    """
    desk = request.app[DESK]
    async with desk.database.read() as conn:
        room = await _the_room(conn, request.match_info)
        left = await rooms.left(conn)
    if room is None:
        raise web.HTTPNotFound
    if room.id in left:
        return go(request, f"/organisations/{room.organisation}", "room_left")
    outcome = await _done(request, room, "unbind")
    await look_again(request)
    waits = "/organisations" if room.channel == WEB else "/outside"
    return go(request, waits, "room_unbound" if outcome is Outcome.DONE else outcome.value)


async def _done(
    request: web.Request, room: Room, do: str, **given: object
) -> Outcome | Refusal:
    """A deed about this group; once for each form."""
    asked = Asked(
        lane=lane_of(room),
        do=do,
        once=await forms.once(request),
        subject=room.id,
        body={**given, "room": room.id},
    )
    return await request.app[DESK].put(signed(request).account, asked)


async def _the_room(conn: AsyncConnection, path: Mapping[str, str]) -> Room | None:
    room = (await directory.rooms(conn)).get(RoomId(path["room"]))
    fits = room is not None and room.organisation == path["organisation"]
    return room if fits else None
