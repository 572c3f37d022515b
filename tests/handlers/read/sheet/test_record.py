"""What a record sheet says."""

from datetime import date

import pytest

from handlers.read.sheet.headcount import Counted
from handlers.read.sheet.record import headcount_line, record_sheet
from tests.handlers.read.sheet.paper import at, grid, line, page

TABLE = grid([0, 200, 1000], [100, 160, 220, 280, 340, 400, 460])
LABELS = ("活动名称", "活动时间", "活动地点", "参加人数", "活动内容", "居民反馈")


def filled(*values: str):
    words = [line(label, 20, 115 + 60 * place) for place, label in enumerate(LABELS)]
    words += [
        line(value, 220, 115 + 60 * place) for place, value in enumerate(values) if value
    ]
    return record_sheet(page(*words, cells=TABLE))


def test_every_field_is_read() -> None:
    sheet = filled("围墙彩绘", "2025.3.26 19:00", "后山亭子", "共37人", "刷白漆", "很好")
    assert (sheet.name.text, sheet.place.text, sheet.content.text, sheet.feedback.text) == (
        "围墙彩绘",
        "后山亭子",
        "刷白漆",
        "很好",
    )
    assert (sheet.start, sheet.timed, sheet.headcount) == (
        at(2025, 3, 26, 19),
        True,
        37,
    )


def test_empty_fields_stay_empty() -> None:
    sheet = filled("", "", "", "", "", "")
    assert (sheet.name, sheet.start, sheet.timed, sheet.headcount) == (
        None,
        None,
        False,
        None,
    )
    assert record_sheet(page()).start is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("25", 25),
        ("25人次", 25),
        ("二十五人", 25),
        ("约l2人", 12),
        ("满座", None),
        ("共0人", None),
        ("人约 30 许", 30),
        ("千家万户", None),
    ],
)
def test_headcounts_are_numbers_however_written(text: str, count: int | None) -> None:
    assert filled("", "", "", text).headcount == count


def test_the_year_may_come_from_the_picture() -> None:
    sheet = record_sheet(page(line("时间：3月18日", 0, 100)), date(2026, 5, 1))
    assert (sheet.start, sheet.timed) == (at(2026, 3, 18), False)


def counting(*lines: str):
    words = [line("参加人数", 20, 115)]
    words += [line(text, 220 + 200 * place, 115) for place, text in enumerate(lines)]
    return page(*words, cells=grid([0, 200, 1000], [100, 160]))


def test_the_line_with_the_number_is_looked_at_closely() -> None:
    assert headcount_line(counting("共37人", "王芳")).text == "共37人"
    assert headcount_line(counting("#")).text == "#"
    assert headcount_line(counting("37", "38")) is None
    assert headcount_line(counting()) is None
    assert headcount_line(page()) is None


@pytest.mark.parametrize(
    ("text", "count", "sure"), [("37人", 37, 0.8), ("31人", 37, 0.5), ("#", 37, 0.8)]
)
def test_a_closer_look_counts_and_is_doubted_where_the_line_says_otherwise(
    text: str, count: int, sure: float
) -> None:
    sheet = record_sheet(counting(text), counted=Counted(37, 0.8))
    assert (sheet.headcount, sheet.headcount_sure) == (count, sure)


def test_without_a_closer_look_the_line_itself_counts() -> None:
    sheet = record_sheet(counting("37人"))
    assert (sheet.headcount, round(sheet.headcount_sure, 1)) == (37, 0.9)
