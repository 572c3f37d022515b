"""New knowledge, and what of it is there already in other words (R13)."""

from datetime import UTC, datetime

from handlers import knowledge
from handlers.model.case import Entry

NOW = datetime(2026, 5, 9, 8, tzinfo=UTC)
KNOWN = (
    Entry("k1", "活动照片要几张", "五张以内。", ("照片发多少",)),
    Entry("k2", "签到表去哪里领", "前台。"),
)


def test_what_is_learnt_names_who_approved_it_and_when():
    found = knowledge.learnt(" 投影仪\n怎么借 ", "找前台 ", "s1", NOW, KNOWN)

    entry = found.entry
    assert (entry.question, entry.answer) == ("投影仪 怎么借", "找前台")
    assert (entry.approver, entry.approved_at) == ("s1", NOW)
    assert found.like is None


def test_the_same_question_is_the_same_entry_again():
    first, again = (
        knowledge.learnt("投影仪怎么借", answer, "s1", NOW, ()).entry for answer in "甲乙"
    )

    assert first.id == again.id == knowledge.name_of("投影仪怎么借")
    assert first.id != knowledge.name_of("音响怎么借")


def test_an_entry_that_asks_nearly_the_same_is_named():
    found = knowledge.learnt("照片要发多少呀", "三张", "s1", NOW, KNOWN)

    assert found.like == KNOWN[0]


def test_something_in_common_is_not_the_same():
    assert knowledge.alike("签到表要保存几年才能扔", KNOWN) is None


def test_another_thing_asked_about_the_same_is_not_the_same():
    when = Entry("k3", "开放日是哪天", "周三。")

    assert knowledge.alike("开放日在哪里", (when,)) is None
    assert knowledge.alike("开放日什么时候", (when,)) == when
    assert knowledge.alike("开放日", (when,)) == when


def test_pairs_that_ask_the_same_are_named_once():
    twin = Entry("k3", "照片活动要几张", "不多于五张。")

    assert list(knowledge.pairs((*KNOWN, twin))) == [(KNOWN[0], twin)]
    assert list(knowledge.pairs(KNOWN)) == []
