"""What a label in front of a number says of it."""

import pytest

from handlers.read.labels import (
    CAME,
    LISTED,
    NOTHING,
    PLAIN,
    REGISTERED,
    SERVED,
    TOTAL,
    Claim,
    read_label,
)


@pytest.mark.parametrize(
    ("left", "claim"),
    [
        ("今天到场", TOTAL),
        ("出勤：", TOTAL),
        ("人数大概有", TOTAL),
        ("人　　数：", TOTAL),
        ("\n人→", TOTAL),
        ("👥 ", TOTAL),
        ("（计", TOTAL),
        ("大人小孩一共", CAME),
        ("报名的有", REGISTERED),
        ("（报", REGISTERED),
        ("名额 ", REGISTERED),
        ("受益居民 ", SERVED),
        ("观众：", SERVED),
        ("请假 ", NOTHING),
        ("学生", PLAIN),
        ("\n志愿者数：", LISTED),
        ("\n划船的老手：", PLAIN),
    ],
)
def test_a_label_says_whose_number_it_is(left: str, claim: Claim) -> None:
    assert read_label(left) == claim


@pytest.mark.parametrize("left", ["", "今天好人", "月季", "门牌：", "一二三四五六七八手："])
def test_other_words_are_no_label(left: str) -> None:
    assert read_label(left) is None
