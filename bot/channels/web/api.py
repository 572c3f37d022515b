"""The HTTP API for scripts and for the page: rooms, what is said there, taking it back."""

from collections.abc import Sequence

from aiohttp import web

from bot.channels.web import inbound, post
from bot.channels.web.context import CONTEXT, HUB, INTAKE, WebContext
from bot.channels.web.lines import said
from bot.channels.web.post import Post
from bot.channels.web.refusals import Refused, answer
from bot.channels.web.uploads import Upload, read_form
from handlers.model.people import Room
from store import inbox, timeline
from store.media import MediaInfo

PAGE = 200
PAGE_LIMIT = 1_000
LONGEST = 9  # digits of a number


async def list_rooms(request: web.Request) -> web.Response:
    """GET /api/rooms."""
    directory = request.app[CONTEXT].directory
    await directory.refresh()
    rooms = [
        {"id": r.id, "name": r.name, "purpose": r.purpose, "organisation": r.organisation}
        for r in directory.rooms.values()
    ]
    return answer(rooms)


async def list_people(request: web.Request) -> web.Response:
    """GET /api/people."""
    directory = request.app[CONTEXT].directory
    await directory.refresh()
    people = [
        {"id": p.id, "name": p.name, "role": p.role, "rooms": directory.rooms_of(p.id)}
        for p in directory.people.values()
    ]
    return answer(people)


async def list_messages(request: web.Request) -> web.Response:
    """GET /api/rooms/{room}/messages?after=ID&limit=200, or ?newest=1 for the end."""
    room = await the_room(request)
    context, limit = request.app[CONTEXT], _limit(request)
    after = await row_after(context, room, request.query.get("after"))
    async with context.database.read() as conn:
        if request.query.get("newest"):
            lines = await timeline.last(conn, room.id, limit)
        else:
            lines = await timeline.page(conn, room.id, after, limit)
    return answer([said(line, room.id, context.zone) for line in lines])


async def post_message(request: web.Request) -> web.Response:
    """POST /api/rooms/{room}/messages: 202 once it is stored, 200 if it was already."""
    room = await the_room(request)
    match request.content_type:
        case "application/json":
            message = await post.read_json(request)
            await _check_member(request, room, message)
            return await _store(request, room, message, (), ())
        case "multipart/form-data":
            return await _post_form(request, room)
        case other:
            why = f"{other} is not understood; send application/json or multipart/form-data"
            raise Refused(415, why)


async def recall_message(request: web.Request) -> web.Response:
    """DELETE /api/rooms/{room}/messages/{message}: 202, or 200 if it was before."""
    room = await the_room(request)
    context, message = request.app[CONTEXT], request.match_info["message"]
    async with context.database.begin() as conn:
        known = await inbox.mark_recalled(conn, room.id, message, context.now())
        new = (
            await inbox.put(conn, [inbound.recall(context, room, message)])
            if known
            else [None]
        )
    if not known:
        raise _unknown_message(message)
    if new[0] is not None:
        request.app[HUB].recalled(room.id, message)
        context.wake()
    return answer({"id": message}, 200 if new[0] is None else 202)


async def the_room(request: web.Request) -> Room:
    """Raises: Refused when there is no such room."""
    name = request.match_info["room"]
    room = await request.app[CONTEXT].directory.room(name)
    if room is None:
        raise Refused(404, f"there is no room {name[:80]!r}; GET /api/rooms lists them")
    return room


async def _post_form(request: web.Request, room: Room) -> web.Response:
    async with read_form(request) as form:
        message = post.make_post(form.fields, with_media=bool(form.photos or form.voices))
        await _check_member(request, room, message)
        pictures = await _keep(request.app[CONTEXT], form.photos)
        voices = await _keep(request.app[CONTEXT], form.voices)
    return await _store(request, room, message, pictures, voices)


async def _check_member(request: web.Request, room: Room, message: Post) -> None:
    if not await request.app[CONTEXT].directory.is_member(room.id, message.sender):
        why = f"{message.sender[:80]!r} is not in room {room.id!r}; see GET /api/people"
        raise Refused(403, why)


async def _keep(context: WebContext, uploads: Sequence[Upload]) -> list[MediaInfo]:
    """Pictures and voices lie in the store before the message that brings them (R9)."""
    keep, now = context.media.keep, context.now()
    return [await keep(one.path, one.name, one.mime, now) for one in uploads]


async def _store(
    request: web.Request,
    room: Room,
    message: Post,
    pictures: Sequence[MediaInfo],
    voices: Sequence[MediaInfo],
) -> web.Response:
    row = inbound.message(request.app[CONTEXT], room, message, pictures, voices)
    new = await request.app[INTAKE].put(row, [*pictures, *voices])
    return answer({"id": message.id}, 202 if new else 200)


async def row_after(context: WebContext, room: Room, after: str | None) -> int:
    """The row after which to read on, 0 for the beginning.  Raises: Refused if unknown."""
    if after is None:
        return 0
    async with context.database.read() as conn:
        if later := await timeline.page(conn, room.id, after, 1):
            return later[0].row - 1
        newest = await timeline.last(conn, room.id, 1)
    if not newest or newest[0].id != after:
        raise _unknown_message(after)
    return newest[0].row


def _limit(request: web.Request) -> int:
    given = request.query.get("limit", str(PAGE))
    known = given.isascii() and given.isdigit() and len(given) < LONGEST
    if not known or not 1 <= int(given) <= PAGE_LIMIT:
        why = f"'limit' must be a number from 1 to {PAGE_LIMIT}, not {given[:40]!r}"
        raise Refused(422, why)
    return int(given)


def _unknown_message(message: str) -> Refused:
    return Refused(404, f"there is no message {message[:80]!r} in this room")
