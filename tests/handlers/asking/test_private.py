"""Alone with the bot: everything said there is to it, and stays there (R16)."""

from dataclasses import replace

import pytest

from handlers.asking import private
from handlers.model.case import Case, CaseKind, Entry, QuestionStatus, Reply
from handlers.model.effects import Effect, KeepWish, OpenCase, Say
from handlers.model.people import MessageId, Purpose, Room, RoomId
from handlers.model.state import State
from tests.handlers.made import ANNA, MINUTE, NOW, SETTINGS, question, said, says, state

ALONE = RoomId("P")
KEY = Entry("k1", "钥匙在哪里拿", "门卫那里。")


def of(**more: object) -> State:
    rooms = {ALONE: Room(ALONE, "P", Purpose.PRIVATE)}
    return state(organisation=None, rooms=rooms, knowledge=(KEY,), **more)


def hears(text: str = "", state: State | None = None, **how: object) -> list[Effect]:
    event = says(text, ANNA, at=NOW + MINUTE, room=ALONE, **how)
    return private.on_message(state or of(), event, SETTINGS)


def test_what_is_known_is_answered_without_the_name_of_the_bot():
    [told] = [e for e in hears("钥匙在哪里拿") if isinstance(e, Say)]

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


@pytest.mark.parametrize("words", ["", "这是昨天的录音，帮忙听听", "别记我"])
def test_a_voice_is_listened_to_by_staff_whatever_is_said_beside_it(words: str):
    event = replace(says(words, ANNA, room=ALONE), message=MessageId("m1"), voices=("v",))

    first, *rest = private.on_message(of(), event, SETTINGS)

    assert first == OpenCase(Case(CaseKind.VOICE, "P/m1", ALONE, NOW))
    assert bool(rest) is bool(words)


def test_what_ends_with_thanks_or_has_a_space_in_it_is_heard_whole():
    for words in ("帮我改一下明天的时间 谢谢", "我想报名 明天"):
        assert said(hears(words)) == ["cases/acknowledge", "cases/question"]
    assert hears("谢谢 @小陪") == []


def test_a_wish_about_the_own_name_holds_here_too():
    assert KeepWish(ANNA, True, NOW + MINUTE) in hears("别记我")
