"""Words that name people, however they are made."""

import re

import pytest

from handlers.read.people import MADE_AFTER, NAME, NOUN_AFTER, NUMERAL, noun_before


@pytest.mark.parametrize(
    ("left", "word"),
    [("社区志愿者", "志愿者"), ("老人", "老人"), ("修复师", "师"), ("月季", ""), ("", "")],
)
def test_the_word_before_a_number_is_found(left: str, word: str) -> None:
    assert noun_before(left) == word


@pytest.mark.parametrize("right", ["老茶客，", "护河人", "跑友从南门", "老爷叔", "小的"])
def test_words_made_for_people_are_known_by_their_end(right: str) -> None:
    assert MADE_AFTER.match(right)


@pytest.mark.parametrize("right", ["手工香囊", "客厅", "生字", "灯笼", "人行道", "友谊"])
def test_things_that_begin_alike_are_none(right: str) -> None:
    assert not MADE_AFTER.match(right)


def test_a_noun_stands_behind_a_few_more_words() -> None:
    assert NOUN_AFTER.match("热心的居民")
    assert not NOUN_AFTER.match("去看居民")


def test_a_numeral_and_a_name_are_taken_whole() -> None:
    assert re.findall(NUMERAL, "1,200 三十二 25-30 18/20人 仨") == [
        "1,200", "三十二", "25-30", "18/20", "仨",
    ]  # fmt: skip
    assert re.findall(NAME, "李老师和小曲") == ["李老师", "小曲"]
