"""What the bot may answer: listed, tried, merged, and as a table."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from aiohttp.web_request import FileField

from bot.console import forms
from bot.console.desk import DESK, Desk
from bot.console.sessions import signed
from bot.console.showing import go, show
from bot.errors import InputError
from bot.knowledge.loaded import sentences
from bot.knowledge.taken import Taken, taken
from handlers.knowledge import answers, pairs
from handlers.model.case import Entry
from store import knowledge

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUGGESTED = 10
A_DAY = timedelta(days=1)
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
        await knowledge.keep(conn, [merged, retired(other, today(desk))])
        await desk.note(conn, account, "entry.merged", kept.id, {"other": other.id})
    return go(request, "/knowledge", "saved")


async def export(request: web.Request) -> web.StreamResponse:
    """GET /knowledge/table: all entries as .xlsx."""
    from bot.knowledge import table  # noqa: PLC0415 -- heavy

    async with request.app[DESK].database.read() as conn:
        entries = await knowledge.entries(conn)
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
    field = (await request.post()).get("table")
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
    async with desk.database.begin() as conn:
        found = taken(given, await knowledge.entries(conn))
        await knowledge.keep(conn, [*found.added, *found.changed])
        await desk.note(conn, account, "knowledge.imported", "", _counts(found))
    return await _page(request, counts=_counts(found))


def retired(entry: Entry, day: date) -> Entry:
    """Not to be used from that day on."""
    since = entry.valid_from
    last = day - A_DAY
    return replace(entry, valid_until=last, valid_from=min(since, last) if since else None)


def today(desk: Desk) -> date:
    """By the neighbourhood's calendar."""
    return desk.now().astimezone(desk.config.zone).date()


async def _page(
    request: web.Request,
    *,
    problem: str = "",
    problems: Sequence[object] = (),
    counts: Mapping[str, int] | None = None,
    status: int = 200,
) -> web.StreamResponse:
    desk, query = request.app[DESK], request.query
    asked, state = query.get("q", "").strip(), query.get("state", "")
    trying = query.get("ask", "").strip()[:LONGEST]
    async with desk.database.read() as conn:
        entries = await knowledge.entries(conn)
    day = today(desk)
    listed = [(entry, _state(entry, day)) for entry in entries if _says(entry, asked)]
    data = {
        "entries": [one for one in listed if state in ("", one[1])],
        "all": len(entries),
        "asked": asked,
        "state": state,
        "pairs": [] if asked or trying else await asyncio.to_thread(_doubled, entries, day),
        "trying": trying,
        "decision": await _try(desk, trying, entries) if trying else None,
        "problem": problem,
        "problems": problems,
        "counts": counts,
    }
    return show(request, "knowledge", data, status)


def _doubled(entries: Sequence[Entry], day: date) -> Sequence[tuple[Entry, Entry]]:
    """Some that probably are one."""
    both = (two for two in pairs(entries) if all(one.valid(day) for one in two))
    return list(islice(both, SUGGESTED))


async def _try(desk: Desk, question: str, entries: Sequence[Entry]) -> answers.Decision:
    """What the bot would do with it in a group."""
    usable = [entry for entry in entries if entry.valid(today(desk))]
    wanted = desk.config.sentence_model and usable
    likeness = await asyncio.to_thread(_likeness, question, usable) if wanted else {}
    return answers.decide(question, usable, likeness)


def _likeness(question: str, entries: Sequence[Entry]) -> Mapping[str, float]:
    model = sentences()
    return {} if model is None else model.likeness(question, entries)


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
        return "valid"
    return "over" if entry.valid_until and entry.valid_until < day else "early"
