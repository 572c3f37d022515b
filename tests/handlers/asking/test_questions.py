"""Questions: answered from knowledge, or acknowledged and passed to staff (R12, R13)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.asking import questions
from handlers.asking.cards import closed
from handlers.model.case import (
    Case,
    CaseKind,
    Further,
    Numbered,
    Question,
    QuestionStatus,
    Reply,
)
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    Effect,
    KeepQuestion,
    OpenCase,
    Say,
    Withhold,
)
from handlers.model.events import MessageArrived
from handlers.model.people import MessageId, PersonId
from handlers.model.state import State
from tests.handlers.asked import CASE, KNOWN, TO_STAFF, TOLD, answered_at, asks, kept
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    LEADER,
    LEADERS,
    MINUTE,
    MORNING,
    NIGHT,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    question,
    quote,
    recalls,
    said,
    sayings,
    says,
    state,
)


def test_a_question_to_staff_is_acknowledged_and_becomes_a_card():
    effects = asks(says(TO_STAFF))

    [asked] = kept(effects)
    assert (asked.asker, asked.text, asked.status) == (
        ANNA,
        TO_STAFF,
        QuestionStatus.ESCALATED,
    )
    assert OpenCase(Case(CaseKind.QUESTION, asked.id, ROOM, NOW)) in effects
    told, card = sayings(effects)
    assert (told.room, told.prompt, told.to) == (ROOM, "cases/acknowledge", (ANNA,))
    assert (card.room, card.prompt, card.to) == (STAFF_ROOM, CASE, ())
    assert card.question == asked.id
    assert card.data == {
        "names": [ANNA],
        "room": ROOM,
        "text": TO_STAFF,
        "before": "",
        "answered": "",
        "like": None,
    }


def test_without_a_room_for_staff_the_case_is_all_there_is():
    effects = asks(says(TO_STAFF), replace(STATE, staff=None))

    assert said(effects) == ["cases/acknowledge"]


def test_a_question_is_answered_from_knowledge():
    effects = asks(says("@bot 钥匙在哪里拿？", mentioned=True), KNOWN)

    [asked] = kept(effects)
    assert (asked.status, asked.by) == (QuestionStatus.ANSWERED, "knowledge")
    [told] = sayings(effects)
    assert (told.prompt, told.data) == (
        "cases/answer",
        {"names": [ANNA], "answer": "门卫那里。", "source": ""},
    )


def test_neighbours_may_ask_each_other_whatever_they_like():
    for words in ("钥匙在哪里拿？", "明天谁去买菜？", "今天真热"):
        assert not kept(asks(says(words), KNOWN))


def test_staff_ask_nobody():
    assert not kept(asks(says(TO_STAFF, STAFF)))
    assert not kept(asks(says("@bot 钥匙在哪里拿？", STAFF, mentioned=True), KNOWN))
    assert kept(asks(says(TO_STAFF, PersonId("新来的"))))


def test_whoever_speaks_to_the_bot_is_heard():
    assert kept(asks(says("@bot 我想报名当志愿者", mentioned=True)))
    assert kept(asks(says("我想给大家报名 @bot", mentioned=True)))
    assert kept(asks(says("我想报名 明天", mentioned=True)))
    assert not kept(asks(says("我想报名当志愿者")))


def test_what_is_added_right_after_the_question_opens_no_other():
    of = state(questions=(TOLD,))

    [again] = kept(asks(says("@bot 是大号的那种桌布", mentioned=True), of))

    assert (again.id, again.words) == ("q1", "@bot 是大号的那种桌布")


def test_an_announcement_to_the_bot_is_heard_too():
    words = "@bot 通知：明天下午两点在活动室开会，请准时参加"

    assert kept(asks(says(words, mentioned=True)))


@pytest.mark.parametrize(
    "words",
    [
        "@bot 谢谢",
        "@bot 好的，明白了谢谢",
        "@bot 嗯嗯",
        "谢谢 @bot",
        "@bot @小周",
        "@社区小陪",
        "  ",
    ],
)
def test_thanks_and_nods_open_nothing(words: str):
    assert not kept(asks(says(words, mentioned=True)))


def test_at_night_the_answer_waits_for_the_morning():
    effects = asks(says(TO_STAFF, at=NIGHT))

    assert {e.not_before for e in sayings(effects)} == {MORNING}


def test_a_card_names_the_one_on_which_the_same_is_asked_already():
    other = replace(question(room=CHAT), text="请问场地费能报销吗")
    waiting = (Numbered(7, question()), Numbered(8, other))

    [_, card] = sayings(asks(says(TO_STAFF), state(waiting=waiting)))

    assert card.data["like"] == 8


def taken_back(asked: Question, message: str = "q1/m", *more: Question) -> list[Effect]:
    of = state(questions=(asked, *more))
    return questions.recalled(of, recalls(message, NOW + MINUTE))


def test_a_question_that_is_taken_back_waits_for_nobody():
    carded = ("card/q1/m", "card/q1/f1")
    asked = replace(TOLD, offered=("k1",), carded=carded)

    effects = taken_back(asked)

    closed = replace(asked, status=QuestionStatus.CLOSED_BY_HUMAN, by="asker", offered=())
    assert effects == [
        KeepQuestion(closed),
        CloseCase("q1", NOW + MINUTE),
        DropTimers("q1"),
        Withhold("acknowledge/q1"),
        Withhold("card/q1/m"),
        Withhold("card/q1/f1"),
    ]
    assert taken_back(asked, "m9") == []
    assert taken_back(replace(asked, room=CHAT)) == []


def test_what_is_said_to_two_questions_stays_while_one_needs_it():
    told = "together/q1"
    one, other = (replace(question(id_=i), told=told) for i in ("q1", "q2"))
    reply = Reply("门卫那里。", NOW + HOUR, told, entry="k1")
    done = QuestionStatus.ANSWERED
    known = replace(question(id_="q2"), status=done, by="knowledge", replies=(reply,))
    over = replace(other, status=QuestionStatus.CLOSED_BY_HUMAN)

    assert Withhold(told) not in taken_back(one, "q1/m", other)
    assert Withhold(told) not in taken_back(one, "q1/m", known)
    assert Withhold(told) not in taken_back(known, "q2/m", one)
    assert Withhold(told) in taken_back(one, "q1/m", over)
    assert Withhold(told) in taken_back(one, "q1/m", replace(other, status=done))


def test_what_is_said_to_two_questions_goes_with_the_message_of_both():
    told = "together/q1"
    both = [replace(question(id_=i), told=told) for i in ("q1", "q2")]
    second = replace(both[1], message=both[0].message)

    assert Withhold(told) in taken_back(both[0], "q1/m", second)


def test_staff_s_room_does_not_know_for_whom_else_something_is_said():
    told = replace(question(), told="together/q1")
    of = replace(state(questions=(told,)), rooms={})

    assert Withhold("together/q1") not in closed(of, told, NOW, "staff")
    assert Withhold("together/q1") in closed(state(questions=(told,)), told, NOW, "staff")


def test_an_answer_that_still_waits_for_the_morning_goes_with_the_question():
    morning = NOW + timedelta(hours=9)

    assert Withhold("answer/q1") in taken_back(answered_at(morning))
    assert taken_back(answered_at(NOW)) == []


def further(asked: Question, by=ANNA, message: str = "f1") -> Question:
    more = Further(by, MessageId(message), "那收据呢？", NOW)
    return replace(asked, further=(*asked.further, more))


def test_of_what_was_asked_after_the_answer_only_that_is_taken_back():
    before = answered_at(NOW - HOUR)
    again = replace(further(before), status=QuestionStatus.ESCALATED, by=None)
    staff = replace(before.replies[0], by=STAFF)

    [kept_, closed, card] = taken_back(again, "f1")
    assert kept_ == KeepQuestion(replace(before, by="knowledge"))
    assert closed == CloseCase("q1", NOW + MINUTE)
    assert card == Withhold("card/q1/f1")
    [kept_, *_] = taken_back(replace(again, replies=(staff,)), "f1")
    assert kept_ == KeepQuestion(replace(before, by="staff", replies=(staff,)))
    assert taken_back(further(before), "f1") == []


def test_who_joined_a_question_leaves_it_alone():
    joined = further(question(), BERT)

    assert taken_back(joined, "f1") == [KeepQuestion(question())]
    twice = further(further(answered_at(NOW - HOUR)), BERT, "f2")
    waits = replace(twice, status=QuestionStatus.ESCALATED)
    [left] = taken_back(waits, "f2")
    assert left == KeepQuestion(replace(waits, further=waits.further[:1]))


def leaders(event: MessageArrived, **more: object) -> list[Effect]:
    of = replace(STATE, organisation=None, rooms={}, **more)  # type: ignore[arg-type] -- by name
    return questions.on_leaders_message(of, event, SETTINGS)


def test_in_the_leaders_room_only_questions_concern_the_bot():
    report = "今天上午我们在小广场打腰鼓，来了30个人，大家都说痛快"

    assert leaders(says(report, LEADER, room=LEADERS)) == []
    assert kept(leaders(says(TO_STAFF, LEADER, room=LEADERS)))
    heard = says("@bot 我想看看大家的活动", LEADER, room=LEADERS, mentioned=True)
    assert kept(leaders(heard))
    asked = (question(room=LEADERS, asker=LEADER),)
    answer = says("可以报，走办公费", STAFF, room=LEADERS)
    assert kept(leaders(answer, questions=asked))


def test_who_asks_what_we_are_is_told():
    effects = asks(says("@bot 你是谁呀", mentioned=True), KNOWN)

    [told] = sayings(effects)
    assert (told.prompt, told.data, told.to) == ("cases/who", {"names": [ANNA]}, (ANNA,))
    assert said(asks(says("你是谁呀"), KNOWN)) == []
    stranger = says("@bot 你是谁", PersonId("nobody"), mentioned=True)
    [told] = sayings(asks(stranger, KNOWN))
    assert told.data == {"names": []}


def test_a_bulletin_is_put_right_in_its_own_room():
    def corrects(text: str, **of_: str | None) -> list[str]:
        about = quote("b1", draft="d1") if not of_ else quote("b1", **of_)
        event = says(text, LEADER, room=LEADERS, quoted=about)
        return said(questions.on_leaders_message(STATE, event, SETTINGS))

    assert corrects("不对，是17人") == ["cases/not_here"]
    assert corrects("真好看") == []
    assert corrects("不对，是17人", question="q9") == []
    plain = says("不对，是17人", LEADER, room=LEADERS)
    assert questions.on_leaders_message(STATE, plain, SETTINGS) == []


def test_staff_see_what_a_group_would_be_told():
    def tries(text: str, of: State, **how: object) -> list[Effect] | None:
        event = says(text, STAFF, room=STAFF_ROOM, **{"mentioned": True, **how})
        return questions.tried(of, event, SETTINGS)

    [told] = tries("钥匙在哪里拿？", KNOWN) or []
    assert isinstance(told, Say)
    assert (told.data["verdict"], told.data["answer"]) == ("answer", "门卫那里。")
    [none] = tries("屋顶漏了找谁？", STATE) or []
    assert isinstance(none, Say)
    assert (none.data["verdict"], none.data["answer"]) == ("decline", "")
    assert tries("谢谢", KNOWN) is None
    assert tries("钥匙在哪里拿？", KNOWN, mentioned=False) is None
    assert tries("钥匙在哪里拿？", KNOWN, quoted=quote("m7")) is None
