"""Short words about a record that is still open: answers and supplements, by anyone (R5).

Its author may add what else was done, too, as long as it grows.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from handlers.likeness import alike
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import DropTimers, Effect, KeepDraft, OpenCase, SetTimer
from handlers.model.events import MessageArrived
from handlers.model.finding import Field, Finding, Source, Stated, Words
from handlers.model.people import Organisation
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.answer import as_told, declines, read_answer
from handlers.read.doings import ACTIVITY
from handlers.read.further import read_further
from handlers.read.note import read_deed, read_pieces
from handlers.read.reading import Activity
from handlers.read.topic import topic_of
from handlers.records.joining import (
    ANSWERABLE,
    COLLECTING,
    collecting,
    contradicts,
    elsewhere,
    far_off,
    in_burst,
    quotes,
)
from handlers.records.pieces import HAND_OVER, keep, said
from handlers.waiting import subject

RECENT = timedelta(hours=6)  # feedback to a filed record
FACTS = frozenset({Field.TIME, Field.PLACE, Field.HEADCOUNT})


def answer(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Fill the gaps of the draft that the words fit best; what is known stays as it is."""
    if not event.text or state.is_staff(event.sender):
        return None
    filled = fill(state, event, settings)
    return _late_feedback(state, event) if filled is None else filled


def fill(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """The same for records that are still open alone."""
    for draft in _candidates(state, event):
        stated = [*_stated(draft, event, settings), *_further(draft, event, settings)]
        if stated:
            source = Source.ANSWER if draft.requests else Source.NOTE
            findings = [said(event, s, source) for s in stated]
            return keep(draft.add(findings, event.now), settings)
        if awaits_answer(draft, event) and declines(event.text):
            return _not_to_be_had(draft, event, settings)
    return None


def _not_to_be_had(draft: Draft, event: MessageArrived, settings: Settings) -> list[Effect]:
    """“没数人数”: asking again would be nagging; staff take over in their time (R2)."""
    due = event.now + settings.coach.hand_over_after
    return [DropTimers(draft.id), SetTimer(HAND_OVER, draft.id, due)]


def _candidates(state: State, event: MessageArrived) -> list[Draft]:
    """Quoted first, then the one the words name, the sender's, the one asked about last."""
    topic = topic_of(event.text)
    about = event.text[slice(*topic)] if topic else ""

    def rank(draft: Draft) -> tuple[bool, float, bool, bool, float]:
        named = quotes(draft, event)
        last = draft.requests[-1].at if draft.requests else draft.touched_at
        own = draft.author == event.sender
        called = _likeness(draft, about)
        return named, called, draft.room == event.room, own, last.timestamp()

    fit = (d for d in state.drafts if d.status in COLLECTING and _may_mean(d, event, about))
    return sorted(fit, key=rank, reverse=True)


def _may_mean(draft: Draft, event: MessageArrived, about: str) -> bool:
    """“读书的7个人” of a member never goes to somebody else's record of something else (R4)."""
    stranger = event.quoted is None and draft.author != event.sender
    return not (stranger and about and _words(draft)) or _likeness(draft, about) > 0


def _likeness(draft: Draft, about: str) -> float:
    """How far `about` names the activity; 修车 has all its characters in 修了自行车."""
    words = _words(draft)
    spelt = bool(about) and set(about) <= set(words)
    return max(alike(about, words), 0.5 * spelt)


def _words(draft: Draft) -> str:
    fields = (Field.THEME, Field.CONTENT, Field.PLACE)
    told = (f.value for field in fields for f in draft.of(field))
    return "，".join(value.text for value in told if isinstance(value, Words))


def _stated(draft: Draft, event: MessageArrived, settings: Settings) -> list[Stated]:
    missing = _gaps(draft, settings)
    if awaits_answer(draft, event):
        asked = draft.requests[-1].about  # all of them: their order gives the numbers
        answers = read_answer(event.text, event.at, asked)
        told = answers or _as_only_point(draft, event)
        return _first_each(told, missing)
    own = draft.author == event.sender and event.now - draft.touched_at <= ANSWERABLE
    near = draft.room == event.room and in_burst(draft, event.now, settings)
    if own or near or quotes(draft, event):
        return _first_each(read_pieces(event.text, event.at), missing)
    return []


def _further(draft: Draft, event: MessageArrived, settings: Settings) -> Sequence[Stated]:
    """What its author adds to what was done, in the minutes before anything is asked (R4)."""
    own = draft.author == event.sender and draft.room == event.room
    about = event.quoted is None or quotes(draft, event)
    if draft.requests or not (own and about and in_burst(draft, event.now, settings)):
        return []
    more = read_further(event.text, event.at)
    facts = (
        {one.field: one.value for one in read_deed(event.text, event.at)} if more else {}
    )
    return [] if contradicts(draft, facts, settings) else more


def _as_only_point(draft: Draft, event: MessageArrived) -> Sequence[Stated]:
    """Where nothing else was asked, whoever quotes the question may answer in any words.

    Without a quote they must tell it plainly: the reporter chats about other things, too.
    """
    if draft.requests[-1].about != (Field.FEEDBACK,) or declines(event.text):
        return []
    facts = {stated.field for stated in read_deed(event.text, event.at)}
    if len(facts & FACTS) > 1:
        return []  # it tells of an activity, maybe of another one
    told = as_told(event.text) if quotes(draft, event) else None
    return [told] if told else _heard(event)


def _gaps(draft: Draft, settings: Settings) -> tuple[Field, ...]:
    missing = draft.missing(settings.coach.required)
    return (*missing, Field.HEADCOUNT) if draft.disputed(Field.HEADCOUNT) else missing


def awaits_answer(draft: Draft, event: MessageArrived) -> bool:
    """Whether the bot asked about the record so lately that this may be the answer."""
    if not draft.requests:
        return False
    return quotes(draft, event) or event.now - draft.requests[-1].at <= ANSWERABLE


def _first_each(stated: Iterable[Stated], missing: Sequence[Field]) -> list[Stated]:
    """What fills a gap; attendees and feedback may be several, the rest is said once."""
    kept: list[Stated] = []
    for one in stated:
        several = one.field in (Field.FEEDBACK, Field.ATTENDEES)
        again = any(k.field is one.field for k in kept)
        if one.field in (*missing, Field.ATTENDEES) and (several or not again):
            kept.append(one)
    return kept


def another(
    state: State, event: MessageArrived, settings: Settings
) -> tuple[Organisation, Activity] | None:
    """What a member tells of a second activity, done elsewhere, after one was filed (R4).

    Its words alone look like late feedback; where a record is open they may be an answer.
    """
    draft, organisation = _filed_last(state, event), state.organisation
    if draft is None or organisation is None or collecting(state):
        return None
    known = draft.author == event.sender or quotes(draft, event)
    if known or state.is_staff(event.sender) or not _heard(event):
        return None
    stated = read_deed(event.text, event.at)
    facts = {one.field: one.value for one in stated}
    content = facts.get(Field.CONTENT)
    done = isinstance(content, Words) and ACTIVITY.search(content.text) is not None
    return (organisation, stated) if done and elsewhere(draft, facts, settings) else None


def late(draft: Draft, findings: Sequence[Finding], event: MessageArrived) -> list[Effect]:
    """To a filed record only feedback and pictures are added, without a second bulletin (R6).

    Whether quite another number of people was there, or at something else, staff see.
    """
    more = [f for f in findings if f.field in (Field.FEEDBACK, Field.PHOTO)]
    kept = KeepDraft(draft.add(more, draft.touched_at))
    if not far_off(draft, {f.field: f.value for f in findings}):
        return [kept]
    about = subject(event.room, event.message)
    return [kept, OpenCase(Case(CaseKind.UNSURE, about, event.room, event.now))]


def _late_feedback(state: State, event: MessageArrived) -> list[Effect] | None:
    """Feedback after filing is added without a second bulletin (R6)."""
    draft = _filed_last(state, event)
    findings = [said(event, s, Source.NOTE) for s in _heard(event)] if draft else []
    return (
        [KeepDraft(draft.add(findings, draft.touched_at))] if draft and findings else None
    )


def _filed_last(state: State, event: MessageArrived) -> Draft | None:
    filed = [
        d
        for d in state.drafts
        if d.status is Status.FILED
        and d.room == event.room
        and event.now - d.touched_at <= RECENT
    ]
    return filed[-1] if filed else None


def _heard(event: MessageArrived) -> list[Stated]:
    return [s for s in read_pieces(event.text, event.at) if s.field is Field.FEEDBACK]
