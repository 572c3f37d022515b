"""One entry of the knowledge: written, approved, and used no more."""

from dataclasses import replace
from datetime import date, datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.console import forms
from bot.console.desk import DESK
from bot.console.forms import Form
from bot.console.sessions import signed
from bot.console.showing import go, show
from handlers.knowledge import alike, name_of
from handlers.model.case import Entry
from store import knowledge
from store.console.accounts import Account
from store.setting import LOADED

QUESTION, ANSWER = 300, 4_000  # characters
NEW = "new"  # where an id stands in the address of one that is none yet


async def page(request: web.Request) -> web.StreamResponse:
    """GET /knowledge/{entry}; “new” is an empty form."""
    async with request.app[DESK].database.read() as conn:
        entry = await _the_entry(conn, request)
    return _shown(request, entry)


async def keep(request: web.Request) -> web.StreamResponse:
    """POST /knowledge/{entry}: as it is written from now on."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    async with desk.database.begin() as conn:
        known = await _the_entry(conn, request)
        entry = _written(form, known)
        problem = _problem(form, entry)
        if not known.id and not problem:
            like = alike(entry.question, await knowledge.entries(conn))
            unasked = forms.text(form, "apart") != "yes"
            problem = "alike" if like and unasked else ""
            entry = replace(entry, id=name_of(entry.question))
        if problem:
            return _shown(request, replace(entry, id=known.id), problem)
        entry = _read_by(account, form, entry, desk.now())
        await knowledge.keep(conn, [entry])
        await desk.note(conn, account, "entry.saved", entry.id)
    return go(request, f"/knowledge/{entry.id}", "saved")


async def retire(request: web.Request) -> web.StreamResponse:
    """POST /knowledge/{entry}/retire: not used from today on, or (again=yes) used again."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    again = forms.text(form, "again") == "yes"
    async with desk.database.begin() as conn:
        known = await _the_entry(conn, request)
        if not known.id:
            raise web.HTTPNotFound
        entry = replace(known, valid_until=None) if again else known.retired(desk.today())
        await knowledge.keep(conn, [entry])
        action = "entry.used" if again else "entry.retired"
        await desk.note(conn, account, action, entry.id)
    return go(request, f"/knowledge/{entry.id}", "saved")


def _shown(request: web.Request, entry: Entry, problem: str = "") -> web.StreamResponse:
    day = request.app[DESK].today()
    over = entry.valid_until is not None and entry.valid_until < day
    data = {"entry": entry, "problem": problem, "over": over, "loaded": LOADED}
    return show(request, "entry", data, 422 if problem else 200)


async def _the_entry(conn: AsyncConnection, request: web.Request) -> Entry:
    """Without an id for a new one.  Raises: HTTPNotFound."""
    asked = request.match_info["entry"]
    if asked == NEW:
        return Entry("", "", "")
    for entry in await knowledge.entries(conn):
        if entry.id == asked:
            return entry
    raise web.HTTPNotFound


def _written(form: Form, known: Entry) -> Entry:
    question = " ".join(forms.text(form, "question", QUESTION).split())
    lines = forms.text(form, "phrasings").split("\n")
    phrasings = dict.fromkeys(line.strip() for line in lines if line.strip())
    phrasings.pop(question, None)
    return replace(
        known,
        question=question,
        answer=forms.text(form, "answer", ANSWER),
        phrasings=tuple(phrasings),
        source=forms.text(form, "source", QUESTION),
        valid_from=_day(forms.text(form, "valid_from")),
        valid_until=_day(forms.text(form, "valid_until")),
    )


def _read_by(account: Account, form: Form, entry: Entry, now: datetime) -> Entry:
    """Approved of as it is now, or not to be used until somebody does (R13)."""
    if forms.text(form, "approved") == "yes":
        return replace(entry, approver=account.name, approved_at=now)
    return replace(entry, approver="", approved_at=None)


def _problem(form: Form, entry: Entry) -> str:
    if not entry.question or not entry.answer:
        return "empty"
    typed = [bool(forms.text(form, name)) for name in ("valid_from", "valid_until")]
    if typed != [entry.valid_from is not None, entry.valid_until is not None]:
        return "dates"
    since, until = entry.valid_from, entry.valid_until
    return "dates" if since and until and until < since else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
