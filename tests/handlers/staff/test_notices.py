"""Staff tell many organisations something: shown first, said after 确认 (R8, R10, R16)."""

from dataclasses import replace
from datetime import timedelta

from handlers.model.case import QuestionStatus, Reply
from handlers.model.effects import Effect, KeepTalk, Why
from handlers.model.events import MessageRecalled, Quoted
from handlers.model.notice import Addressee, Notice
from handlers.model.people import MessageId, OrganisationId, PersonId, RoomId
from handlers.model.state import State
from handlers.staff import notices, staff_room
from tests.handlers.cards import ROOMS, card, to_card
from tests.handlers.made import (
    MINUTE,
    MORNING,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    question,
    quote,
    said,
    sayings,
    says,
    state,
    talking,
)

ZHANG = PersonId("小张")
GARDEN = Addressee(OrganisationId("garden"), "南里花友会", ROOM)
CHOIR = Addressee(OrganisationId("choir"), "晚霞合唱队", RoomId("r9"))
NOTICE = Notice(STAFF, NOW, MessageId("m1"), "周六开会", (ROOM, CHOIR.room), ("a",))


def of(*notices: Notice, **more: object) -> State:
    talks = talking(STAFF_ROOM, notices=notices)
    told = {"addressees": (GARDEN, CHOIR), "talks": talks, "rooms": ROOMS}
    return state(**{**told, **more})


def says_staff(text: str, by: PersonId = STAFF, late: timedelta = MINUTE, **how: object):
    return says(text, by, at=NOW + late, room=STAFF_ROOM, **how)


def pending(effects: list[Effect] | None) -> list[Notice | None]:
    """What is left waiting by each change; None for nothing."""
    talks = [e.talk.notices for e in effects or [] if isinstance(e, KeepTalk)]
    return [one for left in talks for one in left or (None,)]


def propose(text: str, state: State | None = None, **how: object) -> list[Effect] | None:
    return notices.propose(state or of(), says_staff(text, **how), SETTINGS)


def test_a_notice_is_shown_and_nothing_is_said_yet():
    effects = propose("@bot 通知所有队：周六开会", pictures=("a",), mentioned=True)

    [notice] = pending(effects)
    assert notice is not None
    assert (notice.rooms, notice.text, notice.photos) == ((ROOM, "r9"), "周六开会", ("a",))
    [shown] = sayings(effects)
    assert (shown.room, shown.prompt) == (STAFF_ROOM, "notices/proposed")
    assert shown.draft == f"notice/S/{notice.message}"
    assert shown.data == {
        "names": ["南里花友会", "晚霞合唱队"],
        "text": "周六开会",
        "question": "",
        "unasked": False,
        "photos": 1,
    }
    assert propose("周六开会") is None


def test_it_goes_to_those_that_are_named():
    [notice] = pending(propose("通知 合唱队：周六彩排"))

    assert notice is not None
    assert notice.rooms == ("r9",)


def test_an_unknown_name_is_said_and_nothing_waits():
    effects = propose("通知 合唱队、秧歌队：周六彩排")

    assert pending(effects) == []
    [shown] = sayings(effects)
    assert (shown.prompt, shown.data["unknown"]) == ("notices/unknown", ["秧歌队"])
    nobody = propose("通知所有队：周六彩排", of(addressees=()))
    assert said(nobody) == ["notices/unknown"]


def test_what_staff_tell_each_other_to_pass_on_is_no_notice():
    for words in (
        "告诉王姐：明天来拿东西",
        "通知王姐：明天来拿东西",
        "告诉大家：例会改到三点",
    ):
        assert propose(words) is None
    asked = propose("@bot 通知秧歌队：周六彩排", mentioned=True)
    assert said(asked) == ["notices/unknown"]


def settle(
    text: str,
    notice: Notice | None = NOTICE,
    by: PersonId = STAFF,
    late: timedelta = MINUTE,
    quoted: Quoted | None = None,
) -> list[Effect] | None:
    event = says_staff(text, by, late, quoted=quoted)
    return notices.settle(of(*filter(None, [notice])), event, SETTINGS)


def test_a_confirmed_notice_goes_to_every_room_once():
    effects = settle("确认")

    assert pending(effects) == [None]
    *sent, shown = sayings(effects)
    assert [(s.room, s.purpose, s.photos) for s in sent] == [
        (ROOM, Why.NOTICE, ("a",)),
        ("r9", Why.NOTICE, ("a",)),
    ]
    assert [s.key for s in sent] == ["notice/S/m1/r1", "notice/S/m1/r9"]
    assert shown.data == {"count": 2, "later": False}


def test_at_night_it_waits_and_staff_hear_so():
    late = timedelta(hours=11)
    notice = replace(NOTICE, at=NOW + late)

    *sent, shown = sayings(settle("确认", notice, late=late))

    assert {s.not_before for s in sent} == {MORNING}
    assert shown.data["later"] is True


def test_only_its_author_confirms_or_whoever_quotes_it():
    [line] = sayings(settle("确认", by=ZHANG))
    assert (line.prompt, line.data) == ("notices/others", {"names": ["小周"]})
    assert settle("取消", by=ZHANG) is None
    assert settle("确认", by=ZHANG, late=notices.STANDS + MINUTE) is None
    assert sayings(settle("确认", by=ZHANG, quoted=quote("b1", draft="notice/S/m1")))
    assert sayings(settle("确认", by=ZHANG, quoted=quote("m1")))
    assert settle("好的") is None
    assert settle("确认", None) is None


def test_words_about_anything_else_settle_no_notice():
    card = quote("b2", question="q1")
    for by in (STAFF, ZHANG):
        for quoted in (quote("m7"), card, quote(cases=(12,))):
            assert settle("确定", by=by, quoted=quoted) is None
            assert settle("取消", by=by, quoted=quoted) is None


def test_a_proposal_that_waits_no_more_says_so_when_it_is_confirmed():
    another = quote("b0", draft="notice/S/m0")

    assert said(settle("确定", quoted=another)) == ["notices/gone"]
    assert settle("取消", quoted=another) is None


def test_everybody_has_a_proposal_of_their_own():
    theirs = replace(NOTICE, by=ZHANG, message=MessageId("m5"))

    left = notices.settle(of(theirs, NOTICE), says_staff("确认"), SETTINGS)
    assert pending(left) == [theirs]
    proposed = propose("通知 合唱队：周六彩排", of(theirs, NOTICE))
    assert [one and one.text for one in pending(proposed)] == ["周六开会", "周六彩排"]


def test_after_other_words_a_confirmation_is_asked_for_once_more():
    def after(words: str, **how: object) -> list[Notice | None]:
        return pending(notices.passed(of(NOTICE), says_staff(words, **how)))

    passed = replace(NOTICE, passed=True)
    assert after("等等，时间好像不对") == [passed]
    for words in ("好的", "谢谢", "确认", "待办", ""):
        assert after(words) == []
    assert after("时间不对", by=ZHANG) == []
    assert after("时间不对", quoted=quote("m7")) == []
    assert notices.passed(of(passed), says_staff("时间不对")) == []

    effects = settle("确认", passed)
    assert (pending(effects), said(effects)) == ([NOTICE], ["notices/again"])
    assert len(sayings(settle("确认", passed, quoted=quote("m1")))) == len(NOTICE.rooms) + 1


def test_a_notice_is_dropped_or_grows_old():
    assert settle("取消") == [KeepTalk(talking(STAFF_ROOM)[STAFF_ROOM])]
    for words in ("算了", "算了不发了", "先别发", "不发了吧", "那先不发", "发错了"):
        assert pending(settle(words)) == [None]
    late = settle("确认", late=notices.STANDS + MINUTE)
    assert (pending(late), said(late)) == ([None], ["notices/expired"])


def to_all(text: str, *, answered: bool = True, addressees=(GARDEN, CHOIR)):
    reply = Reply("可以报", NOW, "relay/q1/s1", by=STAFF, photos=("b",))
    asked = question()
    if answered:
        asked = replace(asked, status=QuestionStatus.ANSWERED, replies=(reply,))
    here = of(questions=(asked,), cases=(card(asked),), addressees=addressees)
    return notices.answer_to_all(here, to_card(text, at=NOW + MINUTE), SETTINGS)


def test_an_answer_may_be_told_to_the_other_organisations():
    [notice] = pending(to_all("#1 发给大家"))

    assert notice is not None
    assert (notice.rooms, notice.text, notice.photos) == (("r9",), "可以报", ("b",))
    assert notice.question == question().text
    assert to_all("#1 可以") is None
    assert to_all("#1 发给大家", answered=False) is None
    assert to_all("#1 发给大家", addressees=(GARDEN,)) is None


def test_a_proposal_that_is_recalled_waits_no_more():
    def recalled(message: str) -> list[Effect]:
        event = MessageRecalled(1, MessageId(message), STAFF_ROOM, NOW)
        return staff_room.on_recall(of(NOTICE), event, SETTINGS)

    assert pending(recalled("m1")) == [None]
    assert recalled("m2") == []
    assert (
        notices.recalled(of(), MessageRecalled(1, MessageId("m1"), STAFF_ROOM, NOW)) == []
    )
