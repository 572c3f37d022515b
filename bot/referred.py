"""What a message refers to: the message it quotes, or the card that its “#12” names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.arrivals import words
from handlers.model.case import Question
from handlers.model.events import Quoted
from handlers.model.people import DraftId, MessageId, Person, PersonId, QuestionId
from handlers.model.state import State
from handlers.read.asked import card_number
from store import directory, outbox, questions
from store.inbox import Waiting
from store.lane_name import OF_ORGANISATION
from store.outbox import Queued


@dataclass(frozen=True, slots=True)
class Cards:
    """quoted: by inbox row.  questions: those referred to.  lanes: where each was asked.

    askers: whom an answer is brought back to by name; they are in none of staff's rooms.
    """

    quoted: Mapping[int, Quoted]
    questions: tuple[Question, ...]
    lanes: Mapping[QuestionId, str]
    askers: Mapping[PersonId, Person]

    def into(self, state: State) -> State:
        """The lane with the questions that its messages may answer."""
        if state.organisation is not None or not self.questions:
            return state
        known = {question.id for question in state.questions}
        more = tuple(q for q in self.questions if q.id not in known)
        people = {**self.askers, **state.people}
        return replace(state, questions=(*state.questions, *more), people=people)


async def load(conn: AsyncConnection, rows: Sequence[Waiting]) -> Cards:
    """Look up, for a whole batch, what its messages quote and which cards they name."""
    quoted = await _quotes(conn, rows)
    quoted |= await _numbers(conn, [row for row in rows if row.id not in quoted])
    asked = {q.question for q in quoted.values() if q.question is not None}
    found = await questions.by_ids(conn, asked)
    lanes = {id_: lane for id_, (lane, _) in found.items()}
    asked_about = tuple(question for _, question in found.values())
    everybody = await directory.people(conn) if asked_about else {}
    askers = {q.asker: everybody[q.asker] for q in asked_about if q.asker in everybody}
    return Cards(quoted, asked_about, lanes, askers)


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


async def _numbers(conn: AsyncConnection, rows: Sequence[Waiting]) -> dict[int, Quoted]:
    there = [row for row in rows if not row.inbound.lane.startswith(OF_ORGANISATION)]
    named = {
        row.id: number for row in there if (number := card_number(words(row))) is not None
    }
    ids = await questions.by_case_numbers(conn, set(named.values()))
    return {
        row: Quoted(MessageId(""), ours=True, question=ids[number])
        for row, number in named.items()
        if number in ids
    }


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
