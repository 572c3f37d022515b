"""What a message refers to: the message it quotes, the cards that its “#12” names, whom…"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import deeds
from bot.arrivals import asks, words
from bot.listed import for_staff
from handlers.model.case import CaseKind, Listed, Numbered, Question
from handlers.model.events import Quoted
from handlers.model.notice import Addressee
from handlers.model.people import (
    WEB,
    DraftId,
    MessageId,
    Person,
    PersonId,
    QuestionId,
    RoomId,
    RoomKind,
)
from handlers.model.state import State
from handlers.read.asked import bare_number, card_numbers, loose_number, without_numbers
from handlers.read.orders import for_many, read_kept
from store import cases, directory, messages, outbox, questions, rooms
from store.inbox import Waiting
from store.lane_name import OF_ORGANISATION
from store.outbox import Queued


@dataclass(frozen=True, slots=True)
class Cards:
    """quoted: by inbox row.  cases, questions: those referred to.  lanes: where each was asked.

    askers: whom an answer is brought back to by name; they are in none of staff's rooms.
    Where others are to read what was asked, everybody in its room: nobody is named to them.
    waiting: questions that wait anywhere.  addressees: whom staff may tell something.
    gone: rooms of the questions in which the bot is no more.
    """

    quoted: Mapping[int, Quoted]
    cases: tuple[Listed, ...]
    questions: tuple[Question, ...]
    lanes: Mapping[QuestionId, str]
    askers: Mapping[PersonId, Person]
    waiting: tuple[Numbered, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    gone: frozenset[RoomId] = frozenset()

    def into(self, state: State) -> State:
        """The lane with what its messages are about; an organisation's with its own alone."""
        known = {question.id for question in state.questions}
        more = [q for q in self.questions if q.id not in known]
        if state.organisation is not None:
            own = (q for q in more if self.lanes[q.id] == state.lane)
            questions = (*state.questions, *own)
            return replace(state, questions=questions, waiting=self.waiting)
        return replace(
            state,
            cases=self.cases,
            questions=(*state.questions, *more),
            people={**self.askers, **state.people},
            waiting=self.waiting,
            addressees=self.addressees,
            gone=self.gone,
        )


async def load(conn: AsyncConnection, rows: Sequence[Waiting]) -> Cards:
    """Look up, for a whole batch, what its messages quote and which cards they name."""
    rows = await _with_recalled(conn, rows)
    quoted = await _quotes(conn, rows)
    named = _numbers(rows) | await _bare_numbers(conn, rows)
    about = {
        subject
        for row in filter(_elsewhere, rows)
        if (quote := quoted.get(row.id))
        for subject in _about(quote)
    }
    numbers = {number for each in named.values() for number in each}
    listed = await cases.named(conn, numbers, about)
    referred = {row.id: _with_cards(row.id, quoted, named, listed) for row in rows}
    elsewhere = [row for row in rows if _elsewhere(row)]
    listed = await for_staff(conn, elsewhere, referred, listed)
    asked: set[str] = {q.question for q in quoted.values() if q.question is not None}
    asked |= {c.case.subject for c in listed if c.case.kind is CaseKind.QUESTION}
    found = await questions.by_ids(conn, asked)
    asked_about = tuple(question for _, question in found.values())
    return Cards(
        quoted={row: one for row, one in referred.items() if one is not None},
        cases=listed,
        questions=asked_about,
        lanes={id_: lane for id_, (lane, _) in found.items()},
        askers=await _askers(conn, rows, asked_about),
        waiting=await questions.waiting(conn) if any(map(asks, rows)) else (),
        addressees=await _addressees(conn, elsewhere),
        gone=await _gone(conn, {question.room for question in asked_about}),
    )


async def _with_recalled(
    conn: AsyncConnection, rows: Sequence[Waiting]
) -> Sequence[Waiting]:
    """Of words that staff take back the words themselves: they are about the same cards."""
    gone = [row for row in rows if row.inbound.kind == "recall" and _elsewhere(row)]
    names = {row.id: (row.inbound.room, str(row.inbound.body["message"])) for row in gone}
    found = await messages.by_names(conn, set(names.values()))
    said = {id_: found[name].inbound for id_, name in names.items() if name in found}
    return [replace(row, inbound=said.get(row.id, row.inbound)) for row in rows]


async def _addressees(
    conn: AsyncConnection, rows: Sequence[Waiting]
) -> tuple[Addressee, ...]:
    """Every organisation with the room in which it is told something."""
    if not any(for_many(words(row)) for row in rows):
        return ()
    known = await directory.rooms(conn)
    gone = await _gone(conn, known)
    found: list[Addressee] = []
    for organisation in await directory.organisations(conn):
        own = [r for r in known.values() if r.organisation == organisation.id]
        own = [room for room in own if room.id not in gone]
        main = next((room for room in own if room.kind is RoomKind.GENERAL), None)
        if own:
            room = main or own[0]
            found.append(Addressee(organisation.id, organisation.name, room.id))
    return tuple(found)


async def _gone(conn: AsyncConnection, about: Collection[RoomId]) -> frozenset[RoomId]:
    standing = await rooms.standing(conn, about)
    return frozenset(room for room in about if standing.get(room, WEB) is None)


async def _askers(
    conn: AsyncConnection, rows: Sequence[Waiting], asked: Sequence[Question]
) -> Mapping[PersonId, Person]:
    who = {one.asker for one in asked} | {f.asker for one in asked for f in one.further}
    found = await directory.people(conn, who) if who else {}
    if any(map(_for_others, rows)):
        for room in sorted({question.room for question in asked}):
            found |= {one.id: one for one in await directory.members(conn, room)}
    return found


def _for_others(row: Waiting) -> bool:
    """Whether what was asked in one room may be read in others, as knowledge or a notice."""
    if row.inbound.kind == "desk":
        return deeds.learns(row.inbound.body)
    return for_many(words(row)) or read_kept(without_numbers(words(row))) is not None


def _with_cards(
    row: int,
    quoted: Mapping[int, Quoted],
    named: Mapping[int, tuple[int, ...]],
    listed: Sequence[Listed],
) -> Quoted | None:
    """Numbers that are said come before the card that is quoted."""
    quote, numbers = quoted.get(row), named.get(row, ())
    known = {one.number: one.case.subject for one in listed}
    if not numbers and quote is not None:
        about = _about(quote)
        return replace(quote, cases=tuple(n for n, s in known.items() if s in about))
    if numbers:
        return replace(quote or Quoted(MessageId("")), cases=numbers)
    return quote


def _about(quote: Quoted) -> tuple[str, ...]:
    return tuple(filter(None, (quote.question, quote.draft)))


def _elsewhere(row: Waiting) -> bool:
    """Outside the organisations' rooms, where “#2” is just what a member writes."""
    return not row.inbound.lane.startswith(OF_ORGANISATION)


async def _quotes(conn: AsyncConnection, rows: Sequence[Waiting]) -> dict[int, Quoted]:
    by_room: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        quote = row.inbound.body.get("quote")
        if isinstance(quote, str):
            by_room.setdefault(row.inbound.room, []).append((row.id, quote))
    quoted: dict[int, Quoted] = {}
    for room, quotes in by_room.items():
        ours = await outbox.by_external(conn, room, {quote for _, quote in quotes})
        quoted |= {row: _quoted(quote, ours.get(quote)) for row, quote in quotes}
    return quoted


def _numbers(rows: Sequence[Waiting]) -> dict[int, tuple[int, ...]]:
    """By inbox row."""
    there = filter(_elsewhere, rows)
    return {row.id: numbers for row in there if (numbers := _named(row))}


async def _bare_numbers(
    conn: AsyncConnection, rows: Sequence[Waiting]
) -> dict[int, tuple[int, ...]]:
    """“1：可以买” and “1 可以买” in the staff's room, by inbox row, where such a question waits."""
    said = {
        row.id: number
        for row in rows
        if row.inbound.kind == "message"
        and _elsewhere(row)
        and (number := _bare(row)) is not None
    }
    if not said:
        return {}
    staff = await directory.staff_lanes(conn)
    waiting = {
        one.number
        for one in await cases.named(conn, set(said.values()))
        if one.outcome is None and one.case.kind is CaseKind.QUESTION
    }
    there = [row.id for row in rows if row.inbound.lane in staff]
    return {row: (n,) for row, n in said.items() if n in waiting and row in there}


def _bare(row: Waiting) -> int | None:
    """A number without its #; a loose one means nothing beside what is quoted."""
    if isinstance(row.inbound.body.get("quote"), str):
        return bare_number(words(row))
    return bare_number(words(row)) or loose_number(words(row))


def _named(row: Waiting) -> tuple[int, ...]:
    if row.inbound.kind != "desk":
        return card_numbers(words(row))
    number = deeds.number(row.inbound.body)
    return () if number is None else (number,)


def _quoted(message: str, said: Queued | None) -> Quoted:
    if said is None:
        return Quoted(MessageId(message))
    out = said.outgoing
    return Quoted(
        MessageId(message),
        ours=True,
        draft=DraftId(out.draft) if out.draft else None,
        question=QuestionId(out.question) if out.question else None,
    )
