"""What can be taken out of the house, and who took what (audited, R14)."""

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.commands import visits as table
from bot.console import audited, forms
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.pages.activities import day_in
from bot.console.pages.knowledge import XLSX
from bot.console.sessions import signed
from bot.console.showing import show
from handlers.visiting import both_views
from handlers.visiting.both_views import Line
from store import directory, visits
from store.console import accounts, audit
from store.console.accounts import Account, Rank

NEWEST = 20
TAKEN = (
    "knowledge.exported",
    "visits.exported",
    "activities.exported",
    "backup.downloaded",
)
VISITS = "visits.exported"


async def page(request: web.Request) -> web.StreamResponse:
    """GET /exports."""
    return await _page(request)


async def take_visits(request: web.Request) -> web.StreamResponse:
    """POST /exports/visits: both views of every activity of these days as .xlsx (D6)."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    days = _days(form)
    if days is None:
        return await _page(request, "days", 422)
    async with desk.database.begin() as conn:
        lines = await _lines(conn, request, account, days)
        detail = {"days": [day.isoformat() for day in days], "count": len(lines)}
        await desk.note(conn, account, VISITS, "", detail)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "visits.xlsx"
        await asyncio.to_thread(table.write, file, lines)
        body = file.read_bytes()
    name = f"visits-{days[0]}-{days[1]}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=body, content_type=XLSX, headers=headers)


async def _page(
    request: web.Request, problem: str = "", status: int = 200
) -> web.StreamResponse:
    desk, account = request.app[DESK], signed(request).account
    today = desk.today()
    async with desk.database.read() as conn:
        mine = None if account.organisations is None else account.id
        taken = await audit.page(conn, NEWEST, account=mine, actions=TAKEN)
        data = {
            "problem": problem,
            "since": today.replace(day=1),
            "until": today,
            "administers": account.rank.covers(Rank.ADMINISTRATOR),
            "deeds": await audited.told(conn, taken),
            "names": {one.id: one.name for one in await accounts.every(conn)},
        }
    return show(request, "exports", data, status)


def _days(form: Form) -> tuple[date, date] | None:
    since = day_in(forms.text(form, "since"))
    until = day_in(forms.text(form, "until"))
    return (since, until) if since and until and since <= until else None


async def _lines(
    conn: AsyncConnection, request: web.Request, account: Account, days: tuple[date, date]
) -> list[Line]:
    """Of the organisations that the account may see."""
    settings = request.app[DESK].config.settings
    people = await directory.people(conn)
    names = {
        one.id: one.name
        for one in await directory.organisations(conn)
        if account.sees(one.id)
    }
    joined = [
        one for id_ in names for one in await visits.joined(conn, id_, *days, settings)
    ]
    return [both_views.line(one, names, people, settings) for one in joined]
