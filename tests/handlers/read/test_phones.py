"""No telephone number is shown; days, clocks and counts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.read.phones import masked
from tests.effort import effort


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
        ("l38 1234 5678", "*** **** ****"),
        ("135-6789-O123", "***-****-****"),
        ("138  1234   5678", "***  ****   ****"),
        ("13812，345678", "*****，******"),
        ("138，1234，5678", "***，****，****"),
        ("138。1234。5678", "***。****。****"),
        ("13 8123 45678", "** **** *****"),
        ("13 81 23 45 67 8", "** ** ** ** ** *"),
        ("138 1234 56789", "*** **** *****"),
        ("86138 1234 5678", "***** **** ****"),
        ("138 1234 5678 5人", "*** **** **** 5人"),
        ("138 1234 5678 139 1234 5678", "*** **** **** *** **** ****"),
        ("1-3-502 138 1234 5678", "1-3-502 *** **** ****"),
        ("（010）8403-1234", "（***）****-****"),
        ("8403l234", "********"),
        ("电话8403 1234", "电话**** ****"),
        ("电话：138 1234 567", "电话：*** **** ***"),
        ("130102 1990 0307 1234", "****** **** **** ****"),
        ("110101 19900307 123X", "****** ******** ****"),
        ("6222 0212 3456 7890 123", "**** **** **** **** ***"),
        ("QQ12345678", "QQ********"),
        ("4111 1111 1111 1111", "**** **** **** ****"),
        ("138－1234－5678", "***－****－****"),
        ("１３８－１２３４－５６７８", "***－****－****"),
        ("1 38 1234 5678", "* ** **** ****"),
        ("王芳 138\n1234 5678 到", "王芳 ***\n**** **** 到"),
        ("138 1234\n5678", "*** ****\n****"),
        ("15246\n163814", "*****\n******"),
        ("１３８\n１２３４５６７８", "***\n********"),
        ("1381234\n5678", "*******\n****"),
        ("2号13812345678！", "2号***********！"),
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
        "1，2，3，4，5，6，7，8，9，10，11，12",
        "15，16，17，18，19，20",
        "18/19/20/21/22/23",
        "1 3 4 5 6 7 8 9 2 1 1 1",
        "13 14 15 17 18 2 2",
        "比分21:15 21-18 15-21 21-19",
        "0930-1130 1400-1630",
        "打电话0930-1130",
        "电话2026-05-09 14点",
        "电话 1500 2000元",
        "支出150，1200，3000元",
        "13,812,345,678元",
        "138.5 142.3 1500",
        "1950 1962 1971",
        "1-3-1102 2-4-601",
        "3楼 12 8 5",
        "12345 热线",
        "2026-05-01 10:30",
        "20260509S",
        "1203B502室",
        "5G 2026",
        "138km 1234m 5678s",
        "3500 4200 5100 6000",
        "1500 2000\n350人次",
        "13812\n34567",
        "2500\n1600\n3000",
    ],
)
def test_days_clocks_and_counts_stay(text: str):
    assert masked(text) == text


@pytest.mark.parametrize("gap", ["-", " ", "--", "- ", "/", "_", " / "[:2]])
def test_whatever_separates_its_figures_a_number_is_masked(gap: str):
    assert masked(gap.join(("138", "1234", "5678"))).count("*") == 11


GAP = st.sampled_from(
    ["", " ", "  ", "   ", "-", "--", " - ", ".", "·", "，", ",", "/", "—", "\u3000"]
)
LOOKS = {"0": "0０Oo〇", "1": "1１lI|", "2": "2Z", "5": "5S", "8": "8B"}
SPELT = st.sampled_from(
    [(3, 4, 4), (3, 8), (7, 4), (5, 6), (4, 4, 3), (4, 7), (3, 3, 5), (3, 5, 3), (11,)]
)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A number in groups, with the same in all gaps, and at most three figures misread."""
    figures = list(draw(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)))
    for at in draw(st.sets(st.integers(0, 10), max_size=3)):
        figures[at] = draw(st.sampled_from(LOOKS.get(figures[at], figures[at])))
    sizes, gap, parts = draw(SPELT), draw(GAP), []
    for size in sizes:
        parts.append("".join(figures[:size]))
        del figures[:size]
    return gap.join(parts)


@given(
    mobiles(),
    st.sampled_from(["", "王芳", "王芳 ", "电话：", "（"]),
    st.sampled_from(["", "到", "。", "\n", "）"]),
)
def test_no_mobile_number_survives_however_it_is_spelt(
    number: str, before: str, behind: str
):
    shown = masked(f"{before}{number}{behind}")
    assert shown.count("*") == 11
    assert len(shown) == len(before) + len(number) + len(behind)
    assert masked(shown) == shown


@given(st.text("0123456789lOX -，,.、人\n电话138", max_size=60))
def test_stars_take_the_place_of_figures_alone(text: str):
    shown = masked(text)
    assert all(new in {old, "*"} for old, new in zip(text, shown, strict=True))


@pytest.mark.parametrize(
    "piece", ["1", "138 ", "1 ", "l", "|1", "1,", "电话1 ", " ", "138 1234 567 "]
)
def test_long_texts_take_no_longer_for_each_sign(piece: str):
    assert effort(masked, piece * 20_000) < 60 * effort(masked, piece * 2_000) + 0.5
