"""How a question is replied to: answered, three offered, or passed to staff (R12, R13)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers import moments
from handlers.asking.cards import JOINT, acknowledge, card, names, say
from handlers.asking.whom import for_staff
from handlers.knowledge import answers
from handlers.model.case import Entry, Question, QuestionStatus, Reply
from handlers.model.effects import DropTimers, Effect, KeepQuestion, Say, SetTimer, Why
from handlers.model.events import MessageArrived, TimerDue
from handlers.model.people import QuestionId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.following import each_asked, questions_in

OFFERED = "offered"  # the timer of a question whose asker may pick an answer
CLOSE = 0.6  # times the score of the first
MANY = 2  # questions that are answered in one message
SOON = timedelta(minutes=15)  # an answer is still before everybody's eyes


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message.  entry: what answers it, None for staff.

    said: that answer where the room has it before its eyes already.
    """

    question: Question
    entry: Entry | None
    said: Reply | None


def respond(state: State, event: MessageArrived, settings: Settings) -> list[Effect]:
    """One message of the bot, and a card for each question that staff must answer.

    Only who speaks to the bot is offered something: the others wait for a person.
    """
    parts = _parts(state, event)
    if len(parts) > 1:
        return _several(state, parts, event, settings)
    question, found = asked(event), known(state, event)
    if found.kind is answers.Verdict.ANSWER:
        entry = found.matches[0].entry
        part = Part(question, entry, _just_said(state, entry, event))
        return _alone(state, part, event, settings)
    if (
        found.kind is answers.Verdict.OFFER
        and event.mentioned
        and not each_asked(event.text)
    ):
        entries = [match.entry for match in _close(found.matches)]
        return offer(state, question, entries, event, settings)
    return acknowledge(state, question, event.now, settings)


def known(state: State, event: MessageArrived) -> answers.Decision:
    """What the knowledge says to a message."""
    return answers.decide(event.text, state.knowledge, event.likeness)


def _close(matches: Sequence[answers.Match]) -> list[answers.Match]:
    """Those that may be meant: what is far behind the first would only have to be read."""
    return [match for match in matches if match.score >= CLOSE * matches[0].score]


def asked(event: MessageArrived, number: int = 1) -> Question:
    """The question that a message asks.  number: of several in one message."""
    more = f"/{number}" if number > 1 else ""
    return Question(
        id=QuestionId(f"{event.room}/{event.message}{more}"),
        room=event.room,
        asker=event.sender,
        message=event.message,
        text=event.text,
        at=event.now,
        status=QuestionStatus.ESCALATED,
    )


def answer(
    state: State,
    question: Question,
    entries: Sequence[Entry],
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    """Knowledge answers whoever speaks, who may have picked several answers."""
    key, answered = f"answer/{question.id}/{event.message}", question
    for entry in entries:
        answered = _answered(answered, entry, key, event, settings)
    data: dict[str, object] = {"names": names(state, [event.sender])}
    data |= {"answers": [*map(_words, entries)]} if len(entries) > 1 else _words(entries[0])
    prompt = "cases/answers" if len(entries) > 1 else "cases/answer"
    told = say(answered, Why.ANSWER, prompt, data, event.now, settings)
    return [KeepQuestion(answered), replace(told, to=(event.sender,), key=key)]


def offer(
    state: State,
    question: Question,
    entries: Sequence[Entry],
    event: MessageArrived,
    settings: Settings,
) -> list[Effect]:
    """Up to three that may be meant: the asker says a number, or staff answer."""
    key = f"acknowledge/{question.id}"
    offered = replace(question, told=key, offered=tuple(entry.id for entry in entries))
    questions = [entry.question for entry in entries]
    data: dict[str, object] = {
        "names": names(state, [event.sender]),
        "questions": questions,
        "call": settings.must_be_called(state.rooms.get(question.room)),
    }
    told = say(offered, Why.ACKNOWLEDGE, "cases/offer", data, event.now, settings)
    over = moments.allowed(event.now, settings) + settings.questions.offer_wait
    return [
        KeepQuestion(offered),
        replace(told, key=key),
        SetTimer(OFFERED, offered.id, over),
    ]


def on_offer_over(state: State, event: TimerDue, settings: Settings) -> list[Effect]:
    """Nobody picked: staff answer, and nobody is told so once more."""
    question = next((q for q in state.questions if q.id == event.subject), None)
    if question is None or not (question.waits and question.offered):
        return []
    return none_of_them(state, question, event, settings)


def none_of_them(
    state: State, question: Question, event: TimerDue | MessageArrived, settings: Settings
) -> list[Effect]:
    """What was offered is not what was meant."""
    left = replace(question, offered=())
    timers = DropTimers(question.id)
    return [timers, *card(state, left, event.now, settings)]


def _parts(state: State, event: MessageArrived) -> list[Part]:
    """Of several questions those that are for the bot or staff: all, if it is addressed.

    Words alone judge each: the likeness is that of the whole message.
    """
    texts = questions_in(event.text) or answers.known_apart(event.text, state.knowledge)
    meant = (for_staff(state, replace(event, text=text)) for text in texts)
    wanted = [t for t, ours in zip(texts, meant, strict=True) if event.mentioned or ours]
    return [_part(state, event, each, text) for each, text in enumerate(wanted, 1)]


def _part(state: State, event: MessageArrived, number: int, text: str) -> Part:
    """What is still several questions is for a person: an answer to one would hide them."""
    question = replace(asked(event, number), text=text)
    found = answers.decide(text, state.knowledge)
    if questions_in(text) or each_asked(text) or found.kind is not answers.Verdict.ANSWER:
        return Part(question, None, None)
    entry = found.matches[0].entry
    return Part(question, entry, _just_said(state, entry, event))


def _several(
    state: State, parts: Sequence[Part], event: MessageArrived, settings: Settings
) -> list[Effect]:
    """One message of the bot to all that the room has not just heard."""
    fresh = [part for part in parts if part.said is None]
    alone = parts if len(fresh) < MANY else [part for part in parts if part.said]
    effects: list[Effect] = []
    for part in alone:
        effects += _alone(state, part, event, settings)
    if len(fresh) >= MANY:
        effects += _jointly(state, fresh, event, settings)
    return effects


def _alone(
    state: State, part: Part, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """What the room has before its eyes is not said again, and has answered all the same."""
    if part.said is not None:
        return [KeepQuestion(_with(part.question, part.said))]
    if part.entry is not None:
        return answer(state, part.question, [part.entry], event, settings)
    return acknowledge(state, part.question, event.now, settings)


def _jointly(
    state: State, parts: Sequence[Part], event: MessageArrived, settings: Settings
) -> list[Effect]:
    """Answers by number in one message; where none is known, one acknowledgement."""
    key = f"{JOINT}{parts[0].question.id}"
    told = replace(_together(state, parts, event, settings), key=key)
    effects: list[Effect] = [told]
    for part in parts:
        if part.entry is not None:
            answered = _answered(part.question, part.entry, key, event, settings)
            effects.append(KeepQuestion(answered))
            continue
        waiting = replace(part.question, told=key)
        effects += card(state, waiting, event.now, settings)
    return effects


def _together(
    state: State, parts: Sequence[Part], event: MessageArrived, settings: Settings
) -> Say:
    waits = any(part.entry is None for part in parts)
    listed = [_words(part.entry) if part.entry else None for part in parts]
    data: dict[str, object] = {"names": names(state, [event.sender])}
    why = Why.ACKNOWLEDGE if waits else Why.ANSWER
    prompt = "cases/acknowledge"
    if any(listed):
        prompt, data = "cases/answers", {**data, "answers": listed}
    return say(parts[0].question, why, prompt, data, event.now, settings)


def _answered(
    question: Question, entry: Entry, key: str, event: MessageArrived, settings: Settings
) -> Question:
    at = moments.allowed(event.now, settings)
    return _with(question, Reply(entry.answer, at, key, entry=entry.id))


def _with(question: Question, reply: Reply) -> Question:
    return replace(
        question,
        status=QuestionStatus.ANSWERED,
        by="knowledge",
        replies=(*question.replies, reply),
        offered=(),
    )


def _just_said(state: State, entry: Entry, event: MessageArrived) -> Reply | None:
    """This answer where the room has it before its eyes, or will have in the morning.

    What was closed may have been withheld.
    """
    over = QuestionStatus.CLOSED_BY_HUMAN
    here = (q for q in state.questions if q.room == event.room and q.status is not over)
    replies = (reply for q in here for reply in q.replies if reply.entry == entry.id)
    return next((r for r in replies if event.now - r.at <= SOON), None)


def _words(entry: Entry) -> dict[str, object]:
    return {"answer": entry.answer, "source": entry.source}
