"""Questions: answered from knowledge, or acknowledged and passed to staff (D5, R12, R13)."""

from dataclasses import replace
from datetime import timedelta

from handlers import answers, moments
from handlers.model.case import Case, CaseKind, Outcome, Question, QuestionStatus
from handlers.model.effects import CloseCase, Effect, KeepQuestion, OpenCase, Say, Why
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.people import QuestionId, Role
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.asked import without_address, without_numbers
from handlers.read.questions import is_question, thanks, to_staff

SPOKEN_FOR = timedelta(hours=24)  # a person's words this soon after a question answer it
WORTH = 4  # characters; less is a nod, not an answer


def ask(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A question to the bot, or clearly to staff, is answered or passed on."""
    if state.is_staff(event.sender):
        return None
    addressed = event.mentioned and is_question(event.text)
    if not addressed and not to_staff(event.text):
        return None
    return _answer_or_escalate(state, event, settings)


def addressed(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Whoever speaks to the bot is heard: what nothing else understood goes to staff."""
    if not event.mentioned or not event.text.strip() or state.is_staff(event.sender):
        return None
    words = event.text.split(maxsplit=1)[-1]
    if len(words) < WORTH or thanks(words) or thanks(event.text):
        return None
    return _answer_or_escalate(state, event, settings)


def answered_by_human(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """The bot is silent where a person is answering (R12)."""
    question = _being_answered(state, event)
    if question is None or len(event.text) < WORTH or is_question(event.text):
        return None
    by = "staff" if state.is_staff(event.sender) else None
    closed = replace(question, status=QuestionStatus.CLOSED_BY_HUMAN, by=by)
    return [KeepQuestion(closed), CloseCase(question.id, event.now)]


def answered_by_staff(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Staff answer by quoting the card or by its number: the asker gets the answer (R12)."""
    question = _asked(state, event)
    words = without_numbers(event.text)
    if question is None or not words or not _unanswered(question):
        return None
    answered = replace(question, status=QuestionStatus.ANSWERED, by="staff")
    relay = Say(
        question.room,
        Why.RELAY,
        "cases/relay",
        {"name": _name(state, question), "answer": words},
        to=(question.asker,),
        question=question.id,
        photos=event.pictures,
        not_before=moments.allowed(event.now, settings),
    )
    closed = CloseCase(question.id, event.now, Outcome.ANSWERED, event.sender)
    return [KeepQuestion(answered), closed, relay]


def on_leaders_message(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """In the leaders' room only questions concern the bot."""
    for step in (answered_by_human, ask, addressed):
        effects = step(state, event, settings)
        if effects is not None:
            return effects
    return []


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """A question that was taken back waits for nobody."""
    return [
        effect
        for q in state.questions
        if q.message == event.message and q.room == event.room
        for effect in (
            KeepQuestion(replace(q, status=QuestionStatus.CLOSED_BY_HUMAN)),
            CloseCase(q.id, event.now),
        )
    ]


def _answer_or_escalate(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect]:
    question = Question(
        id=QuestionId(f"{event.room}/{event.message}"),
        room=event.room,
        asker=event.sender,
        message=event.message,
        text=event.text,
        at=event.now,
        status=QuestionStatus.ESCALATED,
    )
    entry = answers.retrieve(event.text, state.knowledge)
    if entry is None:
        return _escalate(state, question, settings)
    answered = replace(question, status=QuestionStatus.ANSWERED, by="knowledge")
    data: dict[str, object] = {"name": _name(state, question), "answer": entry.answer}
    return [
        KeepQuestion(answered),
        _say(question, Why.ANSWER, "cases/answer", data, settings),
    ]


def _escalate(state: State, question: Question, settings: Settings) -> list[Effect]:
    room = state.rooms.get(question.room)
    name: dict[str, object] = {"name": _name(state, question)}
    card = {
        **name,
        "room": room.name if room else "",
        "text": without_address(question.text),
    }
    effects: list[Effect] = [
        KeepQuestion(question),
        OpenCase(Case(CaseKind.QUESTION, question.id, question.room, question.at)),
        _say(question, Why.ACKNOWLEDGE, "cases/acknowledge", name, settings),
    ]
    if state.staff is not None:
        told = _say(question, Why.ESCALATE, "cases/question", card, settings)
        effects.append(replace(told, room=state.staff, to=()))
    return effects


def _say(
    question: Question, why: Why, prompt: str, data: dict[str, object], settings: Settings
) -> Say:
    return Say(
        question.room,
        why,
        prompt,
        data,
        to=(question.asker,),
        question=question.id,
        not_before=moments.allowed(question.at, settings),
    )


def _asked(state: State, event: MessageArrived) -> Question | None:
    """The question of the card that the words name or quote."""
    numbers = event.quoted.cases if event.quoted else ()
    subjects = {listed.case.subject for listed in state.cases if listed.number in numbers}
    return next((q for q in state.questions if q.id in subjects), None)


def _unanswered(question: Question) -> bool:
    """Whether staff have not said anything to it yet, whoever else did."""
    closed = question.status is QuestionStatus.CLOSED_BY_HUMAN and question.by is None
    return closed or question.status is QuestionStatus.ESCALATED


def _being_answered(state: State, event: MessageArrived) -> Question | None:
    """The question that these words answer: the quoted one, else staff's newest in the room."""
    here = [q for q in state.questions if q.room == event.room and q.asker != event.sender]
    if event.quoted is not None:
        quoted = event.quoted.message
        knows = state.role(event.sender) in (Role.STAFF, Role.LEADER)
        return next((q for q in here if knows and q.message == quoted), None)
    recent = [q for q in here if event.now - q.at <= SPOKEN_FOR]
    return recent[-1] if recent and state.is_staff(event.sender) else None


def _name(state: State, question: Question) -> str:
    person = state.people.get(question.asker)
    return person.name if person else ""
