"""What the words of a question stand for."""

import pytest

from handlers.read.concepts import concepts


@pytest.mark.parametrize(
    ("one", "other", "concept"),
    [
        ("什么时候能报账", "哪天报销", "reimburse"),
        ("相片传哪里", "照片发到什么地方", "photo"),
        ("屋子要不要交钱", "场地收费吗", "money"),
        ("哪天开门", "什么时候开门", "?when"),
    ],
)
def test_different_words_stand_for_one_thing(one: str, other: str, concept: str):
    assert concept in concepts(one) & concepts(other) or concept in concepts(one)


def test_words_that_name_nothing_of_the_field_stand_for_nothing():
    assert concepts("早上好呀") == frozenset()
