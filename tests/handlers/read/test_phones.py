"""No telephone number is shown; days, clocks and counts are."""

import pytest

from handlers.read.phones import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("赵姐13812345678到", "赵姐***********到"),
        ("138-1234-5678", "***-****-****"),
        ("+86 138 1234 5678", "+86 *** **** ****"),
        ("1 3 8 1 2 3 4 5 6 7 8", "* * * * * * * * * * *"),
        ("１３８１２３４５６７８", "***********"),
        ("8613812345678", "*************"),
        ("电话010-84031234", "电话***-********"),
        ("0371 6512 3456", "**** **** ****"),
        ("400-810-1234", "***-***-****"),
        ("84031234", "********"),
        ("11010119900307123X", "******************"),
        ("202605091", "*********"),
        ("幺三八零零一二三四五六", "***********"),
    ],
)
def test_telephone_and_card_numbers_are_stars(text: str, shown: str):
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-09 14:00-16:30",
        "20260509",
        "2026.5.9 共128人",
        "20191231-20200101",
        "0930-1130",
        "三十六人，服务一百二十人次",
        "1、2、3、4、5、6、7、8、9、10",
    ],
)
def test_days_clocks_and_counts_stay(text: str):
    assert masked(text) == text


@pytest.mark.parametrize("gap", ["-", " ", "--", "- ", "/", "_", " / "[:2]])
def test_whatever_separates_its_figures_a_number_is_masked(gap: str):
    assert masked(gap.join(("138", "1234", "5678"))).count("*") == 11
