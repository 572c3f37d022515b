from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.model.finding import When
from handlers.read.dates import find_times, intervals
from handlers.read.when.feasts import feast_day
from handlers.read.when.grammar import FEASTS

CHINA = timezone(timedelta(hours=8))
SUNDAY = datetime(2026, 5, 10, 20, 0, tzinfo=CHINA)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize("name", FEASTS.replace("[一二三四五六七八]", "二").split("|"))
def test_every_feast_has_its_day(name: str) -> None:
    assert feast_day(name, 2026) is not None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("春节", "2026-02-17"),
        ("清明", "2026-04-05"),
        ("端午", "2026-06-19"),
        ("腊八", "2026-01-26"),
        ("父亲节", "2026-06-21"),
        ("助残日", "2026-05-17"),
        ("拗九", "2026-03-17"),
    ],
)
def test_feasts_follow_their_calendars(name: str, day: str) -> None:
    assert feast_day(name, 2026) == date.fromisoformat(day)


def test_naive_references_give_naive_intervals() -> None:
    sent_at = SUNDAY.replace(tzinfo=None)
    assert intervals("下周", sent_at) == [(datetime(2026, 5, 11), datetime(2026, 5, 18))]  # noqa: DTZ001 that is the point
    assert intervals("谢谢", sent_at) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5:00到6:00", "2026-05-10 05:00", "2026-05-10 06:00"),
        ("2点-明天4点", "2026-05-10 02:00", "2026-05-11 04:00"),
        ("昨天上午", "2026-05-09 08:00", "2026-05-09 12:00"),
        ("4月到6月", "2026-04-01", "2026-07-01"),
        ("去年12月", "2025-12-01", "2026-01-01"),
        ("下个月", "2026-06-01", "2026-07-01"),
        ("未来两天", "2026-05-11", "2026-05-13"),
        ("前1周", "2026-05-03", "2026-05-10"),
        ("上周", "2026-04-27", "2026-05-04"),
        ("未来2小时", "2026-05-10 20:00", "2026-05-10 22:00"),
        ("今天上午9点到晚上", "2026-05-10 09:00", "2026-05-10 09:00"),
        ("5月9日9点到5月8日8点", "2026-05-09 09:00", "2026-05-09 09:00"),
        ("还剩5分钟", "2026-05-10 20:00", "2026-05-10 20:05"),
        ("之前3小时", "2026-05-10 17:00", "2026-05-10 20:00"),
        ("5月1日8点和5月3日9点之间", "2026-05-01 08:00", "2026-05-03 09:00"),
        ("2028年2月29日", "2028-02-29", "2028-03-01"),
        ("两周前", "2026-04-26", "2026-04-27"),
        ("三个月后", "2026-08-10", "2026-08-11"),
        ("5年前", "2021-05-10", "2021-05-11"),
        ("3小时後", "2026-05-10 23:00", "2026-05-10 23:00"),
        ("下周一到周五", "2026-05-11", "2026-05-16"),
        ("上個月", "2026-04-01", "2026-05-01"),
    ],
)
def test_intervals_are_taken_as_written(text: str, start: str, end: str) -> None:
    assert intervals(text, SUNDAY) == [(at(start), at(end))]


@pytest.mark.parametrize(
    ("text", "days"),
    [("2026年9月到2026年5月", 2), ("9月前天", 2), ("5月8日-9日上午", 2), ("上午下午", 2)],
)
def test_what_makes_no_range_stays_apart(text: str, days: int) -> None:
    assert len(intervals(text, SUNDAY)) == days


def test_years_beyond_the_calendar_are_none() -> None:
    assert intervals("0001年1月", SUNDAY) == []
    early = datetime(9, 5, 10, 20, 0, tzinfo=CHINA)
    assert intervals("20年前", early) == []
    assert intervals("零周后", SUNDAY) == []


def test_weekdays_told_together_are_of_one_week() -> None:
    saturday = datetime(2026, 5, 9, 20, 0, tzinfo=CHINA)
    found = [one.value for one in find_times("周六、周日两天，来了不少人", saturday)]
    assert [one.start.day for one in found if isinstance(one, When)] == [9, 10]
    found = [one.value for one in find_times("周六来了八个，周日五个", saturday)]
    assert [one.start.day for one in found if isinstance(one, When)] == [9, 3]


def test_hostile_text_ends_soon() -> None:
    for text in ("1" * 10_000, "1:" * 5_000, "一点" * 5_000, "《" * 10_000):
        assert len(find_times(text, SUNDAY)) <= 1


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="0123456789一二三十廿两年月日号点时分半刻:：.-—~到至、，周星期上下午晚早今昨明前后天正腊初农历节国庆元旦不对是个几",
        max_size=40,
    )
)
def test_no_text_ends_before_it_starts(text: str) -> None:
    assert all(start <= end for start, end in intervals(text, SUNDAY))
    for one in find_times(text, SUNDAY):
        assert isinstance(one.value, When)
        assert one.value.end is None or one.value.end > one.value.start
        assert 0 <= one.span[0] < one.span[1] <= len(text)
