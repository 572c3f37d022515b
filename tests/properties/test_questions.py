"""No question is lost, whatever is said, picked, taken back and answered in between (R12)."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import example, given

from handlers.model.effects import Why
from handlers.model.people import PersonId
from tests.properties.chats import PROMISE
from tests.properties.questions import (
    ANNA,
    ASKED,
    BERT,
    BY_STAFF,
    CHATS,
    STAFF,
    Played,
    Turn,
)


def say(text: str, who: PersonId = ANNA, gap: int = 1) -> Turn:
    return Turn(timedelta(minutes=gap), "say", who, text)


NIGHT = 660
FOLLOWED = [
    say(ASKED[2]),
    Turn(timedelta(minutes=5), "answer", STAFF, BY_STAFF[0]),
    say("那要是没有发票呢？"),
    Turn(timedelta(minutes=1), "recall", ANNA),
    say("那收据呢，要盖章吗？"),
]


@PROMISE
@given(CHATS)
@example([say(ASKED[0], BERT), say(ASKED[1]), say("1"), say("2")])
@example(
    [say(ASKED[4], gap=NIGHT), Turn(timedelta(minutes=1), "quote", STAFF, "可以的，要登记")]
)
@example(
    [say(ASKED[4], gap=NIGHT), Turn(timedelta(minutes=1), "recall", ANNA), say(ASKED[0])]
)
@example(FOLLOWED)
def test_no_question_is_lost(chat: Sequence[Turn]) -> None:
    Played().play(chat)


def test_the_chats_that_are_made_up_say_what_they_are_for() -> None:
    said = Played().play([say(words, gap=30) for words in ASKED]).said.values()

    prompts = {one.say.prompt for one in said}
    assert {"cases/answer", "cases/answers", "cases/offer", "cases/question"} <= prompts
    assert {one.say.purpose for one in said} >= {Why.ANSWER, Why.ACKNOWLEDGE, Why.ESCALATE}
