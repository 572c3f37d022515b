"""What a question is about."""

import pytest

from handlers.read.asked import (
    bare_number,
    card_numbers,
    loose_number,
    meaning,
    without_numbers,
)


@pytest.mark.parametrize(
    ("text", "numbers", "answer"),
    [
        ("#12 可以买", (12,), "可以买"),
        ("#12可以买", (12,), "可以买"),
        ("# 12 可以买", (12,), "可以买"),
        ("＃7：先问问社区", (7,), "先问问社区"),
        ("#3 #5 都可以", (3, 5), "都可以"),
        ("#3和#3，可以", (3,), "可以"),
        ("#12", (12,), ""),
        ("可以买", (), "可以买"),
        ("他住 #12", (), "他住 #12"),
    ],
)
def test_staff_name_a_card_by_its_number(
    text: str, numbers: tuple[int, ...], answer: str
) -> None:
    assert card_numbers(text) == numbers
    assert without_numbers(text) == answer


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("请问借投影仪要押金吗？", ["借投影仪", "押金"]),
        ("@陪伴 #12 怎么报名", ["报名"]),
        ("几号开协商会", ["何时", "协商会"]),
        ("好的吗", ["好"]),
        ("怎么办呢？", []),
    ],
)
def test_only_words_that_carry_meaning_remain(text: str, runs: list[str]) -> None:
    assert meaning(text) == runs


def test_a_number_alone_before_words_may_be_a_card():
    assert bare_number("1:可以买") == 1
    assert bare_number("12：先问问社区") == 12
    for text in ("1", "1 可以买", "1:30 开会", "1：2", "1：买水 2：买纸", "可以"):
        assert bare_number(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "3 支队伍都报了",
        "1 桌就够了",
        "3 件事要办",
        "2 期",
        "12 条",
        "3 比 2",
        "5 路公交",
        "9 折",
        "20 多人",
        "1、买水 2、买纸",
        "1 可以买\n2 不行",
        "3 到 5 人",
        "1可以买",
        "2 小时",
        "1：可以买",
    ],
)
def test_a_number_in_talk_is_no_card(text: str):
    assert loose_number(text) is None


def test_a_loose_number_may_have_been_meant_as_a_card():
    assert loose_number("1 可以买") == 1
    assert loose_number("12  我去问问") == 12
