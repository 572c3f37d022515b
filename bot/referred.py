"""What a message refers to: the message it quotes, or the cards that its “#12” names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.arrivals import words
from handlers.model.case import CaseKind, Listed, Question
from handlers.model.events import Quoted
from handlers.model.people import DraftId, MessageId, Person, PersonId, QuestionId
from handlers.model.state import State
from handlers.read.asked import card_numbers
from store import cases, directory, outbox, questions
from store.inbox import Waiting
from store.lane_name import OF_ORGANISATION
from store.outbox import Queued


@dataclass(frozen=True, slots=True)
class Cards:
    """quoted: by inbox row.  cases, questions: those referred to.  lanes: where each was asked.

    askers: whom an answer is brought back to by name; they are in none of staff's rooms.
    """

    quoted: Mapping[int, Quoted]
    cases: tuple[Listed, ...]
    questions: tuple[Question, ...]
    lanes: Mapping[QuestionId, str]
    askers: Mapping[PersonId, Person]

    def into(self, state: State) -> State:
        """The lane with the cases that its messages are about."""
        if state.organisation is not None or not (self.cases or self.questions):
            return state
        known = {question.id for question in state.questions}
        more = tuple(q for q in self.questions if q.id not in known)
        return replace(
            state,
            cases=self.cases,
            questions=(*state.questions, *more),
            people={**self.askers, **state.people},
        )


async def load(conn: AsyncConnection, rows: Sequence[Waiting]) -> Cards:
    """Look up, for a whole batch, what its messages quote and which cards they name."""
    quoted = await _quotes(conn, rows)
    named = _numbers(rows)
    about = {
        subject
        for row in filter(_elsewhere, rows)
        if (quote := quoted.get(row.id))
        for subject in _about(quote)
    }
    numbers = {number for each in named.values() for number in each}
    listed = await cases.named(conn, numbers, about)
    referred = {row.id: _with_cards(row.id, quoted, named, listed) for row in rows}
    asked: set[str] = {q.question for q in quoted.values() if q.question is not None}
    asked |= {c.case.subject for c in listed if c.case.kind is CaseKind.QUESTION}
    found = await questions.by_ids(conn, asked)
    asked_about = tuple(question for _, question in found.values())
    everybody = await directory.people(conn) if asked_about else {}
    return Cards(
        quoted={row: one for row, one in referred.items() if one is not None},
        cases=listed,
        questions=asked_about,
        lanes={id_: lane for id_, (lane, _) in found.items()},
        askers={q.asker: everybody[q.asker] for q in asked_about if q.asker in everybody},
    )


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
    return {row.id: numbers for row in there if (numbers := card_numbers(words(row)))}


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
