"""Whether the bot is well: what waits, what was put aside, what the log says."""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.commands import doctor
from bot.console import forms
from bot.console.desk import DESK
from bot.console.sessions import signed
from bot.console.showing import go, show
from store import directory, inbox, outbox
from store.console import due, parked

LINES = 100
WARNINGS = (" WARNING ", " ERROR ", " CRITICAL ")


async def page(request: web.Request) -> web.StreamResponse:
    """GET /health?log=warnings"""
    return await _page(request)


async def check(request: web.Request) -> web.StreamResponse:
    """POST /health/check: what `doctor` says; it loads the models for real."""
    desk = request.app[DESK]
    lines = await asyncio.to_thread(doctor.checks, desk.config, desk.data)
    return await _page(request, lines)


async def retry(request: web.Request) -> web.StreamResponse:
    """POST /health/rows/{row}/retry: a row that was put aside waits again."""
    desk, row = request.app[DESK], int(request.match_info["row"])
    async with desk.database.begin() as conn:
        if not await inbox.unpark(conn, [row]):
            return go(request, "/health", "row_gone")
        await desk.note(conn, signed(request).account, "row.retried", str(row))
    desk.wake()
    return go(request, "/health", "row_waits")


async def drop(request: web.Request) -> web.StreamResponse:
    """POST /health/rows/{row}/drop: nobody handles it any more; it is kept."""
    desk, row = request.app[DESK], int(request.match_info["row"])
    if forms.text(await request.post(), "sure") != "yes":
        return go(request, "/health", "tick_first")
    async with desk.database.begin() as conn:
        if not await parked.drop(conn, row):
            return go(request, "/health", "row_gone")
        await desk.note(conn, signed(request).account, "row.dropped", str(row))
    return go(request, "/health", "done")


async def _page(
    request: web.Request, lines: Sequence[doctor.Line] = ()
) -> web.StreamResponse:
    desk, account = request.app[DESK], signed(request).account
    data: dict[str, object] = {
        "health": await desk.health(),
        "checked": lines,
        "whole": account.organisations is None,
        "parked": (),
        "unknown": (),
        "log": (),
        "warnings": request.query.get("log") == "warnings",
    }
    if account.organisations is None:
        async with desk.database.read() as conn:
            data |= await _aside(conn)
        file = desk.data / "logs" / "peiban.log"
        only = WARNINGS if data["warnings"] else ("",)
        data["log"] = await asyncio.to_thread(_newest, file, only)
    return show(request, "health", data)


async def _aside(conn: AsyncConnection) -> Mapping[str, object]:
    """Whatever could not be handled, and what may or may not have been said."""
    rooms = {str(id_): room.name for id_, room in (await directory.rooms(conn)).items()}
    lost = await outbox.lost(conn)
    cards = await due.cards(conn, [one.outgoing.key for one in lost])
    return {
        "parked": [
            (one, rooms.get(one.inbound.room, "")) for one in await inbox.parked(conn)
        ],
        "unknown": [
            (
                one.outgoing.created_at,
                rooms.get(one.outgoing.room, ""),
                cards.get(one.outgoing.key),
            )
            for one in lost
        ],
    }


def _newest(file: Path, only: Sequence[str]) -> Sequence[str]:
    """The newest lines that have one of these, the newest first."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            found = deque((x for x in lines if any(o in x for o in only)), maxlen=LINES)
    except FileNotFoundError:
        return ()
    return [line.rstrip() for line in reversed(found)]
