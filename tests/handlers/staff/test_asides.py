"""Staff talk with each other about a card: no member hears of it (R1, R12)."""

from dataclasses import replace

import pytest

from handlers.model.case import Question, QuestionStatus
from handlers.model.effects import Effect
from handlers.staff import staff_room
from tests.handlers.asked import answered
from tests.handlers.cards import ASKED, card, room
from tests.handlers.made import SETTINGS, STAFF, STAFF_ROOM, quote, said, sayings, says

ANSWERED = replace(answered(ASKED.at), at=ASKED.at)


def hears(text: str, asked: Question = ASKED) -> list[Effect]:
    """Words that quote the card."""
    here = room(card(asked, 12), questions=(asked,))
    quoted = quote("b1", question=asked.id, cases=(12,))
    return staff_room.on_message(
        here, says(text, STAFF, room=STAFF_ROOM, quoted=quoted), SETTINGS
    )


@pytest.mark.parametrize("words", ["@小何 这个你来回一下", "#12 @小何 你管场地，看看？"])
def test_words_to_a_colleague_are_left_alone(words: str):
    assert hears(words) == []
    assert hears(words, ANSWERED) == []


def test_an_asker_may_be_addressed_too():
    assert said(hears("@芳姐 可以报，开发票")) == ["cases/relay"]


def test_a_question_reaches_the_asker_only_with_the_number_of_the_card():
    told = sayings(hears("这个谁负责的？"))

    assert [(t.prompt, t.room, t.key) for t in told] == [
        ("cases/aside", STAFF_ROOM, "aside/q1")
    ]
    assert said(hears("#12 您说的是哪一块桌布？")) == ["cases/relay"]


def test_an_addition_is_no_question():
    assert said(hears("补充 发票抬头写什么要问社区", ANSWERED)) == ["cases/relay"]
    assert said(hears("这个谁负责的？", ANSWERED)) == ["cases/settled"]


def test_a_loose_number_answers_nothing_and_staff_hear_how_to():
    def told(text: str, **how: object) -> list[tuple[str, str | None]]:
        quoted = quote(**{"cases": (12,), **how})  # type: ignore[arg-type] -- by name
        event = says(text, STAFF, room=STAFF_ROOM, quoted=quoted)
        of = room(card(ASKED, 12))
        effects = staff_room.on_message(of, event, SETTINGS)
        return [(one.prompt, one.key) for one in sayings(effects)]

    assert told("12 可以报") == [("cases/numbered", "numbered/q1")]
    assert [prompt for prompt, _ in told("#12 可以报")] == ["cases/relay"]
    assert [prompt for prompt, _ in told("12 可以报", message="b1")] == ["cases/relay"]


def test_a_question_about_a_card_that_ended_is_one_among_staff():
    closed = replace(ASKED, status=QuestionStatus.CLOSED_BY_HUMAN)

    assert said(hears("这个谁负责的？", closed)) == ["cases/settled"]


@pytest.mark.parametrize("words", ["转给财务了", "不清楚，我问问领导", "好的"])
def test_what_staff_do_about_it_is_no_answer(words: str):
    assert said(hears(words)) == []
