"""What staff say to the bot's line about a log."""

import pytest

from handlers.read.visit_words import tells_apart, tells_same, which


@pytest.mark.parametrize(
    "text", ["不是同一次", "不对，不是一次活动", "都不是", "两码事，分开记"]
)
def test_words_that_part(text: str):
    assert tells_apart(text)
    assert not tells_same(text)


@pytest.mark.parametrize("text", ["是同一次", "就是一次活动", "同一次"])
def test_words_that_join(text: str):
    assert tells_same(text)
    assert not tells_apart(text)


@pytest.mark.parametrize("text", ["辛苦了", "第一次", "同一次" * 20])
def test_other_talk(text: str):
    assert not tells_apart(text)
    assert not tells_same(text)


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("第二次", 2), ("是第1个", 1), ("两", 2), ("25人", None)]
)
def test_a_number_chooses(text: str, number: int | None):
    assert which(text) == number
