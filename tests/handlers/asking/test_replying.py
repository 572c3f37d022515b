"""How a question is replied to: answered, three offered, or passed to staff (R12, R13)."""

from dataclasses import replace

import pytest

from handlers.asking import replying
from handlers.model.case import Entry, Question, QuestionStatus
from handlers.model.effects import DropTimers, SetTimer, Why
from handlers.model.people import QuestionId
from tests.handlers.asked import CASE, KEY, KNOWN, TO_STAFF, TOLD, answered_at, asks, kept
from tests.handlers.made import (
    CHAT,
    HOUR,
    MINUTE,
    MORNING,
    NIGHT,
    NOW,
    SETTINGS,
    STATE,
    due,
    said,
    sayings,
    says,
    state,
)

TWICE = replace(STATE, knowledge=(Entry("k1", KEY, "门卫。"), Entry("k2", KEY, "值班室。")))


@pytest.mark.parametrize(
    ("before", "answered"),
    [
        (answered_at(NOW - MINUTE), False),
        (answered_at(NOW - HOUR), True),
        (answered_at(NOW - MINUTE, "k9"), True),
        (answered_at(NOW - MINUTE, room=CHAT), True),
    ],
)
def test_a_room_is_not_told_the_same_twice_within_minutes(before: Question, answered: bool):
    of = replace(KNOWN, questions=(before,))

    effects = asks(says(f"@bot {KEY}", mentioned=True), of)

    assert bool(said(effects)) is answered
    [asked] = kept(effects)
    assert (asked.status, asked.by) == (QuestionStatus.ANSWERED, "knowledge")
    assert (asked.replies == before.replies) is not answered


def test_what_was_withheld_with_its_question_was_never_said():
    taken = replace(answered_at(NOW - MINUTE), status=QuestionStatus.CLOSED_BY_HUMAN)
    of = replace(KNOWN, questions=(taken,))

    assert said(asks(says(f"@bot {KEY}", mentioned=True), of)) == ["cases/answer"]


def test_of_what_fits_equally_well_the_asker_may_pick():
    effects = asks(says(f"@bot {KEY}", mentioned=True), TWICE)

    [offered] = kept(effects)
    assert (offered.status, offered.offered) == (QuestionStatus.ESCALATED, ("k1", "k2"))
    [told] = sayings(effects)
    assert (told.prompt, told.purpose) == ("cases/offer", Why.ACKNOWLEDGE)
    assert told.data["questions"] == [KEY, KEY]
    wait = SETTINGS.questions.offer_wait
    assert SetTimer(replying.OFFERED, offered.id, NOW + wait) in effects


def test_who_asks_staff_and_not_the_bot_is_offered_nothing():
    entries = tuple(Entry(i, TO_STAFF, "按办公用品。") for i in ("k1", "k2"))

    assert said(asks(says(TO_STAFF), replace(STATE, knowledge=entries))) == [
        "cases/acknowledge",
        CASE,
    ]


def test_an_offer_at_night_stands_until_the_morning():
    effects = asks(says(f"@bot {KEY}", mentioned=True, at=NIGHT), TWICE)

    [timer] = [e for e in effects if isinstance(e, SetTimer)]
    assert timer.due == MORNING + SETTINGS.questions.offer_wait


def test_what_nobody_picked_from_goes_to_staff_without_another_word():
    offered = replace(TOLD, offered=("k1", "k2"))
    over = due(replying.OFFERED, NOW, offered.id)

    effects = replying.on_offer_over(state(questions=(offered,)), over, SETTINGS)

    assert kept(effects) == [replace(offered, offered=(), carded=("card/q1/q1/m",))]
    assert said(effects) == [CASE]
    assert DropTimers(offered.id) in effects
    for other in ((), (replace(offered, offered=()),), (answered_at(NOW),)):
        assert replying.on_offer_over(state(questions=other), over, SETTINGS) == []


TWO = "钥匙在哪里拿？还有场地费能报销吗？"


def test_two_questions_in_one_message_are_answered_together():
    effects = asks(says(f"@bot {TWO}", mentioned=True), KNOWN)

    [known, asked] = kept(effects)
    assert (known.status, known.replies[0].entry) == (QuestionStatus.ANSWERED, "k1")
    assert (asked.status, asked.text) == (QuestionStatus.ESCALATED, "场地费能报销吗？")
    told, card = sayings(effects)
    assert (told.prompt, told.purpose) == ("cases/answers", Why.ACKNOWLEDGE)
    assert told.data["answers"] == [{"answer": "门卫那里。", "source": ""}, None]
    assert card.question == asked.id


def test_two_questions_that_are_both_known_are_an_answer():
    both = f"@bot {KEY}还有雨伞在哪里借？"
    umbrella = Entry("k2", "雨伞在哪里借", "值班室。")
    of = replace(STATE, knowledge=(*KNOWN.knowledge, umbrella))

    [told] = sayings(asks(says(both, mentioned=True), of))

    assert (told.prompt, told.purpose) == ("cases/answers", Why.ANSWER)


def test_two_questions_that_nobody_knows_are_acknowledged_once():
    effects = asks(says(f"@bot {TWO}", mentioned=True))

    assert said(effects) == ["cases/acknowledge", CASE, CASE]
    assert len({q.id for q in kept(effects)}) == 2
    assert {q.told for q in kept(effects)} == {f"together/{kept(effects)[0].id}"}


def test_of_several_questions_only_what_the_room_has_not_just_heard_is_said():
    of = replace(KNOWN, questions=(answered_at(NOW - MINUTE),))

    effects = asks(says(f"@bot {TWO}", mentioned=True), of)
    assert [q.waits for q in kept(effects)] == [False, True]
    assert said(effects) == ["cases/acknowledge", CASE]
    three = asks(says(f"@bot {TWO}还有劳务费怎么算？", mentioned=True), of)
    assert said(three) == ["cases/acknowledge", CASE, CASE]
    umbrella = replace(answered_at(NOW - MINUTE, "k2"), id=QuestionId("q2"))
    entries = (*KNOWN.knowledge, Entry("k2", "雨伞在哪里借", "值班室。"))
    both = replace(of, knowledge=entries, questions=(*of.questions, umbrella))
    again = asks(says(f"@bot {KEY}还有雨伞在哪里借？", mentioned=True), both)
    assert len(kept(again)) == 2
    assert said(again) == []


def test_of_two_questions_one_may_be_left_that_is_known():
    umbrella = Entry("k2", "雨伞在哪里借", "值班室。")
    before = (answered_at(NOW - MINUTE),)
    of = replace(STATE, knowledge=(*KNOWN.knowledge, umbrella), questions=before)

    [told] = sayings(asks(says(f"@bot {KEY}还有雨伞在哪里借？", mentioned=True), of))

    assert (told.prompt, told.data["answer"]) == ("cases/answer", "值班室。")


def test_what_neighbours_ask_each_other_in_the_same_message_is_no_card():
    effects = asks(says("报销要什么材料？还有明天几点集合？"))

    assert said(effects) == ["cases/acknowledge", CASE]
    addressed = asks(says("@bot 报销要什么材料？还有明天几点集合？", mentioned=True))
    assert said(addressed) == ["cases/acknowledge", CASE, CASE]


def test_more_questions_than_are_told_apart_go_to_staff_together():
    four = f"@bot 雨伞在哪里借？还有场地费能报销吗？另外{KEY}还有几点关门？"

    effects = asks(says(four, mentioned=True), KNOWN)

    last = kept(effects)[-1]
    assert last.waits
    assert "几点关门" in last.text
    assert KEY in last.text
