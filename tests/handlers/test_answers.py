"""Knowledge: find the entry that answers a question, or decline (R13)."""

import pytest

from handlers.answers import rank, retrieve
from handlers.model.case import Entry

ENTRIES = (
    Entry("k1", "签到表在哪里领", "社区服务站一楼。", ("签到表去哪儿拿",)),
    Entry("k2", "音响怎么借", "提前三天找小周登记。"),
    Entry("k3", "合唱服装能不能洗", "可以手洗。"),
)


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("签到表去哪里领呀", "k1"),
        ("签到表到哪儿拿", "k1"),
        ("@bot 我们想借音响，怎么借？", "k2"),
        ("合唱服装可以洗吗", "k3"),
    ],
)
def test_the_entry_that_means_the_same_is_found(question: str, entry: str):
    found = retrieve(question, ENTRIES)

    assert found is not None
    assert found.id == entry


@pytest.mark.parametrize("question", ["灯坏了找谁修", "", "？", "今天几点下雨"])
def test_what_the_knowledge_does_not_cover_is_declined(question: str):
    assert retrieve(question, ENTRIES) is None


def test_without_entries_everything_is_declined():
    assert retrieve("签到表在哪里领", ()) is None


def test_two_entries_that_fit_equally_well_are_declined():
    twins = (ENTRIES[0], Entry("k4", "签到表在哪里领", "问社工。"))

    assert retrieve("签到表在哪里领", twins) is None


def test_a_word_of_the_answer_helps_and_does_not_suffice():
    helped = rank("小周那里的音响", ENTRIES)
    alone = rank("小周", ENTRIES)

    assert helped[0].score > rank("隔壁那里的音响", ENTRIES)[0].score
    assert alone == []


def test_scores_lie_between_nothing_and_one_best_first():
    found = rank("签到表", ENTRIES)

    assert found
    assert all(0 < match.score <= 1 for match in found)
    assert found == sorted(found, key=lambda match: -match.score)
