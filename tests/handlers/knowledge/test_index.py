"""What questions and entries have in common, weighed by how rare it is."""

from handlers.knowledge.index import Index, index_of
from handlers.model.case import Entry

ENTRIES = (
    Entry("k1", "活动照片要几张", "五张以内。", ("照片发多少",)),
    Entry("k2", "活动报销要什么材料", "发票和明细。"),
)


def test_the_very_words_of_an_entry_are_everything_in_common():
    one = Index(ENTRIES).common("活动照片要几张")[0]

    assert (one.covered, one.wanted, one.likeness) == (1, 1, 1)


def test_the_nearest_phrasing_counts():
    index = Index(ENTRIES)

    assert index.common("照片发多少")[0].likeness == 1


def test_what_only_an_answer_says_is_nothing_in_common():
    assert 1 not in Index(ENTRIES).common("以内")
    assert Index(ENTRIES).common("以内") == {}


def test_what_is_rare_says_more():
    many = (*ENTRIES, *(Entry(f"n{n}", f"活动第{n}期", "有") for n in range(20)))
    index = Index(many)

    assert index.common("活动材料")[1].covered > 0.5
    assert index.common("活动材料")[5].covered < 0.3


def test_other_words_for_the_same_thing_are_in_common():
    assert Index(ENTRIES).common("走账得拿啥凭证")[1].likeness > 0


def test_the_same_entries_are_indexed_once():
    assert index_of(ENTRIES) is index_of(tuple(ENTRIES))
