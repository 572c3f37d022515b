"""What staff answered once is known from then on, if they say so: 记下 (R13)."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.knowledge.learning import learnt
from handlers.model.case import Entry, Question, Reply, Taught
from handlers.model.effects import Effect, KeepEntry, KeepQuestion
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.privacy import impersonal
from handlers.read.address import without_address
from handlers.read.asked import without_numbers
from handlers.read.orders import Kept, Order, holds_for_all, read_kept
from handlers.read.promises import promises
from handlers.read.specifics import Specific, names_somebody, specifics
from handlers.staff.answering import on_cards
from handlers.staff.telling import told_staff


def learn(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """“#12 记下” keeps the answer; where something alike is known, staff choose first."""
    words = without_numbers(event.text)
    kept = read_kept(words)
    if kept is None:
        return None
    cards = list(on_cards(state, event))
    if holds_for_all(words) and any(q.waits or not _answered(q) for _, q in cards):
        return None  # “#12 都能用” is the answer
    effects: list[Effect] = []
    for number, question in cards:
        effects += carried_out(state, number, question, kept, event, settings)
    return effects or None


def carried_out(
    state: State,
    number: int,
    question: Question,
    kept: Kept,
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    """One card: learnt or merged, and staff see how it will be answered; else what is doubtful."""
    answered = _answered(question)
    if not answered:
        nothing: dict[str, object] = {"number": number}
        return [told_staff(event, "knowledge/unanswered", nothing, settings, question)]
    entry, like = _learnt(state, question, kept.words or answered, event, settings)
    own = [] if kept.for_all else _specifics(state, question, entry, kept)
    prompt, data = _doubt(entry, like, kept, own)
    if prompt:
        data |= {"number": number}
        return [told_staff(event, prompt, data, settings, question)]
    if like is not None and (kept.order is not Order.APART or like.id == entry.id):
        entry = _merged(like, entry)
    data = {"number": number, "question": entry.question, "answer": entry.answer}
    data |= {"source": entry.source, "merged": like is not None and entry.id == like.id}
    told = told_staff(event, "knowledge/learnt", data, settings, question)
    return [KeepEntry(entry), KeepQuestion(_teaching(question, entry)), told]


def may_be_own(question: Question, names: Sequence[str]) -> Sequence[Specific]:
    """What of it may hold for one organisation alone.  names: of people and organisations."""
    own = {*specifics(_answered(question), names)}
    if names_somebody(without_address(question.text), names):
        own.add(Specific.PERSON)
    return [one for one in Specific if one in own]


def _doubt(
    entry: Entry, like: Entry | None, kept: Kept, own: Sequence[str]
) -> tuple[str, dict[str, object]]:
    """Why staff must say more first; no prompt where nothing is doubtful.

    Nothing is learnt that seems to hold for one organisation alone, until staff say that it
    holds for all, or how they want it said.
    """
    data: dict[str, object] = {
        "question": entry.question,
        "answer": entry.answer,
        "specifics": own,
        "words": kept.words,
    }
    if kept.order is not Order.LEARN:
        return "", {}
    if like is not None and like.answer != entry.answer:
        return "knowledge/alike", {**data, "like": like.question, "known": like.answer}
    return ("knowledge/specific", data) if own else ("", {})


def _specifics(state: State, question: Question, entry: Entry, kept: Kept) -> list[str]:
    """What in it may be one organisation's own; people and organisations by their names.

    Of the question only whom it names, stars or not: what it asks about is told by the
    answer, and that is not judged where staff wrote it to be learnt.
    """
    names = [one.name for one in state.people.values()]
    teams = [one.name for one in state.addressees]
    own = set() if kept.words else {*specifics(entry.answer, [*names, *teams])}
    asked = " ".join(without_address(question.text).split())
    if asked != entry.question or names_somebody(asked, teams):
        own.add(Specific.PERSON)
    return [one.value for one in Specific if one in own]


def _learnt(
    state: State, question: Question, answer: str, event: MessageArrived, settings: Settings
) -> tuple[Entry, Entry | None]:
    """The new entry, and the known one that asks nearly the same.  Source: who, and when."""
    name = state.name(event.sender) or str(event.sender)
    asked = impersonal(without_address(question.text), state.people.values())
    found = learnt(asked, answer, name, event.now, state.knowledge)
    day = event.now.astimezone(settings.zone).date()
    return replace(found.entry, source=f"{name} {day}"), found.like


def _answered(question: Question) -> str:
    return "\n".join(reply.text for reply in _of_staff(question))


def _of_staff(question: Question) -> Sequence[Reply]:
    """What staff said to it, additions too, before anybody went on asking; no mere promise."""
    said = [reply for reply in question.replies if reply.by is not None]
    replies = [reply for reply in said if not promises(reply.text)]
    on = [f.at for f in question.further if replies and f.at > replies[0].at]
    return [r for r in replies if r.text and (not on or r.at < on[0])]


def _teaching(question: Question, entry: Entry) -> Question:
    """So that the entry is found when staff take back what they said, in whatever words."""
    said = tuple(reply.key for reply in _of_staff(question))
    others = [one for one in question.taught if one.entry != entry.id]
    return replace(question, taught=(*others, Taught(entry.id, entry.answer, said)))


def _merged(known: Entry, new: Entry) -> Entry:
    """The known entry with the new words for the question and the newer answer."""
    phrasings = dict.fromkeys((*known.phrasings, new.question))
    phrasings.pop(known.question, None)
    return replace(
        known,
        answer=new.answer,
        source=new.source,
        phrasings=tuple(phrasings),
        approver=new.approver,
        approved_at=new.approved_at,
    )
