"""The kind of a question: what sort of answer is wanted."""

import pytest

from handlers.knowledge.terms import apart, thin
from handlers.model.case import Entry


@pytest.mark.parametrize(
    ("question", "entry", "other"),
    [
        ("合唱节什么时候", "合唱节在哪里", True),
        ("合唱节哪天", "合唱节什么时候", False),
        ("合唱节", "合唱节在哪里", False),
        ("合唱节哪天", "合唱节", False),
    ],
)
def test_when_and_where_are_different_questions(question: str, entry: str, other: bool):
    assert apart(question, Entry("k1", entry, "有")) is other


def test_any_phrasing_may_be_of_the_kind():
    assert not apart("合唱节哪天", Entry("k1", "合唱节在哪里", "有", ("合唱节什么时候",)))


def test_what_shares_one_short_word_and_asks_about_another_matter_is_thin():
    entry = Entry("k", "怎样从种子长成小苗", "慢慢来。")

    assert thin("种子的钱能报吗", entry)
    assert not thin("种子怎样长大", entry)
    assert not thin("种子小苗的钱能报吗", entry)
