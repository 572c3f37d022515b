"""Cases as staff want to see them: all that wait, or one with the conversation around it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import concerning, doubtful
from bot.arrivals import words
from handlers.model.case import Case, CaseKind, Listed, Spoken
from handlers.model.events import Quoted
from handlers.model.people import Person, PersonId
from handlers.read.asked import without_numbers
from handlers.read.staff import Decision, asks_for_list, read_decision
from store import cases, directory, outbox, timeline
from store.console import outside
from store.inbox import Waiting

DAY = timedelta(days=1)
LINES = 5  # what staff read on a phone without scrolling


async def for_staff(
    conn: AsyncConnection,
    rows: Sequence[Waiting],
    quoted: Mapping[int, Quoted | None],
    named: Sequence[Listed],
) -> tuple[Listed, ...]:
    """named: what these rows refer to, here with whatever else they ask to see.

    rows: of rooms outside the organisations; the list is for staff's.  quoted: by row.
    """
    found = {one.number: one for one in named}
    lanes = {row.inbound.lane for row in rows if _wants_all(row)}
    if lanes and lanes & await directory.staff_lanes(conn):
        found = {one.number: one for one in await cases.waiting(conn)} | found
    shown = {n for row in rows if _shows(row) for n in _numbers(quoted.get(row.id))}
    for number in shown & found.keys():
        found[number] = await with_conversation(conn, found[number])
    return tuple(found[number] for number in sorted(found))


async def with_conversation(conn: AsyncConnection, listed: Listed) -> Listed:
    """The case with what its people said in its room then; nothing that was taken back."""
    lines = await concerning.said(conn, listed.case, LINES)
    people = await directory.people(conn, {line.sender for line in lines})
    told = [_spoken(line, people) for line in lines]
    if listed.case.kind is CaseKind.SEND:
        told += await _unsure(conn, listed.case.subject)
    doubt = await doubtful.about(conn, listed.case)
    away = await _unheard(conn, listed.case)
    return replace(listed, conversation=tuple(told), doubt=doubt, unheard=away)


async def _unheard(
    conn: AsyncConnection, case: Case
) -> tuple[tuple[datetime, datetime], ...]:
    """What the account of a gap did not hear in the day until it was told."""
    if case.kind is not CaseKind.GAP:
        return ()
    channel = case.subject.rpartition("/")[0]
    away = await outside.unheard(conn, channel)
    return tuple((o.since, o.until) for o in away if abs(o.until - case.at) <= DAY)


async def _unsure(conn: AsyncConnection, key: str) -> list[Spoken]:
    """The words that may not have been said."""
    lost = [one.outgoing for one in await outbox.lost(conn) if one.outgoing.key == key]
    return [Spoken(one.not_before, None, one.text, len(one.photos)) for one in lost]


def _spoken(line: timeline.Line, people: Mapping[PersonId, Person]) -> Spoken:
    person = people.get(PersonId(line.sender))
    ours = line.sender == timeline.BOT
    return Spoken(
        line.at,
        None if ours else (person.name if person else line.sender),
        "\n".join(filter(None, (line.text, line.transcript))),
        len(line.pictures),
        len(line.voices),
    )


def _wants_all(row: Waiting) -> bool:
    return row.inbound.kind == "remind" or asks_for_list(words(row))


def _shows(row: Waiting) -> bool:
    decided = read_decision(without_numbers(words(row)))
    return decided is not None and decided.decision is Decision.SHOW


def _numbers(quoted: Quoted | None) -> tuple[int, ...]:
    return quoted.cases if quoted else ()
