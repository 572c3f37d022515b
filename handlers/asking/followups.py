"""What is said after a question: a number, never mind, the same again, what about… (R12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.asking.cards import acknowledge, closed, quotes, same
from handlers.asking.replying import SOON, answer, known, none_of_them
from handlers.asking.whom import for_staff
from handlers.knowledge import answers
from handlers.likeness import pairs
from handlers.model.case import Further, Question, QuestionStatus
from handlers.model.effects import DropTimers, Effect, KeepQuestion
from handlers.model.events import MessageArrived
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import WORTH, meaning
from handlers.read.calling import calls
from handlers.read.following import (
    leads_on,
    never_mind,
    read_choices,
    read_named,
    understood,
)
from handlers.read.questions import is_question, thanks

MEANT = timedelta(hours=2)  # later “不用了” may be about anything


def picked(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """The asker says which of the offered answers is meant, that none is, or asks otherwise."""
    question = _mine(state, event, [q for q in state.questions if q.waits and q.offered])
    if question is None:
        return None
    known = {entry.id: entry for entry in state.knowledge}
    offered = [known.get(id_) for id_ in question.offered]
    numbers = read_choices(event.text, len(offered))
    if numbers is None:
        named = read_named(event.text, [one.question if one else "" for one in offered])
        numbers = None if named is None else (named,)
    if numbers is None:
        return _otherwise(state, question, event, settings)
    chosen = [entry for n in numbers if (entry := offered[n - 1]) is not None]
    if not chosen:  # none of them, or it is known no more
        return none_of_them(state, question, event, settings)
    told = answer(state, question, chosen, event, settings)
    return [DropTimers(question.id), *told]


def _otherwise(
    state: State, question: Question, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Who asks on instead of picking has not found it: staff have it now, not when time is up."""
    if not is_question(event.text) or event.mentioned or for_staff(state, event):
        return None
    return _continue(state, question, event, settings)


def settled(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """不用了 from the asker ends a question that waits; 谢谢 only thanks somebody for it (R12)."""
    question = _mine(state, event, [q for q in state.questions if q.waits])
    if question is None or (event.quoted is None and event.now - question.at > MEANT):
        return None
    spoke = state.talk(event.room).spoke_at
    told = understood(event.text) and spoke is not None and spoke > question.at
    if told or never_mind(event.text):
        return closed(state, question, event.now, "asker")
    if thanks(event.text) and (question.stated or _thanks_member(state, event, question)):
        return closed(state, question, event.now, None)
    return None


def _thanks_member(state: State, event: MessageArrived, question: Question) -> bool:
    """A member is thanked by name, and members spoke; staff are thanked beforehand, too."""
    if not question.followed:
        return False
    helpers = (
        one.name
        for one in state.people.values()
        if not state.is_staff(one.id) and one.id not in question.askers
    )
    return any(calls(event.text, name) for name in helpers)


def asked_again(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Who asks what waits for an answer already is told when there is one.

    What was offered was offered to the asker: who insists wants a person, who else asks the same
    an offer of their own.
    """
    if not (event.mentioned or for_staff(state, event)):
        return None
    for question in state.questions:
        here = question.room == event.room and question.waits
        mine = event.sender in question.askers
        if not here or (question.offered and not mine):
            continue
        if mine and (same(question.words, event.text) or _shortened(question, event)):
            return _continue(state, question, event, settings) if question.offered else []
        if same(question.words, event.text):
            joined = replace(question, further=(*question.further, _further(event)))
            return [KeepQuestion(joined)]
    return None


def _shortened(question: Question, event: MessageArrived) -> bool:
    """Said once more in fewer words, right after: 几点出摊呀."""
    new, old = (_pairs(text) for text in (event.text, question.words))
    soon = event.now - question.at <= SOON and not leads_on(event.text)
    return soon and len(new) > 1 and new <= old


def _pairs(text: str) -> set[str]:
    return {pair for run in meaning(text) for pair in pairs(run)}


def gone_on(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """What clearly follows on a question continues its case under the same number."""
    question = _referred(state, event) or _continued(state, event)
    if question is None:
        return None
    return _continue(state, question, event, settings)


def added_to(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """What an asker tells us right after the question is for whoever answers it."""
    question = _mine(state, event, [q for q in state.questions if q.waits])
    if question is None or is_question(event.text) or event.now - question.at > SOON:
        return None
    return _continue(state, question, event, settings)


def _continue(
    state: State, question: Question, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """Answered if it is known by now; else the card again, and who called us hears so."""
    found = known(state, event)
    used = {reply.entry for reply in question.replies}
    more = replace(question, further=(*question.further, _further(event)))
    timers: list[Effect] = [DropTimers(question.id)] if question.offered else []
    if found.kind is answers.Verdict.ANSWER and found.matches[0].entry.id not in used:
        entry = found.matches[0].entry
        return [*timers, *answer(state, more, [entry], event, settings)]
    unheard = event.mentioned and (question.offered or not question.waits)
    told = None if unheard else question.told
    waits = replace(more, status=QuestionStatus.ESCALATED, by=None, offered=(), told=told)
    return [*timers, *acknowledge(state, waits, event.now, settings)]


def _further(event: MessageArrived) -> Further:
    return Further(event.sender, event.message, event.text, event.now)


def _mine(
    state: State, event: MessageArrived, questions: Sequence[Question]
) -> Question | None:
    """The sender's own, the quoted one or the newest in this room."""
    own = [q for q in questions if q.room == event.room and event.sender in q.askers]
    quoted = event.quoted
    if quoted is not None:
        return next((q for q in own if quotes(quoted, q)), None)
    return own[-1] if own else None


def _referred(state: State, event: MessageArrived) -> Question | None:
    """What quotes us goes on if it asks, or if its asker adds something before the answer."""
    quoted = event.quoted
    if quoted is None or not quoted.ours or state.is_staff(event.sender):
        return None
    question = next((q for q in state.questions if q.id == quoted.question), None)
    if question is None or question.room != event.room or thanks(event.text):
        return None
    adds = question.waits and event.sender in question.askers
    told = adds and len(event.text) >= WORTH and not never_mind(event.text)
    return question if told or _asks(event.text) else None


def _asks(text: str) -> bool:
    """To us it is said; so whatever ends like a question is one."""
    return is_question(text) or text.rstrip().endswith(("?", "\uff1f"))


def _continued(state: State, event: MessageArrived) -> Question | None:
    """Without a quote: soon after our answer, by whoever got it, and about the same."""
    if event.quoted is not None or not is_question(event.text):
        return None
    for question in reversed(state.questions):
        mine = question.room == event.room and event.sender in _heard(question)
        if mine and _fresh(question, event) and _follows(state, question, event):
            return question
    return None


def _heard(question: Question) -> tuple[str, ...]:
    """Whom its newest answer was for."""
    return (question.asker, *(further.asker for further in question.further))


def _fresh(question: Question, event: MessageArrived) -> bool:
    answered = question.status is QuestionStatus.ANSWERED and question.replies
    return bool(answered) and (
        question.replies[-1].at <= event.now <= question.replies[-1].at + SOON
    )


def _follows(state: State, question: Question, event: MessageArrived) -> bool:
    """A question that stands alone and is for us or for staff is a new one."""
    if leads_on(event.text):
        return True
    if event.mentioned or for_staff(state, event):
        return False
    said = " ".join([question.words, *(reply.text for reply in question.replies)])
    about = pairs(" ".join(meaning(said)))
    return any(pairs(run) & about for run in meaning(event.text) if len(run) > 1)
