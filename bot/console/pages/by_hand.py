"""What an account that only listens would have said: a person says it, or lets it go (R10)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import taking_back
from bot.console.desk import DESK, Desk
from bot.console.needs import Nowhere
from bot.console.pages import media
from bot.console.sessions import signed
from bot.console.showing import go, show
from bot.handing import Leaving
from handlers import moments
from handlers.model.admission import Act
from handlers.model.people import OrganisationId
from store import inbox, outbox
from store.console import by_hand, names
from store.console.by_hand import Left, ToCome
from store.inbox import InboxStatus
from store.outbox import OutboxStatus, Queued

BACK = "/by-hand"
A_PAGE = 30
SETTLED = {  # what is noted and said about it
    OutboxStatus.SENT: "said",
    OutboxStatus.CANCELLED: "dropped",
    OutboxStatus.WAITING: "left_to_bot",
}


@dataclass(frozen=True, slots=True)
class Later:
    """So many messages for a room that must wait for their moment."""

    room: str
    count: int
    at: datetime


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId | None:
    """Whose room the words are for.  Raises: Nowhere."""
    found = await by_hand.named(conn, int(path["queued"]))
    if found is None:
        raise Nowhere
    _, room = found
    return room.organisation if room else None


async def page(request: web.Request) -> web.StreamResponse:
    """GET /by-hand?before=ID."""
    desk, who = request.app[DESK], signed(request).account
    before = request.query.get("before", "")
    after = int(before) if before.isdecimal() and before.isascii() else None
    async with desk.database.read() as conn:
        lines = await by_hand.page(conn, who.organisations, A_PAGE, after)
        waiting = await by_hand.to_come(conn, who.organisations, desk.gentle)
        data = {
            "lines": lines,
            "total": await by_hand.count(conn, who.organisations),
            "older": by_hand.older(lines, A_PAGE),
            "names": await names.of(conn, list(_named(lines))),
            "speaks": _speak(desk, lines),
            "later": _later(desk, waiting),
            "quiet": desk.config.settings.coach.quiet_hours,
        }
    return show(request, "by_hand", data)


async def photo(request: web.Request) -> web.StreamResponse:
    """GET /by-hand/{queued}/photos/{sha}: one of those that go with the words."""
    desk, sha = request.app[DESK], request.match_info["sha"]
    async with desk.database.read() as conn:
        found = await by_hand.named(conn, int(request.match_info["queued"]))
    if found is None or sha not in found[0].pictures:
        raise web.HTTPNotFound
    return await media.picture(request)


async def said(request: web.Request) -> web.StreamResponse:
    """POST /by-hand/{queued}/said: a person said it, so that it stands in its room."""
    return await _settle(request, OutboxStatus.SENT)


async def drop(request: web.Request) -> web.StreamResponse:
    """POST /by-hand/{queued}/drop: nobody says it."""
    return await _settle(request, OutboxStatus.CANCELLED)


async def speak(request: web.Request) -> web.StreamResponse:
    """POST /by-hand/{queued}/speak: the account does, now that it may."""
    desk = request.app[DESK]
    async with desk.database.read() as conn:
        found = await by_hand.named(conn, int(request.match_info["queued"]))
    if found is None or not _may_speak(desk, found[0]):
        return go(request, BACK, "only_listens")
    answer = await _settle(request, OutboxStatus.WAITING)
    desk.wake()
    return answer


async def _settle(request: web.Request, status: OutboxStatus) -> web.StreamResponse:
    """Once, whoever is first."""
    desk, id_ = request.app[DESK], int(request.match_info["queued"])
    async with desk.database.begin() as conn:
        queued = await outbox.settle_by_hand(conn, id_, status, desk.now())
        if queued is None:
            return go(request, BACK, "words_settled")
        out = queued.outgoing
        if status is OutboxStatus.SENT:
            await _done(conn, Leaving(queued, desk.now()))
        action = f"{'act' if out.act else 'words'}.{SETTLED[status]}"
        account, detail = signed(request).account, {"outbox": id_}
        await desk.note(conn, account, action, out.room, detail)
    return go(request, BACK, f"words_{SETTLED[status]}")


async def _done(conn: AsyncConnection, leaving: Leaving) -> None:
    """As if the account had: what was said stands in its room, what is taken back does not."""
    external_id, out = leaving.external_id, leaving.queued.outgoing
    if out.act == Act.RECALL:
        await taking_back.done(conn, out, leaving.at)
    if out.act:
        return
    await outbox.mark_sent(conn, [(leaving.queued.id, external_id, leaving.at)])
    await inbox.put(conn, [leaving.said(external_id)], InboxStatus.HANDLED)


def _later(desk: Desk, waiting: Iterable[ToCome]) -> Sequence[Later]:
    """What will be left to people, the soonest first: nothing is said at night (R2)."""
    now, settings = desk.now(), desk.config.settings
    found: Counter[tuple[datetime, str]] = Counter()
    for one in waiting:
        at = moments.allowed(max(one.not_before, now), settings)
        if at > now and not desk.gentle[one.channel].speaks(at):
            found[at, one.room] += one.count
    return [Later(room, count, at) for (at, room), count in sorted(found.items())]


def _named(lines: Iterable[Left]) -> Iterable[str]:
    return (person for line in lines for person in line.queued.outgoing.to)


def _speak(desk: Desk, lines: Iterable[Left]) -> frozenset[int]:
    """Which of them the account could say by itself by now."""
    return frozenset(one.queued.id for one in lines if _may_speak(desk, one.queued))


def _may_speak(desk: Desk, queued: Queued) -> bool:
    gentle = desk.gentle.get(queued.outgoing.channel)
    return gentle is not None and gentle.speaks(desk.now())
