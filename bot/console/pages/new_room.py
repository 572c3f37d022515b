"""A group of the built-in chat, made on the console: an organisation's, or everybody's."""

from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.desk import DESK
from bot.console.pages.organisation import the_organisation
from bot.console.pages.organisations import NAME, look_again
from bot.console.pages.room import introduced
from bot.console.sessions import signed
from bot.console.showing import go
from handlers.model.people import OF_EVERYBODY, Purpose, RoomId, RoomKind
from store import directory, enrol


async def for_organisation(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms: one more group of it; the bot says who it is."""
    form = await request.post()
    kind = forms.text(form, "kind")
    async with request.app[DESK].database.read() as conn:
        one = await the_organisation(conn, request)
    given = {
        "purpose": Purpose.ORGANISATION.value,
        "organisation": one.id,
        "kind": kind if kind in list(RoomKind) else None,
    }
    return await _make(request, given, f"/organisations/{one.id}")


async def for_all(request: web.Request) -> web.StreamResponse:
    """POST /rooms: the leaders' or the staff's room, where there is none yet."""
    purpose = forms.text(await request.post(), "purpose")
    if purpose not in OF_EVERYBODY:
        raise forms.BadForm
    return await _make(request, {"purpose": purpose}, "/organisations")


async def _make(
    request: web.Request, given: Mapping[str, object], back: str
) -> web.StreamResponse:
    """Once for each form; whoever is in a group of everybody's sees much."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    name = forms.text(form, "name", NAME)
    if not name:
        return go(request, back, "name_missing")
    id_ = RoomId(await forms.made_id(request, "g"))
    async with desk.database.begin() as conn:
        if await _is_there(conn, id_, str(given["purpose"])):
            return go(request, back, "again")
        await enrol.load_setting(conn, {"rooms": [{**given, "id": id_, "name": name}]})
        detail = {"to": given.get("organisation") or given["purpose"]}
        await desk.note(conn, account, "room.added", id_, detail)
        room = (await directory.rooms(conn))[id_]
    await look_again(request)
    if room.organisation is not None:
        await introduced(request, room)
    return go(request, back, "room_made")


async def _is_there(conn: AsyncConnection, id_: RoomId, purpose: str) -> bool:
    """This very one, or the one of its kind that there may be."""
    known = await directory.rooms(conn)
    alone = purpose in OF_EVERYBODY
    return id_ in known or (alone and any(r.purpose == purpose for r in known.values()))
