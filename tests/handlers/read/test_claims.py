"""What the words around a number of people make of it."""

import pytest

from handlers.read.claims import bracketed, is_led, is_us, weigh
from handlers.read.labels import (
    CAME,
    LISTED,
    LOOSE,
    NOTHING,
    PART,
    PLAIN,
    REGISTERED,
    SERVED,
    TOTAL,
    Claim,
)


@pytest.mark.parametrize(
    ("left", "right", "claim"),
    [
        ("应到：", "", REGISTERED),
        ("学员：", "", LISTED),
        ("其中新来的", "", PART),
        ("原本想来", "", NOTHING),
        ("活动限", "", REGISTERED),
        ("", "报名", REGISTERED),
        ("来了", "报名的", CAME),
        ("", "请假", NOTHING),
        ("一共", "", TOTAL),
        ("一共帮了", "", SERVED),
        ("共有志愿者", "", LISTED),
        ("我、老金、小曲、阿宝、大刘、康哥、胖婶、崔姨", "", CAME),
        ("我们", "把地扫了", CAME),
        ("", "的队伍", TOTAL),
        ("给", "剪头发", SERVED),
        ("台下坐了", "", SERVED),
        ("理了", "", PLAIN),
        ("晚上", "一起唱歌", CAME),
        ("听说", "唱歌", PLAIN),
    ],
)
def test_the_words_around_eight_people_decide(left: str, right: str, claim: Claim) -> None:
    assert weigh(left, right, 8, bare=False, people=True) == claim


@pytest.mark.parametrize(
    ("left", "right", "claim"),
    [
        ("节目：", "", LOOSE),
        ("人头：", "", TOTAL),
        ("学员 ", "", PLAIN),
        ("理了", "", SERVED),
        ("舞龙的", "，", PLAIN),
        ("瞎捡", "，", LOOSE),
    ],
)
def test_eight_of_whatever_need_more_evidence(left: str, right: str, claim: Claim) -> None:
    assert weigh(left, right, 8, bare=True, people=False) == claim


def test_two_or_three_are_told_about_in_passing() -> None:
    assert weigh("听说", "唱歌", 2, bare=False, people=True) == LOOSE
    assert weigh("", "唱歌", 2, bare=False, people=True) == PLAIN


def test_a_bracket_behind_decides() -> None:
    assert bracketed("（实到）") == TOTAL
    assert bracketed("（应到人数）") == REGISTERED
    assert bracketed("（见图）") is None


def test_who_leads_and_who_we_are() -> None:
    assert is_led("带着")
    assert not is_led("李老师带着")
    assert not is_led("来了")
    assert is_us("舞蹈队")
    assert not is_us("来了")
