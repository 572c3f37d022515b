"""What somebody wants kept of them: without a name, or nothing at all."""

from aiohttp import web

from bot import erasing
from bot.console import forms
from bot.console.crowd import may_change, seen_by
from bot.console.desk import DESK
from bot.console.pages.organisations import look_again
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.effects import KeepWish
from handlers.model.people import PersonId
from store import consent, directory


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
