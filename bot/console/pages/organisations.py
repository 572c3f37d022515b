"""The organisations, and groups that belong to none of them yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.channels.web.context import CONTEXT
from bot.console import forms
from bot.console.desk import DESK
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.people import OF_EVERYBODY, WEB, Organisation, Purpose, Room, RoomId
from store import directory, enrol
from store.console import standing
from store.console.accounts import Account, Rank
from store.lane_name import OF_ORGANISATION

NAME = 60  # characters


async def page(request: web.Request) -> web.StreamResponse:
    """GET /organisations."""
    return await _page(request)


async def add(request: web.Request) -> web.StreamResponse:
    """POST /organisations: a new one, without groups yet; the same form makes it once."""
    desk, form = request.app[DESK], await request.post()
    name = forms.text(form, "name", NAME)
    if not name:
        return await _page(request, "name", 422)
    id_ = await forms.made_id(request, "o")
    given = {"id": id_, "name": name, "community": forms.text(form, "community", NAME)}
    async with desk.database.begin() as conn:
        if any(one.name == name for one in await directory.organisations(conn)):
            return go(request, "/organisations", "name_taken")
        await enrol.load_setting(conn, {"organisations": [given]})
        await desk.note(conn, signed(request).account, "organisation.added", id_)
    return go(request, f"/organisations/{id_}", "saved")


async def bind(request: web.Request) -> web.StreamResponse:
    """POST /rooms/bind: the group is this organisation's, the leaders' or the staff's."""
    desk, form = request.app[DESK], await request.post()
    to = forms.text(form, "to")
    async with desk.database.begin() as conn:
        room = (await directory.rooms(conn)).get(RoomId(forms.text(form, "room")))
        fits = _may(signed(request).account, to) and await _is_place(conn, to)
        if room is None or not is_unbound(room) or not fits:
            return go(request, "/organisations", "bind_first")
        await enrol.load_setting(conn, {"rooms": [_bound(room, to)]})
        bound = (await directory.rooms(conn))[room.id]
        await standing.follow(conn, bound)
        detail = {"to": to}
        await desk.note(conn, signed(request).account, "room.bound", room.id, detail)
    await look_again(request)
    return go(request, "/organisations", "saved")


def is_unbound(room: Room) -> bool:
    """Whether it belongs to nobody yet."""
    nobodys = room.purpose is Purpose.ORGANISATION and room.organisation is None
    return nobodys and room.channel == WEB  # those of the outside wait on their own page


async def look_again(request: web.Request) -> None:
    """The chat keeps rooms and people at hand; after a change it reads them again."""
    await request.config_dict[CONTEXT].directory.refresh()


def _may(account: Account, to: str) -> bool:
    """Whoever is in the leaders' or the staff's room sees much: that is not for everyone."""
    return to.startswith(OF_ORGANISATION) or account.rank.covers(Rank.ADMINISTRATOR)


async def _is_place(conn: AsyncConnection, to: str) -> bool:
    if to in OF_EVERYBODY:
        rooms = (await directory.rooms(conn)).values()
        return all(room.purpose != to for room in rooms)
    known = await directory.organisations(conn)
    return to in {f"{OF_ORGANISATION}{one.id}" for one in known}


def _bound(room: Room, to: str) -> Mapping[str, object]:
    kept = {"id": room.id, "name": room.name, "kind": room.kind}
    if to.startswith(OF_ORGANISATION):
        organisation = to.removeprefix(OF_ORGANISATION)
        return {**kept, "purpose": "organisation", "organisation": organisation}
    return {**kept, "purpose": to}


async def _page(
    request: web.Request, problem: str = "", status: int = 200
) -> web.StreamResponse:
    account = signed(request).account
    async with request.app[DESK].database.read() as conn:
        every = await directory.organisations(conn)
        rooms = list((await directory.rooms(conn)).values())
        data = {
            "lines": await _lines(conn, account, every, rooms),
            "unbound": [room for room in rooms if is_unbound(room)],
            "common": _common(rooms),
            "whole": account.organisations is None,
            "places": [one for one in _places(every, rooms) if _may(account, one[0])],
            "problem": problem,
        }
    return show(request, "organisations", data, status)


def _common(rooms: Iterable[Room]) -> list[tuple[str, Room | None]]:
    """The rooms that there is one of for everybody; None where it is not there yet."""
    first: dict[Purpose, Room] = {}
    for room in rooms:
        first.setdefault(room.purpose, room)
    return [(one.value, first.get(one)) for one in (Purpose.STAFF, Purpose.LEADERS)]


def _places(every: Iterable[Organisation], rooms: Iterable[Room]) -> list[tuple[str, str]]:
    """Where a group can go; the second without a name is the leaders' or the staff's."""
    taken = {room.purpose for room in rooms}
    free = [one for one in OF_EVERYBODY if one not in taken]
    return [
        *((f"{OF_ORGANISATION}{one.id}", one.name) for one in every),
        *((one.value, "") for one in free),
    ]


async def _lines(
    conn: AsyncConnection,
    account: Account,
    every: Iterable[Organisation],
    rooms: Collection[Room],
) -> list[Mapping[str, object]]:
    members, days = await standing.members(conn), await standing.last_days(conn)
    waiting, quiet = await standing.open_cases(conn), await standing.hushed(conn)
    rooms_of: defaultdict[str | None, list[Room]] = defaultdict(list)
    for room in rooms:
        rooms_of[room.organisation].append(room)
    lines: list[Mapping[str, object]] = []
    for one in every:
        if not account.sees(one.id):
            continue
        own = rooms_of[one.id]
        lines.append(
            {
                "organisation": one,
                "rooms": len(own),
                "members": members.get(one.id, 0),
                "last": days.get(one.id),
                "cases": waiting.get(f"{OF_ORGANISATION}{one.id}", 0),
                "quiet": bool(own) and all(room.id in quiet for room in own),
            }
        )
    return lines
