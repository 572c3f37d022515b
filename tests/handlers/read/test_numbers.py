import re

import pytest

from handlers.read.numbers import NUMBER, is_rough, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("１７", 17),
        ("1,200", 1200),
        ("1千", 1000),
        ("1.5万", 15000),
        ("十七", 17),
        ("二十", 20),
        ("一百二十", 120),
        ("一百二", 120),
        ("一百零二", 102),
        ("两", 2),
        ("俩", 2),
        ("仨", 3),
        ("廿三", 23),
        ("〇", 0),
        ("三千零五", 3005),
        ("两万三", 23000),
        ("一万零三百", 10300),
        ("二〇二四", 2024),
        ("三四", 3),
        ("十七八", 17),
        ("三四十", 30),
        ("一百二三十", 120),
    ],
)
def test_numerals_are_read_however_they_are_written(text: str, number: int) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "三井", "3.5", "十三五二", "十人", "abc", "9" * 10_000, "-3"]
)
def test_what_is_no_whole_number_is_left_alone(text: str) -> None:
    assert read_number(text) is None


def test_neighbouring_digits_are_rough() -> None:
    assert is_rough("三四十")
    assert is_rough("十七八")
    assert not is_rough("二十三")
    assert not is_rough("二〇二三")


def test_the_pattern_takes_a_numeral_whole() -> None:
    found = re.findall(NUMBER, "来了二十三位，发了1,200份，走了3.5公里，还有1,2两组")
    assert found == ["二十三", "1,200", "3.5", "1", "2", "两"]
