"""Knowledge: the entries that answer a question, sure or close, or none of them (R13)."""

import pytest

from handlers.knowledge.answers import (
    ASKED,
    MOST,
    Decision,
    Verdict,
    decide,
    known_apart,
    look,
)
from handlers.model.case import Entry

ENTRIES = (
    Entry("k1", "签到表在哪里领", "社区服务站一楼。", ("签到表去哪儿拿",)),
    Entry("k2", "音响怎么借", "提前三天找小周登记。"),
    Entry("k3", "合唱服装能不能洗", "可以手洗。"),
)
TWIN = Entry("k4", "签到表在哪里领", "问社工。")
DRAWERS = tuple(Entry(f"n{n}", f"第{n}号柜子钥匙由谁保管", "有") for n in range(9))
UNLIKE = {"k1": -0.1, "k2": -0.05, "k3": -0.1}


def ids(decision: Decision) -> list[str]:
    return [match.entry.id for match in decision.matches]


@pytest.mark.parametrize("likeness", [{}, {"k1": 0.0, "k2": 0.0, "k3": 0.0}])
@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("签到表去哪里领呀", "k1"),
        ("签到表到哪儿拿", "k1"),
        ("@bot 我们想借音响，怎么借？", "k2"),
        ("合唱服装可以洗吗", "k3"),
    ],
)
def test_the_entry_that_means_the_same_answers(
    question: str, entry: str, likeness: dict[str, float]
):
    found = decide(question, ENTRIES, likeness)

    assert found.kind is Verdict.ANSWER
    assert ids(found)[0] == entry


@pytest.mark.parametrize("likeness", [{}, UNLIKE])
@pytest.mark.parametrize("question", ["灯坏了找谁修", "", "？", "今天几点下雨"])
def test_what_the_knowledge_does_not_cover_is_declined(
    question: str, likeness: dict[str, float]
):
    assert decide(question, ENTRIES, likeness).kind is Verdict.DECLINE


@pytest.mark.parametrize("likeness", [{}, {"gone": 0.9}])
def test_without_entries_everything_is_declined(likeness: dict[str, float]):
    assert decide("签到表在哪里领", (), likeness) == Decision(Verdict.DECLINE, ())


def test_two_entries_that_were_both_asked_in_their_very_words_are_offered():
    found = decide("签到表在哪里领", (*ENTRIES, TWIN))

    assert found.kind is Verdict.OFFER
    assert ids(found)[:2] == ["k1", "k4"]


def test_what_is_close_is_offered():
    found = decide("音响话筒灯光都怎么弄", ENTRIES)

    assert (found.kind, ids(found)[0]) == (Verdict.OFFER, "k2")


def test_sense_finds_what_shares_no_words():
    question = "喇叭想拿来使使"
    assert decide(question, ENTRIES).kind is not Verdict.ANSWER
    found = decide(question, ENTRIES, {"k1": -0.05, "k2": 1.0, "k3": 0.0})

    assert (found.kind, ids(found)[0]) == (Verdict.ANSWER, "k2")


def test_an_entry_that_the_model_does_not_know_yet_is_found_by_its_words():
    found = decide("合唱服装可以洗吗", ENTRIES, {"k1": 0.1, "k2": 0.0})

    assert ids(found)[0] == "k3"


def test_a_word_of_the_answer_helps_and_does_not_suffice():
    helped = decide("小周那里的音响", ENTRIES).matches[0]

    assert helped.score > decide("隔壁那里的音响", ENTRIES).matches[0].score
    assert decide("小周", ENTRIES).matches == ()


def test_scores_lie_between_nothing_and_one_best_first_and_three_at_most():
    many = tuple(Entry(f"n{n}", f"签到表第{n}页", "有") for n in range(9))
    found = decide("签到表", many, {"n3": 3.0, "n4": -9.0}).matches

    assert len(found) == MOST
    assert all(0 < match.score <= 1 for match in found)
    assert found == tuple(sorted(found, key=lambda match: -match.score))


@pytest.mark.parametrize("likeness", [{}, {"k1": 0.3, "k2": 0.1, "k3": 0.7}])
def test_few_entries_do_not_speak_for_what_is_only_near(likeness: dict[str, float]):
    assert decide("合唱服装在哪儿买", ENTRIES, likeness).kind is Verdict.DECLINE


def test_another_kind_of_question_is_offered_at_most():
    found = decide("合唱服装在哪儿洗", (*ENTRIES, *DRAWERS), {"k3": 0.9})

    assert (found.kind, ids(found)[0]) == (Verdict.OFFER, "k3")


STAGES = (
    Entry("k7", "怎样从种子长成小苗", "有分工，能自己办活动。"),
    Entry("k8", "计划外的活动能报销吗", "先问社工。"),
)


def test_one_short_word_in_common_is_no_reason_to_offer():
    asked = "种子钱怎么报"

    for entries in (STAGES, STAGES[:1]):
        assert decide(asked, entries).kind is Verdict.DECLINE
    assert decide("种子的钱呢", STAGES).kind is not Verdict.ANSWER
    near = decide(asked, STAGES, {"k7": 0.5, "k8": 0.0})
    assert (near.kind, ids(near)[0]) == (Verdict.OFFER, "k7")
    assert decide("种子怎样长成小苗呀", STAGES).kind is Verdict.ANSWER


def test_of_questions_in_a_row_one_that_is_known_is_told_apart():
    row = "签到表去哪里领呀？灯坏了找谁修？"

    assert known_apart(row, ENTRIES) == ("签到表去哪里领呀？", "灯坏了找谁修？")
    assert known_apart("屋顶漏了怎么办？灯坏了找谁修？", ENTRIES) == ()


@pytest.mark.parametrize(
    ("question", "entries", "first"),
    [
        ("音响怎么借", ENTRIES, []),
        ("喇叭能拿来用用不", ENTRIES, ["k2"]),  # declined, and not far from it
        ("音响怎么借呀", ENTRIES[:1], ["k1"]),  # no word in common
        ("", ENTRIES, []),  # no word that is known
        ("👍", ENTRIES, []),
        ("音响怎么借", (), []),
        ("我的养老金这个月发到卡上没", (*ENTRIES, *DRAWERS), []),  # nobody's business here
    ],
)
def test_what_words_leave_open_is_doubtful(
    question: str, entries: tuple[Entry, ...], first: list[str]
):
    assert [entry.id for entry in look(question, entries).doubtful()][:1] == first


def test_of_many_entries_the_best_by_words_are_doubtful():
    doubtful = look("钥匙谁拿着呢", (*ENTRIES, *DRAWERS)).doubtful()

    assert len(doubtful) == ASKED
    assert not {entry.id for entry in doubtful} & {"k1", "k2", "k3"}


def test_entries_that_say_as_much_of_what_was_asked_are_offered():
    twins = (
        Entry("k1", "合唱排练在哪里", "二楼活动室。"),
        Entry("k2", "合唱演出在哪里", "社区礼堂。"),
    )

    assert decide("合唱在哪里", twins).kind is Verdict.OFFER
    assert decide("合唱演出在哪里呀", twins).kind is Verdict.ANSWER
