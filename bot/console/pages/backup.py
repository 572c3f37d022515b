"""Backups: made, downloaded, and how to go back to one."""

from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from bot import backup
from bot.console.desk import DESK, Desk
from bot.console.sessions import signed
from bot.console.showing import go, show
from bot.errors import PeibanError
from store.console import pictures

TAR = "application/x-tar"


async def page(request: web.Request) -> web.StreamResponse:
    """GET /backup."""
    desk = request.app[DESK]
    data = {
        "possible": backup.possible(desk.config),
        "there": backup.there(desk.data),
        "next": backup.next_at(desk.config, desk.now()),
        "keep": desk.config.backup.keep,
    }
    return show(request, "backup", data)


async def make(request: web.Request) -> web.StreamResponse:
    """POST /backup: one of the store, now."""
    desk = request.app[DESK]
    _only_ours(desk)
    try:
        made = await backup.make(desk.config, desk.data, desk.now())
    except PeibanError:
        return go(request, "/backup", "backup_failed")
    async with desk.database.begin() as conn:
        await desk.note(conn, signed(request).account, "backup.made", made.name)
    return go(request, "/backup", "backup_made")


async def whole(request: web.Request) -> web.StreamResponse:
    """POST /backup/whole: the store and all pictures, as they are read."""
    desk = request.app[DESK]
    _only_ours(desk)
    name = f"peiban-{desk.now().astimezone(desk.config.zone):%Y-%m-%d}.tar"
    await _note(request, "whole")
    response = web.StreamResponse(headers=_headers(name))
    response.content_type = TAR
    await response.prepare(request)
    pieces = backup.whole(desk.config, desk.data, lambda: _pictures(desk))
    async for piece in pieces:
        await response.write(piece)
    await response.write_eof()
    return response


async def download(request: web.Request) -> web.StreamResponse:
    """POST /backup/{name}: one that is there."""
    desk, name = request.app[DESK], request.match_info["name"]
    if name not in {one.name for one in backup.there(desk.data)}:
        raise web.HTTPNotFound
    await _note(request, name)
    file = desk.data / backup.FOLDER / name
    return web.FileResponse(file, headers=_headers(name))


def _only_ours(desk: Desk) -> None:
    if not backup.possible(desk.config):
        raise web.HTTPNotFound


async def _note(request: web.Request, subject: str) -> None:
    desk = request.app[DESK]
    async with desk.database.begin() as conn:
        await desk.note(conn, signed(request).account, "backup.downloaded", subject)


async def _pictures(desk: Desk) -> AsyncIterator[tuple[str, Path]]:
    async with desk.database.read() as conn:
        shas = await pictures.every(conn)
    for sha in shas:
        yield sha, desk.media.path(sha)


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
