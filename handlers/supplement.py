"""Short words about a record that is still open: answers and supplements, by anyone (R5)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from handlers.joining import COLLECTING, in_burst
from handlers.model.draft import Draft, Status
from handlers.model.effects import DropTimers, Effect, KeepDraft, SetTimer
from handlers.model.events import MessageArrived
from handlers.model.finding import Field, Source, Stated
from handlers.model.people import Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pieces import HAND_OVER, keep, said
from handlers.read.answer import declines, read_answer
from handlers.read.note import read_pieces

ANSWERABLE = timedelta(days=2)  # after a request; later only by quoting it
RECENT = timedelta(hours=6)  # feedback to a filed record


def answer(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Fill the gaps of the draft that the words fit best; what is known stays as it is."""
    person = state.people.get(event.sender)
    if not event.text or (person is not None and person.role is Role.STAFF):
        return None
    for draft in _candidates(state, event):
        stated = _stated(draft, event, settings)
        if stated:
            source = Source.ANSWER if draft.requests else Source.NOTE
            findings = [said(event, s, source) for s in stated]
            return keep(draft.add(findings, event.now), settings)
        if _awaits_answer(draft, event) and declines(event.text):
            return _not_to_be_had(draft, event, settings)
    return _late_feedback(state, event)


def _not_to_be_had(draft: Draft, event: MessageArrived, settings: Settings) -> list[Effect]:
    """“没数人数”: asking again would be nagging; staff take over in their time (R2)."""
    due = event.now + settings.coach.hand_over_after
    return [DropTimers(draft.id), SetTimer(HAND_OVER, draft.id, due)]


def _candidates(state: State, event: MessageArrived) -> list[Draft]:
    """Quoted first, then the sender's, then the one asked about last."""
    quoted = event.quoted

    def rank(draft: Draft) -> tuple[bool, bool, bool, float]:
        named = quoted is not None and (
            quoted.draft == draft.id or quoted.message in draft.messages()
        )
        last = draft.requests[-1].at if draft.requests else draft.touched_at
        own = draft.author == event.sender
        return named, draft.room == event.room, own, last.timestamp()

    return sorted(
        (d for d in state.drafts if d.status in COLLECTING), key=rank, reverse=True
    )


def _stated(draft: Draft, event: MessageArrived, settings: Settings) -> list[Stated]:
    missing = _gaps(draft, settings)
    if _awaits_answer(draft, event):
        asked = draft.requests[-1].about  # all of them: their order gives the numbers
        return _first_each(read_answer(event.text, event.at, asked), missing)
    own = draft.author == event.sender and event.now - draft.touched_at <= ANSWERABLE
    near = draft.room == event.room and in_burst(draft, event.now, settings)
    if draft.requests or own or near or event.quoted is not None:
        return _first_each(read_pieces(event.text, event.at), missing)
    return []


def _gaps(draft: Draft, settings: Settings) -> tuple[Field, ...]:
    missing = draft.missing(settings.coach.required)
    return (*missing, Field.HEADCOUNT) if draft.disputed(Field.HEADCOUNT) else missing


def _awaits_answer(draft: Draft, event: MessageArrived) -> bool:
    if not draft.requests:
        return False
    quoted = event.quoted is not None and event.quoted.draft == draft.id
    return quoted or event.now - draft.requests[-1].at <= ANSWERABLE


def _first_each(stated: Iterable[Stated], missing: Sequence[Field]) -> list[Stated]:
    """What fills a gap; attendees and feedback may be several, the rest is said once."""
    kept: list[Stated] = []
    for one in stated:
        several = one.field in (Field.FEEDBACK, Field.ATTENDEES)
        again = any(k.field is one.field for k in kept)
        if one.field in (*missing, Field.ATTENDEES) and (several or not again):
            kept.append(one)
    return kept


def _late_feedback(state: State, event: MessageArrived) -> list[Effect] | None:
    """Feedback after filing is added without a second bulletin (R6)."""
    filed = [
        d
        for d in state.drafts
        if d.status is Status.FILED
        and d.room == event.room
        and event.now - d.touched_at <= RECENT
    ]
    if not filed:
        return None
    heard = [s for s in read_pieces(event.text, event.at) if s.field is Field.FEEDBACK]
    findings = [said(event, s, Source.NOTE) for s in heard]
    draft = filed[-1]
    return [KeepDraft(draft.add(findings, draft.touched_at))] if findings else None
