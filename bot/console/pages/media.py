"""Pictures, only to those who may see the room in which they were posted."""

import re
from collections.abc import Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console.desk import DESK
from bot.console.needs import Nowhere
from handlers.model.people import OrganisationId
from store.console import posted

SHA = re.compile(r"[0-9a-f]{64}")
HEADERS = {
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-cache",  # asked for again: the session may have ended
}


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId | None:
    """Whose room the message is in.  Raises: Nowhere, also for a picture of another one."""
    room, sha = path["room"], path["sha"]
    if not SHA.fullmatch(sha) or not await posted.has(conn, room, path["message"], sha):
        raise Nowhere
    found = await posted.room_of(conn, room)
    if found is None:
        raise Nowhere
    return found.organisation


async def picture(request: web.Request) -> web.StreamResponse:
    """GET /media/{room}/{message}/{sha}."""
    desk, sha = request.app[DESK], request.match_info["sha"]
    async with desk.database.read() as conn:
        info = await desk.media.info(conn, sha)
    if info is None or not desk.media.path(sha).is_file():
        raise web.HTTPNotFound
    headers = {**HEADERS, "Content-Type": info.mime}
    leaving = await desk.media.leaving(sha)
    if isinstance(leaving, bytes):
        return web.Response(body=leaving, headers=headers)
    return web.FileResponse(leaving, headers=headers)
