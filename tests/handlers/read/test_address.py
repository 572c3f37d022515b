"""Whom words address."""

import pytest

from handlers.read.address import said_to, without_address, without_names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@陪伴 活动室的钥匙在哪里拿", "活动室的钥匙在哪里拿"),
        ("活动室的钥匙在哪里拿", "活动室的钥匙在哪里拿"),
        ("活动室的钥匙在哪里拿@陪伴", "活动室的钥匙在哪里拿"),
        ("我想报名 @陪伴 ", "我想报名"),
        ("材料发到 abc@example.org", "材料发到 abc@example.org"),
        ("@陪伴 ", "@陪伴 "),
    ],
)
def test_the_address_is_no_part_of_a_question(text: str, words: str) -> None:
    assert without_address(text) == words


def test_a_name_alone_says_nothing() -> None:
    assert said_to("@陪伴 ") == ""


def test_names_may_stand_anywhere() -> None:
    assert without_names("@陪伴 还有@小王 呢") == "还有 呢"
