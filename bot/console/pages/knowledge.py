"""What the bot may answer: listed, tried, merged, and as a table."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from aiohttp.web_request import FileField

import prompts
from bot.console import forms
from bot.console.desk import DESK, Desk
from bot.console.sessions import signed
from bot.console.showing import go, show
from bot.errors import InputError
from bot.knowledge.loaded import sentences
from bot.knowledge.opinion import decided
from bot.knowledge.taken import Taken, approved, taken
from handlers import memory
from handlers.knowledge import answers, pairs
from handlers.model.case import Entry
from store import knowledge
from store.setting import LOADED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUGGESTED = 10
UNREAD = 50  # entries that are put before somebody at once
LONGEST = 300  # characters of a question that is tried


async def page(request: web.Request) -> web.StreamResponse:
    """GET /knowledge?q=…&state=…&ask=…"""
    return await _page(request)


async def merge(request: web.Request) -> web.StreamResponse:
    """POST /knowledge/merge: one entry answers both; the other one is used no more."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    async with desk.database.begin() as conn:
        known = {entry.id: entry for entry in await knowledge.entries(conn)}
        kept = known.get(forms.text(form, "keep"))
        other = known.get(forms.text(form, "other"))
        if kept is None or other is None or kept is other:
            return go(request, "/knowledge", "entry_gone")
        asked = dict.fromkeys((*kept.phrasings, other.question, *other.phrasings))
        asked.pop(kept.question, None)
        merged = replace(kept, phrasings=tuple(asked))
        await knowledge.keep(conn, [merged, other.retired(desk.today())])
        await desk.note(conn, account, "entry.merged", kept.id, {"other": other.id})
    return go(request, "/knowledge", "saved")


async def export(request: web.Request) -> web.StreamResponse:
    """GET /knowledge/table: all entries as .xlsx."""
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    desk, account = request.app[DESK], signed(request).account
    async with desk.database.begin() as conn:
        entries = await knowledge.entries(conn)
        detail = {"count": len(entries)}
        await desk.note(conn, account, "knowledge.exported", "", detail)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "knowledge.xlsx"
        await asyncio.to_thread(table.write, file, entries)
        body = file.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="knowledge.xlsx"'}
    return web.Response(body=body, content_type=XLSX, headers=headers)


async def take(request: web.Request) -> web.StreamResponse:
    """POST /knowledge/table: a table that somebody edited; all of it or, with a mistake, none."""
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    desk, account = request.app[DESK], signed(request).account
    form = await request.post()
    field = form.get("table")
    if not isinstance(field, FileField):
        return await _page(request, problem="file", status=422)
    with field.file as file:
        body = file.read()
    async with desk.database.read() as conn:
        known = await knowledge.entries(conn)
    try:
        given = await asyncio.to_thread(_read, body, known)
    except table.TableError as error:
        return await _page(request, problem="table", problems=error.problems, status=422)
    except InputError:
        return await _page(request, problem="file", status=422)
    if forms.text(form, "approved") == "yes":
        given = approved(given, account.name, desk.now())
    async with desk.database.begin() as conn:
        found = taken(given, await knowledge.entries(conn))
        await knowledge.keep(conn, [*found.added, *found.changed])
        await desk.note(conn, account, "knowledge.imported", "", _counts(found))
    return await _page(request, counts=_counts(found))


async def approve(request: web.Request) -> web.StreamResponse:
    """POST /knowledge/approve: those that somebody has read answer from now on (R13)."""
    desk, account, form = request.app[DESK], signed(request).account, await request.post()
    chosen = set(forms.texts(form, "entry"))
    async with desk.database.begin() as conn:
        every = await knowledge.entries(conn)
        unread = [one for one in every if one.id in chosen and not one.approver]
        if not unread:
            return go(request, "/knowledge", "nothing_ticked")
        await knowledge.keep(conn, approved(unread, account.name, desk.now()))
        detail = {"count": len(unread)}
        await desk.note(conn, account, "knowledge.approved", "", detail)
    return go(request, "/knowledge", "entries_approved")


async def _page(
    request: web.Request,
    *,
    problem: str = "",
    problems: Sequence[object] = (),
    counts: Mapping[str, int] | None = None,
    status: int = 200,
) -> web.StreamResponse:
    desk, query = request.app[DESK], request.query
    asked, trying = query.get("q", "").strip(), query.get("ask", "").strip()[:LONGEST]
    async with desk.database.read() as conn:
        entries = await knowledge.entries(conn)
    data = {
        "unread": [entry for entry in entries if not entry.approver][:UNREAD],
        "loaded": LOADED,
        "all": len(entries),
        "pairs": await _pairs(entries, desk.today()) if not (asked or trying) else [],
        **_listed(entries, asked, query.get("state", ""), desk.today()),
        **await _tried(desk, trying, entries),
        "problem": problem,
        "problems": problems,
        "counts": counts,
    }
    return show(request, "knowledge", data, status)


def _listed(
    entries: Sequence[Entry], asked: str, state: str, day: date
) -> Mapping[str, object]:
    """Those that say what is looked for and are in this state."""
    found = [(one, _state(one, day)) for one in entries if _says(one, asked)]
    listed = [one for one in found if state in ("", one[1])]
    return {"entries": listed, "asked": asked, "state": state}


async def _tried(desk: Desk, trying: str, entries: Sequence[Entry]) -> Mapping[str, object]:
    """What the bot would answer to a question that staff try."""
    decision = await _try(desk, trying, entries) if trying else None
    return {"trying": trying, "decision": decision, "said": _said(decision)}


async def _pairs(entries: tuple[Entry, ...], day: date) -> Sequence[tuple[Entry, Entry]]:
    return await asyncio.to_thread(_doubled, entries, day)


@memory.lately(2)
def _doubled(entries: tuple[Entry, ...], day: date) -> Sequence[tuple[Entry, Entry]]:
    """Some that probably are one; the same entries are compared once."""
    both = (two for two in pairs(entries) if all(one.valid(day) for one in two))
    return list(islice(both, SUGGESTED))


async def _try(desk: Desk, question: str, entries: Sequence[Entry]) -> answers.Decision:
    """What the bot would do with it in a group."""
    usable = [entry for entry in entries if entry.usable(desk.today())]
    wanted = desk.config.sentence_model and usable
    seen = answers.look(question, usable)
    return await asyncio.to_thread(_decided, seen) if wanted else seen.decision()


def _said(decision: answers.Decision | None) -> str:
    """The very words in which the bot would answer, with where they are written."""
    if decision is None or decision.kind is not answers.Verdict.ANSWER:
        return ""
    entry = decision.matches[0].entry
    data = {"names": [], "answer": entry.answer, "source": entry.source}
    return prompts.render("cases/answer", data)


def _decided(seen: answers.Look) -> answers.Decision:
    return decided(sentences(), seen)


def _read(body: bytes, known: tuple[Entry, ...]) -> tuple[Entry, ...]:
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    with TemporaryDirectory() as folder:
        file = Path(folder) / "table.xlsx"
        file.write_bytes(body)
        return table.read(file, known)


def _counts(found: Taken) -> Mapping[str, int]:
    added, changed = len(found.added), len(found.changed)
    return {"rows": found.rows, "added": added, "changed": changed}


def _says(entry: Entry, asked: str) -> bool:
    return asked in "\n".join((entry.question, entry.answer, *entry.phrasings))


def _state(entry: Entry, day: date) -> str:
    if entry.valid(day):
        return "valid" if entry.approver else "unread"
    return "over" if entry.valid_until and entry.valid_until < day else "early"
