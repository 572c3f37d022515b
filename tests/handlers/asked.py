"""Questions to the bot, and what came of them."""

from dataclasses import replace
from datetime import datetime

from handlers import intake
from handlers.model.case import Entry, Question, QuestionStatus, Reply
from handlers.model.effects import Effect, KeepQuestion
from handlers.model.events import MessageArrived
from handlers.model.people import MessageId, PersonId, RoomId
from handlers.model.state import State
from tests.handlers.made import BERT, NOW, ROOM, SETTINGS, STAFF, STATE, question

CASE = "cases/question"
TO_STAFF = "场地费能报销吗？"
KEY = "钥匙在哪里拿？"
KNOWN = replace(STATE, knowledge=(Entry("k1", "钥匙在哪里拿", "门卫那里。"),))
TOLD = replace(question(), told="acknowledge/q1")


def asks(event: MessageArrived, of: State = STATE) -> list[Effect]:
    return intake.on_message(of, event, SETTINGS)


def kept(effects: list[Effect] | None) -> list[Question]:
    """The questions as they are kept."""
    return [e.question for e in effects or [] if isinstance(e, KeepQuestion)]


def answered(at: datetime = NOW, by: PersonId | None = STAFF, **more: object) -> Question:
    """TOLD, once staff answered it.  by: None where the bot spoke."""
    message = MessageId("s1") if by else None
    reply = Reply("可以报，开发票。", at, "relay/q1/s1", by=by, message=message)
    done = replace(TOLD, status=QuestionStatus.ANSWERED, by="staff", replies=(reply,))
    return replace(done, **more)  # type: ignore[arg-type] -- fields of a question, by name


def answered_at(at: datetime, entry: str | None = "k1", room: RoomId = ROOM) -> Question:
    """KEY, asked by somebody else and answered from what is known."""
    reply = Reply("门卫那里。", at, "answer/q1", entry=entry)
    status = QuestionStatus.ANSWERED
    return replace(question(at, BERT, room=room), text=KEY, status=status, replies=(reply,))
