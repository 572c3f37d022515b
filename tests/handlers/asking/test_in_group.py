"""A person answers in the group itself: the bot is silent there (R12)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.asking import in_group
from handlers.model.case import Further, Numbered, Question, QuestionStatus
from handlers.model.effects import CloseCase, Effect, Withhold
from handlers.model.events import MessageArrived, Quoted
from handlers.model.people import MessageId, PersonId
from handlers.staff import reminders
from tests.handlers.asked import TOLD, answered, kept
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    LEADER,
    MINUTE,
    MORNING,
    NOW,
    SETTINGS,
    STAFF,
    question,
    quote,
    says,
    state,
    talking,
)

CARDED = replace(TOLD, carded=("card/q1/m",))
ASKED = (CARDED,)


def human(
    text: str,
    by: PersonId = STAFF,
    late: timedelta = MINUTE,
    quoted: Quoted | None = None,
    waiting: tuple[Question, ...] = ASKED,
) -> list[Effect] | None:
    event = says(text, by, at=NOW + late, quoted=quoted)
    return in_group.answered_by_human(state(questions=waiting), event, SETTINGS)


def test_where_staff_answer_in_the_group_the_question_is_closed():
    effects = human("可以报，走办公费")

    [closed] = kept(effects)
    assert (closed.status, closed.by) == (QuestionStatus.CLOSED_BY_HUMAN, "staff")
    assert (effects or [])[1:] == [
        CloseCase("q1", NOW + MINUTE),
        Withhold("acknowledge/q1"),
        Withhold("card/q1/m"),
    ]


def test_staff_answer_the_newest_question_of_the_room_within_a_day():
    two = (question(), question(id_="q2"))

    assert [q.id for q in kept(human("可以报，走办公费", waiting=two))] == ["q2"]
    assert human("桌布走办公费", late=24 * HOUR)
    assert human("芳姐，可以走办公费", late=24 * HOUR)
    assert human("桌布走办公费", late=24 * HOUR + MINUTE) is None
    assert human("桌布走办公费", waiting=(question(room=CHAT),)) is None
    assert human("可以报，走办公费", waiting=(answered(),)) is None
    assert human("可以报，走办公费", waiting=()) is None


def test_after_a_while_only_words_about_the_question_answer_it():
    assert human("可以报，走办公费", late=15 * MINUTE)
    assert human("明天见各位，带好雨伞", late=16 * MINUTE) is None
    assert human("我先走一步", late=HOUR) is None


def test_the_question_that_they_are_about_comes_before_the_newest():
    other = replace(question(id_="q2", asker=BERT), text="雨衣谁来发？")

    def closed(words: str) -> list[str]:
        return [q.id for q in kept(human(words, waiting=(question(), other)))]

    assert closed("桌布可以走办公费") == ["q1"]
    assert closed("芳姐，可以走办公费") == ["q1"]
    assert closed("明天一早我带过去") == []


@pytest.mark.parametrize(
    "words",
    [
        "明天下午两点社区开会，请大家带上身份证",
        "大家今天写得真好，拍几张照片",
        "桌布洗好了，大家来领",
        "我先走一步",
        "活动室打扫过了",
    ],
)
def test_what_is_of_something_else_answers_nothing(words: str):
    assert human(words) is None


@pytest.mark.parametrize("words", ["可以的", "行，直接来拿", "不用", "能报"])
def test_a_short_answer_right_behind_the_question_answers_it(words: str):
    assert human(words)
    followed = replace(CARDED, followed_at=NOW)
    assert (human(words, waiting=(followed,)) is None) == (words != "能报")


@pytest.mark.parametrize(
    "words",
    [
        "明天下午两点社区消防讲座，",
        " 大家记得明天带伞",
        "照片帮忙发一下 @李叔 ",
        "、",
        "芳姐，你昨天的照片再发一张",
        "@芳姐 昨天的照片再发一张",
        "芳姐的快递到了，可以拿",
        "和芳姐说好了，不用来",
    ],
)
def test_pauses_and_names_alone_are_no_answer(words: str):
    followed = replace(CARDED, followed_at=NOW)

    assert human(words, late=30 * MINUTE, waiting=(followed,)) is None


@pytest.mark.parametrize("words", ["芳姐，可以的", "@芳姐 不用", "好的，芳姐，能报"])
def test_an_answer_to_whom_it_names_may_come_later_and_behind_other_talk(words: str):
    followed = replace(CARDED, followed_at=NOW)
    other = replace(question(id_="q2", asker=BERT), text="雨衣谁来发？")

    effects = human(words, late=3 * HOUR, waiting=(followed, other))

    assert [q.id for q in kept(effects)] == ["q1"]


def test_a_short_answer_to_somebody_else_is_none_to_this():
    assert human("@李叔 可以的") is None
    assert human("芳姐可以的")


def test_who_promises_to_find_out_has_the_case_and_it_waits():
    waits = state(questions=ASKED, waiting=(Numbered(7, CARDED),))

    def promised(by: PersonId, quoted: Quoted | None = None) -> list[Effect] | None:
        event = says("芳姐，我去问问街道，回头告诉您", by, at=NOW + MINUTE, quoted=quoted)
        return in_group.answered_by_human(waits, event, SETTINGS)

    assert promised(STAFF) == reminders.taken(7, says(by=STAFF, at=NOW + MINUTE), SETTINGS)
    assert promised(LEADER, quote("q1/m")) == []
    assert human("我去问问街道，回头告诉您") == []  # its card has no number yet


def heard(text: str, by: PersonId = BERT, late: timedelta = MINUTE, of=CARDED):
    return kept(in_group.overheard(state(questions=(of,)), says(text, by, at=NOW + late)))


def overheard(event: MessageArrived, *of: Question, spoke: datetime = NOW) -> list[str]:
    """Which of these questions it may have answered."""
    there = state(questions=of, talks=talking(spoke_at=spoke))
    return [q.id for q in kept(in_group.overheard(there, event)) if q.stated]


def test_who_speaks_behind_a_question_is_noted_once():
    at = NOW + MINUTE

    assert heard("今天真热") == [replace(CARDED, followed_at=at)]
    told = replace(CARDED, followed_at=at, stated_at=at)
    assert heard("可以报的，去年就报过") == [told]
    assert heard("可以报的，去年就报过", STAFF) == [replace(CARDED, stated_at=at)]
    assert heard("可以报的", of=told) == []
    stated = replace(CARDED, stated_at=at)
    assert heard("可以报的", STAFF, of=stated) == []
    assert heard("今天真热", of=stated) == [replace(stated, followed_at=at)]
    assert heard("可以报的", of=replace(CARDED, room=CHAT)) == []
    assert heard("可以报的", of=answered()) == []
    assert heard("我去问问，回头告诉您", STAFF) == []
    assert heard("我再等等", ANNA) == []
    assert heard("可以报的", late=3 * HOUR) == []


def test_a_plain_word_or_a_voice_may_answer_only_what_it_stands_right_behind():
    at = NOW + 2 * MINUTE
    followed = replace(CARDED, followed_at=NOW + MINUTE)

    for event in (
        says("可以", BERT, at=at),
        replace(says("", BERT, at=at), voices=("v",)),
    ):
        assert overheard(event, CARDED) == ["q1"]
        assert overheard(event, followed) == []
        assert overheard(event, CARDED, spoke=NOW + MINUTE) == []  # staff, or the asker
        quoting = replace(event, quoted=quote("q1/m"))
        assert overheard(quoting, followed) == ["q1"]
        assert overheard(replace(event, quoted=quote("m9")), CARDED) == []
    assert overheard(says("桌布可以报的", BERT, at=at), followed) == ["q1"]
    assert overheard(says("@王姐 可以", BERT, at=at), CARDED) == []


def test_who_is_called_by_name_is_answered_alone():
    other = question(id_="q2", asker=LEADER)

    for words in ("芳姐，可以的", "@芳姐 可以的"):
        assert overheard(says(words, BERT, at=NOW + MINUTE), CARDED, other) == ["q1"]
    assert overheard(says("可以的", BERT, at=NOW + MINUTE), CARDED, other) == ["q1", "q2"]


def test_long_texts_answer_nobody():
    assert heard("桌布可以报的" * 40) == [replace(CARDED, followed_at=NOW + MINUTE)]
    assert heard("桌布可以报的" * 40, STAFF) == []


@pytest.mark.parametrize(
    "words", ["大家辛苦了！", "大家早上好呀", "明天见各位", "下周三见！", "收到，谢谢大家"]
)
def test_greetings_and_thanks_answer_nothing(words: str):
    assert human(words) is None
    assert human(words, quoted=quote("q1/m")) is None


def test_what_was_asked_again_lately_is_answered_too():
    more = Further(ANNA, MessageId("m2"), "那收据呢？", NOW + 24 * HOUR)

    assert human(
        "收据也行，要盖章", late=25 * HOUR, waiting=(replace(CARDED, further=(more,)),)
    )


def test_an_answer_that_waits_for_the_morning_is_not_said_any_more():
    effects = human("可以报，走办公费", waiting=(answered(MORNING),))

    assert Withhold("relay/q1/s1") in (effects or [])
    assert human("可以报，走办公费", waiting=(answered(MORNING, None),)) is None


def test_a_leader_answers_by_quoting_the_question_or_what_we_said_to_it():
    two = (question(), question(id_="q2"))
    ours = quote("b1", question="q1")

    for quoted in (quote("q1/m"), ours):
        closed = kept(human("上次说可以报", LEADER, quoted=quoted, waiting=two))
        assert [(q.id, q.by) for q in closed] == [("q1", None)]
    assert human("上次说可以报", LEADER) is None
    assert human("我也想知道这个", BERT, quoted=quote("q1/m"), waiting=two) is None
    assert human("上次说可以报", BERT, quoted=quote("m99")) is None
    assert human("可以报，走办公费", quoted=quote("m99")) is None


def test_nobody_answers_their_own_question():
    own = (question(asker=STAFF),)

    assert human("我再问一下别人", waiting=own) is None


def test_a_nod_or_a_question_back_is_no_answer():
    assert human("好的呀") is None
    assert human("你说的是哪一块桌布？") is None
