"""People across their groups; whoever may be one person is put before staff."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.crowd import Crowd, may_change, seen_by, suggested
from bot.console.desk import DESK
from bot.console.pages.organisations import look_again
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.model.people import (
    OF_EVERYBODY,
    PersonId,
    Role,
    Room,
)
from store import enrol
from store.console import aliases
from store.console.accounts import Account, Rank

MOST = 100  # people on one page; more are found by their names


async def page(request: web.Request) -> web.StreamResponse:
    """GET /people?q=…"""
    asked, account = request.query.get("q", "").strip()[:60], signed(request).account
    async with request.app[DESK].database.read() as conn:
        crowd = await seen_by(conn, account)
        apart = await aliases.different(conn)
    found = crowd.named(asked)
    data = {
        "asked": asked,
        "found": [(one, crowd.shown_of(one.id)) for one in found[:MOST]],
        "more": max(0, len(found) - MOST),
        "fillable": fillable(account, crowd.rooms.values()),
        "roles": roles_of(account),
        "pairs": await suggested(crowd, account, apart) if not asked else [],
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
    await look_again(request)
    back = one if forms.text(form, "back") == "person" else ""
    said = "people_merged" if same else "saved"
    return go(request, f"/people/{back}" if back else "/people", said)


def fillable(account: Account, rooms: Iterable[Room]) -> list[Room]:
    """Groups into which the account may put people: in the leaders' and the staff's room
    much is seen, so that is for administrators; nobody is put into a private talk.
    """
    every = account.rank.covers(Rank.ADMINISTRATOR) and account.organisations is None
    return [
        room
        for room in rooms
        if (room.organisation is not None and account.sees(room.organisation))
        or (every and room.purpose in OF_EVERYBODY)
    ]


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
