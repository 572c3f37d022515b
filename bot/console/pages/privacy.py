"""What somebody wants kept of them: without a name, or nothing at all; and the bot's own word."""

from aiohttp import web

from bot import erasing
from bot.console import forms
from bot.console.crowd import may_change, seen_by
from bot.console.desk import DESK, Asked, Outcome
from bot.console.pages.organisations import look_again
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.deed import Refusal
from handlers.model.effects import KeepWish
from handlers.model.people import PersonId, Room, RoomId
from store import consent, directory
from store.lane_name import lane_of


async def wish(request: web.Request) -> web.StreamResponse:
    """POST /people/{person}/wish: to be left out by name, or not any more (R14)."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    person, unnamed = (
        PersonId(request.match_info["person"]),
        forms.text(form, "on") == "yes",
    )
    async with desk.database.begin() as conn:
        crowd = await seen_by(conn, account)
        if person not in crowd.people:
            raise web.HTTPNotFound
        if not may_change(crowd, account, person):
            return go(request, f"/people/{person}", "not_yours")
        await consent.keep(conn, [KeepWish(person, unnamed, desk.now())])
        await desk.note(conn, account, "person.wish", person, {"unnamed": unnamed})
    await look_again(request)
    return go(request, f"/people/{person}", "saved")


async def erase(request: web.Request) -> web.StreamResponse:
    """POST /people/{person}/erase: everything of theirs, for good; shows the receipt."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    person = request.match_info["person"]
    async with desk.database.read() as conn:
        known = (await directory.people(conn, [person])).get(PersonId(person))
    if known is None:
        raise web.HTTPNotFound
    if _spaced(forms.text(form, "name")) != _spaced(known.name):
        return go(request, f"/people/{person}", "erase_name")
    receipts = erasing.Receipts(desk.data, desk.config.zone)
    done = await erasing.erase(
        desk.database, desk.media, receipts, person, desk.now, account.id
    )
    await look_again(request)
    if done is None:
        raise web.HTTPNotFound
    return show(request, "erased", {"receipt": receipts.words(done)})


def _spaced(name: str) -> str:
    """As a browser shows it: one space where there are several, none at the ends."""
    return " ".join(name.split())


async def introduce(request: web.Request) -> web.StreamResponse:
    """POST /organisations/{organisation}/rooms/{room}/introduce: the bot says who it is."""
    desk, organisation = request.app[DESK], request.match_info["organisation"]
    async with desk.database.read() as conn:
        room = (await directory.rooms(conn)).get(RoomId(request.match_info["room"]))
    if room is None or room.organisation != organisation:
        raise web.HTTPNotFound
    outcome = await introduced(request, room)
    return go(request, f"/organisations/{organisation}", outcome.value)


async def introduced(request: web.Request, room: Room) -> Outcome | Refusal:
    """The bot says in this group who it is; once for each form."""
    asked = Asked(
        lane=lane_of(room),
        do="introduce",
        once=await forms.once(request),
        subject=room.id,
        body={"room": room.id},
    )
    return await request.app[DESK].put(signed(request).account, asked)
