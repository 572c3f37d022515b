"""Days and clock times as they stand on sheets, with the slips of a reader."""

from datetime import date

import pytest

from handlers.read.sheet.days import read_day, read_start
from tests.handlers.read.sheet.paper import at


@pytest.mark.parametrize(
    "text",
    ["2024年3月18日", "2024.3.18", "2024-03-18", "2024/3/18", "24/3/18", "24.3.18", "2024手3月18日", "2O24年3月l8日", "20240318",
        "202403-18", "2024年03月18日 19:00", "时间2024 3 18", "2024年3月/8日"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_day(text) == date(2024, 3, 18)


@pytest.mark.parametrize(
    "text", ["", "下午两点", "2024年13月40日", "2024.2.30", "13800138000", "2099年1月1日"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_a_day_without_a_year_lies_before_the_picture() -> None:
    assert read_day("3月18日", date(2026, 5, 1)) == date(2026, 3, 18)
    assert read_day("12月30日", date(2026, 1, 2)) == date(2025, 12, 30)
    assert read_day("3月18日") is None
    assert read_day("下午", date(2026, 5, 1)) is None


def test_a_clock_time_beside_the_day_counts() -> None:
    assert read_start("2024年11月18日 19:00") == (at(2024, 11, 18, 19, 0), True)
    assert read_start("2025.2.24 下午2:30") == (at(2025, 2, 24, 14, 30), True)
    assert read_start("2025-02-24") == (at(2025, 2, 24), False)
    assert read_start("2025-02-24 下午") == (at(2025, 2, 24), False)
    assert read_start("下周") is None
