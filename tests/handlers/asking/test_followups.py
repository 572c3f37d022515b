"""What is said after a question: a number, never mind, the same again, what about…"""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.asking import followups
from handlers.model.case import (
    Case,
    CaseKind,
    Entry,
    Further,
    Question,
    QuestionStatus,
    Reply,
)
from handlers.model.effects import CloseCase, DropTimers, Effect, OpenCase, Withhold
from handlers.model.people import MessageId
from handlers.model.state import State
from tests.handlers.asked import TOLD, answered, kept
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    quote,
    said,
    sayings,
    says,
    state,
    talking,
)

ENTRIES = (Entry("k1", "桌布怎么报", "按办公用品。"), Entry("k2", "桌布怎么买", "网上买。"))
OFFERED = replace(TOLD, offered=("k1", "k2", "k9"))


def of(*asked: Question, **more: object) -> State:
    return state(questions=asked, knowledge=ENTRIES, **more)


def picks(text: str, *asked: Question, by=ANNA, quoted=None) -> list[Effect] | None:
    event = says(text, by, at=NOW + MINUTE, quoted=quoted)
    return followups.picked(of(*asked), event, SETTINGS)


def test_the_asker_picks_an_answer_by_its_number():
    effects = picks("第二个", OFFERED)

    [done] = kept(effects)
    assert (done.status, done.by, done.offered) == (
        QuestionStatus.ANSWERED,
        "knowledge",
        (),
    )
    [told] = sayings(effects)
    assert (told.data["answer"], told.to) == ("网上买。", (ANNA,))
    assert DropTimers("q1") in (effects or [])


def test_what_was_picked_is_said_even_if_the_room_has_just_heard_it():
    heard = answered(by=None, id="q0", replies=(Reply("网上买。", NOW, "k", entry="k2"),))

    assert said(picks("2", heard, OFFERED)) == ["cases/answer"]
    ours = quote("b2", question="q1")
    follows = goes_on("桌布怎么买", heard, answered(), quoted=ours)
    assert said(follows) == ["cases/answer"]


@pytest.mark.parametrize(
    "text", ["怎么买", "我问的是怎么买呀", "桌布怎么买？", "怎么买的那个"]
)
def test_the_asker_picks_an_answer_by_its_words(text: str):
    offered = replace(OFFERED, offered=("k1", "k2"))

    [told] = sayings(picks(text, offered))

    assert told.data["answer"] == "网上买。"
    assert picks("桌布", offered) is None


def test_who_asks_on_instead_of_picking_is_heard_by_staff_at_once():
    words = "那窗帘谁来量尺寸？"

    effects = picks(words, OFFERED)

    assert said(effects) == ["cases/question"]
    [waits] = kept(effects)
    assert ([f.text for f in waits.further], waits.offered) == ([words], ())
    assert DropTimers("q1") in (effects or [])
    assert picks("窗帘也好看", OFFERED) is None
    assert picks("发票怎么开？", OFFERED) is None


@pytest.mark.parametrize("text", ["都不是", "3"])
def test_none_of_them_or_one_that_is_gone_goes_to_staff(text: str):
    effects = picks(text, OFFERED)

    assert said(effects) == ["cases/question"]
    assert OpenCase(Case(CaseKind.QUESTION, "q1", ROOM, NOW + MINUTE)) in (effects or [])
    assert kept(effects) == [replace(OFFERED, offered=(), carded=("card/q1/q1/m",))]


def test_only_the_asker_picks_and_only_by_a_number():
    assert picks("1", OFFERED, by=BERT) is None
    assert picks("来了1个", OFFERED) is None
    assert picks("1", TOLD) is None
    assert picks("1", replace(OFFERED, room=CHAT)) is None
    assert picks("1", OFFERED, quoted=quote("m7")) is None
    assert picks("1", OFFERED, quoted=quote("q1/m"))
    assert picks("1", OFFERED, quoted=quote("b1", question="q1"))


def settles(
    text: str, *asked: Question, by=ANNA, spoke=NOW, late=HOUR, quoted=None
) -> list[Effect] | None:
    event = says(text, by, at=NOW + late, quoted=quoted)
    talks = talking(spoke_at=spoke) if spoke else {}
    return followups.settled(of(*asked, talks=talks), event, SETTINGS)


def test_the_asker_ends_a_question_that_waits():
    effects = settles("不用了，谢谢", TOLD)

    [ended] = kept(effects)
    assert (ended.status, ended.by) == (QuestionStatus.CLOSED_BY_HUMAN, "asker")
    assert CloseCase("q1", NOW + HOUR) in (effects or [])
    assert settles("谢谢", TOLD) is None
    assert settles("不用了", TOLD, late=3 * HOUR) is None
    assert settles("不用了", TOLD, late=3 * HOUR, quoted=quote("q1/m"))
    assert settles("不用了", TOLD, by=BERT) is None
    assert settles("不用了", answered()) is None


def test_thanks_to_whoever_answered_ends_it():
    told = replace(TOLD, stated_at=NOW)
    spoken = replace(TOLD, followed_at=NOW)

    for effects in (settles("谢谢", told), settles("太好了，谢谢老李", spoken)):
        [ended] = kept(effects)
        assert (ended.status, ended.by) == (QuestionStatus.CLOSED_BY_HUMAN, None)
    assert settles("谢谢小周", spoken) is None  # staff are thanked beforehand too
    assert settles("谢谢芳姐", spoken) is None
    assert settles("太好了，谢谢老李", TOLD) is None  # nobody has spoken


def test_who_has_understood_was_answered_if_anybody_spoke():
    assert settles("知道了", TOLD, spoke=NOW + MINUTE)
    assert settles("知道了", TOLD) is None
    assert settles("知道了", TOLD, spoke=None) is None


def again(text: str, *asked: Question, by=BERT, mentioned=False) -> list[Effect] | None:
    event = says(text, by, at=NOW + HOUR, mentioned=mentioned)
    return followups.asked_again(of(*asked), event, SETTINGS)


def test_who_asks_the_same_waits_with_the_first():
    effects = again("桌布能不能报销？", TOLD)

    [joined] = kept(effects)
    assert joined.askers == (ANNA, BERT)
    assert len(effects or []) == 1
    assert again("桌布能不能报销？", joined) == []
    assert again("桌布能不能报销？", TOLD, by=ANNA) == []


def test_another_question_or_one_in_another_room_is_not_the_same():
    assert again("桌布能不能报销？", answered()) is None
    assert again("桌布能不能报销？", replace(TOLD, room=CHAT)) is None
    assert again("场地费能报销吗？", TOLD) is None
    assert again("桌布多大合适？", TOLD) is None
    assert again("桌布可以报销吗", TOLD, mentioned=True) is not None


def goes_on(
    text: str,
    *asked: Question,
    by=ANNA,
    late: timedelta = MINUTE,
    quoted=None,
    mentioned=False,
) -> list[Effect] | None:
    event = says(text, by, at=NOW + late, quoted=quoted, mentioned=mentioned)
    return followups.gone_on(of(*asked), event, SETTINGS)


def test_a_question_that_follows_continues_the_case_for_whoever_asked_it():
    effects = goes_on("那没有发票呢？", answered())

    [waits] = kept(effects)
    assert (waits.id, waits.status, waits.by) == ("q1", QuestionStatus.ESCALATED, None)
    assert waits.askers == (ANNA,)
    [card] = sayings(effects)
    assert card.data["before"] == answered().text
    assert card.data["answered"] == "可以报，开发票。"
    assert card.data["text"] == "那没有发票呢？"


def test_each_card_has_a_name_of_its_own_though_one_was_taken_back():
    first = goes_on("那没有发票呢？", answered())
    [before] = kept(first)
    left = replace(before, further=(), status=QuestionStatus.ANSWERED)

    second = goes_on("那没有收据呢？", left)

    keys = [e.key for each in (first, second) for e in sayings(each)]
    assert keys == ["card/q1/芳姐/那没有发票呢？", "card/q1/芳姐/那没有收据呢？"]
    assert kept(second)[0].carded == tuple(keys)


def test_the_card_of_a_question_that_somebody_joined_is_withheld_with_it():
    carded = replace(TOLD, carded=("card/q1/q1/m",))
    [joined] = kept(again("桌布能不能报销？", carded))

    effects = settles("不用了", joined)

    assert Withhold("card/q1/q1/m") in (effects or [])


def test_one_that_was_never_acknowledged_is_now():
    known = answered(by=None, told=None)

    assert said(goes_on("那没有发票呢？", known)) == ["cases/acknowledge", "cases/question"]


def test_what_follows_may_be_known():
    ours = quote("b2", question="q1")

    effects = goes_on("桌布怎么买", answered(), quoted=ours)

    [done] = kept(effects)
    assert [reply.entry for reply in done.replies] == [None, "k2"]
    said_before = answered(replies=(Reply("网上买。", NOW, "k", entry="k2"),))
    assert said(goes_on("桌布怎么买", said_before, quoted=ours)) == ["cases/question"]


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("那没有发票呢？", True),
        ("要是下雨怎么办？", True),
        ("发票开什么名头？", False),  # to staff: a question of its own
        ("抬头的发票要几张呢？", False),
        ("桌布洗一次多少钱？", True),
        ("大家明天几点集合？", False),
        ("那我去开", False),
    ],
)
def test_only_what_clearly_follows_goes_on(text: str, follows: bool):
    assert (goes_on(text, answered()) is not None) is follows


def test_only_soon_after_the_answer_and_by_the_asker():
    assert goes_on("那没有发票呢？", answered(), late=followups.SOON + MINUTE) is None
    assert goes_on("那没有发票呢？", answered(NOW + HOUR)) is None
    assert goes_on("那没有发票呢？", answered(), by=BERT) is None
    assert goes_on("那没有发票呢？", answered(room=CHAT)) is None
    assert goes_on("那没有发票呢？", answered(replies=())) is None
    assert goes_on("桌布洗一次多少钱？", answered(), mentioned=True) is None
    joined = answered(further=(Further(BERT, MessageId("m2"), "桌布呢？", NOW),))
    assert goes_on("那没有发票呢？", joined, by=BERT)


def test_whoever_quotes_the_answer_goes_on():
    ours = quote("b2", question="q1")

    assert kept(goes_on("章盖哪家的？", answered(), by=BERT, quoted=ours))[0].askers == (
        BERT,
    )
    assert goes_on("盖谁家的章？", answered(), by=BERT, quoted=ours)
    assert goes_on("谢谢，很清楚", answered(), by=BERT, quoted=ours) is None
    assert goes_on("多谢", answered(), quoted=ours) is None
    assert goes_on("章盖哪家的？", answered(), by=STAFF, quoted=ours) is None
    assert goes_on("章盖哪家的？", answered(), quoted=quote("m1")) is None
    assert goes_on("章盖哪家的？", answered(room=CHAT), quoted=ours) is None
    assert goes_on("章盖哪家的？", quoted=ours) is None


def test_what_the_asker_tells_us_right_after_the_question_belongs_to_it():
    def adds(text: str, *asked: Question, late=MINUTE) -> list[Effect] | None:
        event = says(text, at=NOW + late, mentioned=True)
        return followups.added_to(of(*asked), event, SETTINGS)

    assert said(adds("@bot 我说的是大号的那种", TOLD)) == ["cases/question"]
    assert adds("@bot 桌布到底能不能报？", TOLD) is None
    assert adds("@bot 我说的是大号的那种", TOLD, late=HOUR) is None
    assert adds("@bot 我说的是大号的那种", answered()) is None


def test_the_asker_may_add_to_a_question_that_waits_by_quoting_us():
    ours = quote("b1", question="q1")

    effects = goes_on("我说的是大号的那种", OFFERED, quoted=ours)
    assert kept(effects)[0].offered == ()
    assert DropTimers("q1") in (effects or [])
    assert said(effects) == ["cases/question"]
    assert goes_on("我说的是大号的那种", TOLD, by=BERT, quoted=ours) is None
    assert goes_on("大的", TOLD, quoted=ours) is None
    assert goes_on("不用了，谢谢", TOLD, quoted=ours) is None


@pytest.mark.parametrize("text", ["1和2", "都要", "第一个和第二个"])
def test_the_asker_may_pick_several(text: str):
    effects = picks(text, OFFERED)

    [done] = kept(effects)
    assert [reply.entry for reply in done.replies] == ["k1", "k2"]
    assert said(effects) == ["cases/answers"]


def test_who_insists_after_an_offer_wants_a_person():
    words = OFFERED.text

    effects = again(words, OFFERED, by=ANNA, mentioned=True)
    [waits] = kept(effects)
    assert (waits.offered, waits.told) == ((), f"acknowledge/q1/{ANNA}/{words}")
    assert said(effects) == ["cases/acknowledge", "cases/question"]
    assert again(words, OFFERED, by=BERT, mentioned=True) is None


def test_the_same_in_fewer_words_right_after_is_no_question_of_its_own():
    asked = replace(TOLD, text="周末的修理摊几点出摊？")

    def more(text: str, by=ANNA, late=MINUTE) -> list[Effect] | None:
        event = says(text, by, at=NOW + late, mentioned=True)
        return followups.asked_again(of(asked), event, SETTINGS)

    assert more("几点出摊呀") == []
    assert more("几点出摊呀", BERT) is None
    assert more("几点出摊呀", late=HOUR) is None
    assert more("要是几点出摊呀") is None
    assert more("几点收摊呀") is None


def test_who_calls_us_again_after_an_answer_hears_that_staff_were_asked():
    follows = goes_on("那没有发票呢？", answered(), mentioned=True)
    assert said(follows) == ["cases/acknowledge", "cases/question"]
