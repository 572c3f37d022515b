"""One case: what it is about, what was said around it, and what can be done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot import concerning, doubtful
from bot.console import learnt, lines, sessions
from bot.console.desk import DESK
from bot.console.lines import Line
from bot.console.needs import Nowhere
from bot.console.showing import show
from handlers.model.case import Case, CaseKind, Listed
from handlers.model.people import OrganisationId
from handlers.model.settings import Settings
from handlers.staff import listing
from store import cases, timeline
from store.console import names, outside, subjects, waiting
from store.console.outside import Stretch
from store.console.subjects import Subject
from store.console.waiting import Wanted

LINES = 15
FURTHER, MORE_LINES = timedelta(days=1), 90


@dataclass(frozen=True, slots=True)
class Around:
    """What was said in the room.  about: ids of the messages that the case is about."""

    said: Sequence[timeline.Line]
    about: frozenset[str]


async def owner(conn: AsyncConnection, path: Mapping[str, str]) -> OrganisationId | None:
    """Whose room it came up in.  Raises: Nowhere."""
    return (await _named(conn, path)).organisation


async def page(request: web.Request) -> web.StreamResponse:
    """GET /cases/{number}?more: with more of the conversation."""
    return await show_case(request)


async def show_case(
    request: web.Request, problem: str = "", words: str = "", status: int = 200
) -> web.StreamResponse:
    """The page, again with what was typed when that could not be sent."""
    desk, who = request.app[DESK], sessions.signed(request).account
    wide = "more" in request.query
    async with desk.database.read() as conn:
        listed = await _named(conn, request.match_info)
        [line] = await lines.told(conn, [listed], who, desk.config.settings)
        around = await _around(conn, line, wide=wide)
        course = await waiting.course(conn, listed.number)
        data = {
            "line": line,
            "around": around,
            "course": course,
            "why": await _why(conn, listed, desk.config.settings),
            "names": await names.of(conn, set(_people(line, around))),
            "sent": await subjects.sent(conn, _keys(line.subject)),
            "next": await _next(conn, line, who.organisations),
            "unheard": await _unheard(conn, listed.case, desk.config.zone),
            "learnt": await learnt.learnt(conn, line.subject.question, desk.today()),
            "warning": await learnt.warning(conn, line.subject.question, listed),
        }
    given = {"problem": problem, "words": words, "wide": wide}
    alike = "alike" in request.query
    return show(
        request, "case", {**data, **given, "alike": alike, "bot": timeline.BOT}, status
    )


async def _named(conn: AsyncConnection, path: Mapping[str, str]) -> Listed:
    found = await cases.named(conn, [int(path["number"])])
    if not found:
        raise Nowhere
    return found[0]


async def _unheard(conn: AsyncConnection, case: Case, zone: tzinfo) -> Sequence[Stretch]:
    """What its account did not hear that day, of cases about that."""
    if case.kind is not CaseKind.GAP:
        return ()
    channel, _, day = case.subject.rpartition("/")
    stretches = await outside.unheard(conn, channel)
    return [one for one in stretches if str(one.until.astimezone(zone).date()) == day]


async def _why(conn: AsyncConnection, listed: Listed, settings: Settings) -> str:
    doubt = listing.why(await doubtful.about(conn, listed.case), settings)
    return prompts.render("cases/why", {"doubt": doubt}) if doubt else ""


async def _around(conn: AsyncConnection, line: Line, *, wide: bool) -> Around:
    case = line.listed.case
    about = frozenset(concerning.messages(case, line.subject))
    if not wide:
        return Around(await concerning.said(conn, case, LINES), about)
    began = await cases.began(conn, case)
    said = await timeline.around(conn, case.room, began, FURTHER, MORE_LINES)
    return Around([one for one in said if not one.recalled], about)


def _people(line: Line, around: Around) -> Iterator[str]:
    """Whoever is named on the page."""
    yield from (one.sender for one in around.said)
    if (question := line.subject.question) is not None:
        yield from question.askers
        yield question.asker
        yield from (further.asker for further in question.further)
        yield from (reply.by for reply in question.replies if reply.by is not None)


def _keys(subject: Subject) -> list[str]:
    return [reply.key for reply in subject.question.replies] if subject.question else []


async def _next(
    conn: AsyncConnection, line: Line, sees: frozenset[OrganisationId] | None
) -> int | None:
    """The oldest that waits, for whoever is done with this one."""
    if line.listed.outcome is None:
        return None
    first = await waiting.page(conn, Wanted(sees), 1)
    return first[0].number if first else None
