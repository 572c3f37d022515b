"""Alone with the bot: everything said there is to it, and stays there (R16)."""

from dataclasses import replace

import pytest

from handlers import heard
from handlers.asking import private
from handlers.model.case import Case, CaseKind, Question, QuestionStatus, Reply
from handlers.model.effects import Effect, KeepTalk, KeepWish, OpenCase, RunErrand
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import ErrandReturned, MessageArrived
from handlers.model.people import MessageId, PersonId, Purpose, Room, RoomId
from handlers.model.state import State
from tests.handlers.asked import KNOWN, kept
from tests.handlers.made import (
    ANNA,
    MINUTE,
    NOW,
    SETTINGS,
    STAFF,
    question,
    said,
    sayings,
    says,
    state,
)

ALONE = RoomId("P")
READING = replace(SETTINGS, speech=5 * MINUTE)


def of(**more: object) -> State:
    rooms = {ALONE: Room(ALONE, "P", Purpose.PRIVATE)}
    return state(organisation=None, rooms=rooms, knowledge=KNOWN.knowledge, **more)


def hears(text: str = "", state: State | None = None, **how: object) -> list[Effect]:
    event = says(text, ANNA, at=NOW + MINUTE, room=ALONE, **how)
    return private.on_message(state or of(), event, SETTINGS)


def test_what_is_known_is_answered_without_the_name_of_the_bot():
    [told] = sayings(hears("钥匙在哪里拿"))

    assert (told.room, told.data["answer"]) == (ALONE, "门卫那里。")


def test_whatever_else_is_said_goes_to_staff():
    assert said(hears("我想给队里换个队长")) == ["cases/acknowledge", "cases/question"]


@pytest.mark.parametrize("text", ["谢谢", "你好", "好的，明白了谢谢", "在吗", "嗯", ""])
def test_thanks_and_greetings_get_no_reply(text: str):
    assert hears(text) == []


def test_what_follows_continues_the_case():
    reply = Reply("可以。", NOW, "relay/q1/s1")
    asked = replace(question(room=ALONE), told="t", replies=(reply,))
    answered = replace(asked, status=QuestionStatus.ANSWERED)

    on = said(hears("那周末呢？", of(questions=(answered,))))
    assert on == ["cases/acknowledge", "cases/question"]


def test_a_report_is_for_staff_and_gets_no_reply():
    report = "今天上午我们在小广场打扫卫生，来了30个人，大家都说敞亮"

    [effect] = hears(report)

    assert effect == OpenCase(
        Case(CaseKind.UNSURE, f"P/芳姐/{report}", ALONE, NOW + MINUTE)
    )


def test_pictures_without_words_are_for_staff():
    [effect] = hears(pictures=("a",))

    assert isinstance(effect, OpenCase)


def speaks(words: str = "", by: PersonId = ANNA, message: str = "m1") -> MessageArrived:
    """A voice message to the bot alone."""
    event = says(words, by, room=ALONE)
    return replace(event, message=MessageId(message), voices=("v",))


@pytest.mark.parametrize("words", ["这是昨天的录音，帮忙听听", "别记我"])
def test_a_voice_is_listened_to_by_staff_whatever_is_said_beside_it(words: str):
    first, *rest = private.on_message(of(), speaks(words), SETTINGS)

    assert first == OpenCase(Case(CaseKind.VOICE, "P/m1", ALONE, NOW))
    assert rest


def test_a_voice_that_nobody_reads_is_a_question_for_staff_at_once():
    effects = private.on_message(of(), speaks(), SETTINGS)

    assert said(effects) == ["cases/acknowledge", "cases/question"]
    assert OpenCase(Case(CaseKind.QUESTION, "P/m1", ALONE, NOW)) in effects
    here = of(questions=(asked(effects),))
    more = private.on_message(here, speaks(message="m2"), SETTINGS)
    assert said(more) == ["cases/question"]
    assert [one.message for one in asked(more).further] == ["m2"]


def test_a_voice_is_answered_like_written_words_once_it_was_read():
    [talk, _, errand] = private.on_message(of(), speaks(), READING)
    assert isinstance(talk, KeepTalk)
    assert errand == RunErrand(Errand(ErrandKind.SPEECH, ALONE, MessageId("m1")))

    answer = {"text": "钥匙在哪里拿"}
    back = ErrandReturned(9, ErrandKind.SPEECH, speaks(), NOW + MINUTE, answer)
    effects = heard.on_speech(of(talks={ALONE: talk.talk}), back, READING)

    [told] = sayings(effects)
    assert told.data["answer"] == "门卫那里。"
    given_up = heard.on_speech(of(), replace(back, answer=None), READING)
    assert said(given_up) == ["cases/acknowledge", "cases/question"]


def test_what_staff_say_alone_with_the_bot_is_for_another_of_them():
    for settings in (SETTINGS, READING):
        [effect] = private.on_message(of(), speaks(by=STAFF), settings)
        assert effect == OpenCase(Case(CaseKind.VOICE, "P/m1", ALONE, NOW))


def asked(effects: list[Effect]) -> Question:
    [question] = kept(effects)
    return question


def test_what_ends_with_thanks_or_has_a_space_in_it_is_heard_whole():
    for words in ("帮我改一下明天的时间 谢谢", "我想报名 明天"):
        assert said(hears(words)) == ["cases/acknowledge", "cases/question"]
    assert hears("谢谢 @小陪") == []


def test_a_wish_about_the_own_name_holds_here_too():
    assert KeepWish(ANNA, True, NOW + MINUTE) in hears("别记我")


@pytest.mark.parametrize(
    "text",
    ["待办", "通知所有队：明天开会", "走访日志：昨天下午在活动室，来了12人，大家很高兴"],
)
def test_what_is_for_all_of_staff_is_said_in_their_room(text: str):
    event = says(text, STAFF, at=NOW, room=ALONE)

    assert said(private.on_message(of(), event, SETTINGS)) == ["cases/list_elsewhere"]


def test_staff_may_try_a_question_and_what_fits_nothing_is_not_lost():
    def told(text: str = "", **how: object) -> list[Effect]:
        event = says(text, STAFF, at=NOW, room=ALONE, **how)
        return private.on_message(of(), event, SETTINGS)

    assert said(told("钥匙在哪里拿")) == ["cases/tried"]
    assert told("辛苦了") == []
    for lost in told("今天上午在公园里唱歌，来了12个人"), told(pictures=("p",)):
        [case] = lost
        assert isinstance(case, OpenCase)
        assert case.case.kind is CaseKind.UNSURE
