"""Groups in which an account is and that nobody has bound: whose they are, or nobody's."""

from collections.abc import Mapping, Sequence

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import deeds
from bot.console import forms
from bot.console.desk import DESK, Asked, Outcome
from bot.console.forms import Form
from bot.console.pages.organisations import NAME, look_again
from bot.console.sessions import signed
from bot.console.showing import go
from handlers.model.deed import Bind
from handlers.model.people import OF_EVERYBODY, OrganisationId, Purpose, RoomKind
from store import rooms
from store.console import names
from store.console.accounts import Account, Rank
from store.lane_name import OF_ORGANISATION, lane_of_account
from store.rooms import Sighted

BACK = "/outside"
NEW = "new"  # of a choice of organisations: one that is not there yet


async def waiting(conn: AsyncConnection, account: Account) -> Mapping[str, object]:
    """What the page of the outside says of them."""
    every = await rooms.sighted(conn)
    return {
        "rooms": [one for one in every if not one.hidden],
        "hidden": [one for one in every if one.hidden],
        "inviters": await names.of(conn, [one.inviter for one in every]),
        "organisations": await names.organisations(conn, account.organisations),
        "common": [one.value for one in _common(account)],
        "kinds": [kind.value for kind in RoomKind],
    }


async def bind(request: web.Request) -> web.StreamResponse:
    """POST /outside/rooms: as if one of staff had said it in the group."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    async with desk.database.read() as conn:
        room = await _named(conn, forms.text(form, "room"))
        deed = None if room is None else _deed(room, form)
        may = deed is not None and _may(account, deed)
    if room is None:
        return go(request, BACK, "unknown")
    if deed is None or not may:
        return go(request, BACK, "bind_first")
    asked = Asked(
        lane=lane_of_account(room.channel),
        do=type(deed).__name__.lower(),
        once=await forms.once(request),
        subject=room.room,
        body=deeds.body(deed),
        room=room.room,
    )
    outcome = await desk.put(account, asked)
    await look_again(request)
    flash = "room_bound" if outcome is Outcome.DONE else outcome.value
    return go(request, BACK, flash)


async def hide(request: web.Request) -> web.StreamResponse:
    """POST /outside/rooms/hide: it is nobody's; or it waits again."""
    desk, form = request.app[DESK], await request.post()
    room, again = forms.text(form, "room"), forms.text(form, "again") == "yes"
    async with desk.database.begin() as conn:
        if not await rooms.hide(conn, room, None if again else desk.now()):
            return go(request, BACK, "unknown")
        action = "sighted.waits" if again else "sighted.hidden"
        await desk.note(conn, signed(request).account, action, room)
    return go(request, BACK, "saved")


async def _named(conn: AsyncConnection, room: str) -> Sighted | None:
    return next((one for one in await rooms.sighted(conn) if one.room == room), None)


def _deed(room: Sighted, form: Form) -> Bind | None:
    """None for a form that does not say whose it is."""
    to, kind = forms.text(form, "to"), forms.text(form, "kind")
    name = forms.text(form, "name", NAME)
    if to in OF_EVERYBODY:
        return Bind(room.room, room.channel, Purpose(to))
    named = OrganisationId(to.removeprefix(OF_ORGANISATION)) if to != NEW else None
    if not to or (named is None and not name):
        return None
    return Bind(
        room.room,
        room.channel,
        Purpose.ORGANISATION,
        named,
        RoomKind(kind) if kind in list(RoomKind) else None,
        "" if named else name,
    )


def _may(account: Account, deed: Bind) -> bool:
    return deed.purpose not in OF_EVERYBODY or deed.purpose in _common(account)


def _common(account: Account) -> Sequence[Purpose]:
    """Whoever is in the leaders' or the staff's room sees much: administrators say which it is."""
    return OF_EVERYBODY if account.rank.covers(Rank.ADMINISTRATOR) else ()
