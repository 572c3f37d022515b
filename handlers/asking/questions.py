"""Questions: answered from knowledge, or acknowledged and passed to staff (D5, R12, R13)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from handlers.asking import followups, in_group
from handlers.asking.cards import card_key, closed
from handlers.asking.replying import known, respond
from handlers.asking.whom import for_staff
from handlers.model.case import Question, QuestionStatus
from handlers.model.effects import CloseCase, Effect, KeepQuestion, Withhold
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import said_to
from handlers.read.asked import WORTH
from handlers.read.correction import read_correction
from handlers.read.questions import asks_who_we_are, is_question, thanks
from handlers.staff.telling import told_staff

Step: TypeAlias = Callable[[State, MessageArrived, Settings], "list[Effect] | None"]


def ask(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """A question to the bot, or clearly to staff, is answered or passed on."""
    if state.is_staff(event.sender):
        return None
    addressed = event.mentioned and is_question(event.text)
    if not addressed and not for_staff(state, event):
        return None
    return respond(state, event, settings)


def addressed(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Whoever speaks to the bot is heard: what nothing else understood goes to staff."""
    words = said_to(event.text)
    if not event.mentioned or len(words) < WORTH or state.is_staff(event.sender):
        return None
    if thanks(words):
        return None
    added = followups.added_to(state, event, settings)
    return respond(state, event, settings) if added is None else added


def introduced(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Who asks the bot who it is hears what it does and keeps (R14)."""
    if not event.mentioned or not asks_who_we_are(said_to(event.text)):
        return None
    names = [name] if (name := state.name(event.sender)) else []
    told = told_staff(event, "cases/who", {"names": names}, settings)
    return [replace(told, to=(event.sender,))]


def not_here(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """A bulletin is put right in the room of its organisation, where its evidence is."""
    quoted = event.quoted
    if quoted is None or quoted.draft is None or quoted.question is not None:
        return None
    if read_correction(event.text, event.at) is None:
        return None
    return [told_staff(event, "cases/not_here", {}, settings)]


def tried(state: State, event: MessageArrived, settings: Settings) -> list[Effect] | None:
    """Staff ask in their own room: they see what a group would be told, and nothing is kept."""
    if not event.mentioned or event.quoted is not None or not is_question(event.text):
        return None
    found = known(state, event)
    data: dict[str, object] = {
        "verdict": found.kind.value,
        "answer": found.matches[0].entry.answer if found.matches else "",
        "questions": [match.entry.question for match in found.matches],
    }
    return [told_staff(event, "cases/tried", data, settings)]


ABOUT_ONE: Sequence[Step] = (introduced, followups.picked, followups.settled)
ASKING: Sequence[Step] = (
    in_group.answered_by_human,
    followups.gone_on,
    followups.asked_again,
    ask,
)


def on_leaders_message(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect]:
    """In the leaders' room only questions concern the bot, and words about what it told."""
    heard = in_group.overheard(state, event)
    for step in (*ABOUT_ONE, not_here, *ASKING, addressed):
        effects = step(state, event, settings)
        if effects is not None:
            return heard + effects
    return heard


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """A question that was taken back waits for nobody, nor does what was asked after it."""
    here = [q for q in state.questions if q.room == event.room]
    others = tuple(
        q for q in state.questions if q not in here or q.message != event.message
    )
    without = replace(state, questions=others)  # what it asked goes all at once
    return [effect for q in here for effect in _without(without, q, event)]


def _without(state: State, question: Question, event: MessageRecalled) -> Iterable[Effect]:
    if question.message == event.message:
        unsaid = any(reply.at > event.now for reply in question.replies)
        wanted = question.waits or unsaid
        return closed(state, question, event.now, "asker") if wanted else []
    left = tuple(f for f in question.further if f.message != event.message)
    if left == question.further or not question.waits:
        return []
    without = replace(question, further=left)
    if left or not question.replies:
        return [KeepQuestion(without)]
    by = "staff" if question.replies[-1].by else "knowledge"
    answered = replace(without, status=QuestionStatus.ANSWERED, by=by)
    card = Withhold(card_key(question, event.message))
    return [KeepQuestion(answered), CloseCase(question.id, event.now), card]
