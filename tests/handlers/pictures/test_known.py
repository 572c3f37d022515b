"""Sheets in the light of what is known: members suggest, the year is that of the message."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers.model.people import Person, PersonId
from handlers.model.seen import Read, RecordSheet, Seen, Shows, SignIn
from handlers.pictures.known import MEMBER, with_known
from tests.pictures import PLAIN

PEOPLE = [Person(PersonId(name), name) for name in ("郝丽华", "佟建军")]
POSTED = date(2026, 1, 3)


def signin(*names: Read, day: date | None = None, text: tuple[str, ...] = ()) -> Seen:
    sheet = SignIn(len(names), clear=True, names=names, day=day)
    return replace(PLAIN, shows=Shows.SIGNIN, signin=sheet, text=text)


def known(seen: Seen) -> SignIn:
    sheet = with_known(seen, PEOPLE, POSTED).signin
    assert sheet is not None
    return sheet


def test_the_name_of_a_member_is_surer():
    doubtful, sure = known(signin(Read("佟建军", 0.5), Read("佟建军", 0.99))).names

    assert doubtful == Read("佟建军", MEMBER)
    assert sure == Read("佟建军", 0.99)


def test_a_name_like_that_of_a_member_is_a_suggestion_and_stays_as_it_was_read():
    near, far = known(signin(Read("郝莉华", 0.6), Read("蔡明远", 0.8))).names

    assert near == Read("郝莉华", 0.6, suggested="郝丽华")
    assert far == Read("蔡明远", 0.8)


def test_nobody_is_suggested_who_stands_on_the_sheet_already():
    sure, other = known(signin(Read("郝丽华", 0.9), Read("郝莉华", 0.6))).names

    assert (sure.suggested, other.suggested) == (None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("时间：1月2日", date(2026, 1, 2)),
        ("12月28日 下午", date(2025, 12, 28)),
        ("三楼", None),
    ],
)
def test_a_day_without_a_year_is_the_last_one_before_the_message(
    line: str, day: date | None
):
    assert known(signin(text=("合唱队签到表", line))).day == day


def test_a_day_that_was_read_stays():
    taken = date(2024, 5, 1)

    assert known(signin(day=taken, text=("1月2日",))).day == taken


def test_a_day_far_down_is_no_day_of_the_sheet():
    rows = tuple(f"{number} 某某" for number in range(20))

    assert known(signin(text=(*rows, "1月2日"))).day is None


@pytest.mark.parametrize(
    ("line", "start", "timed"),
    [
        ("活动时间：1月2日9:30", datetime(2026, 1, 2, 9, 30), True),  # noqa: DTZ001
        ("1月2日", datetime(2026, 1, 2), False),  # noqa: DTZ001
        ("三楼", None, False),
    ],
)
def test_the_same_of_record_sheets(line: str, start: datetime | None, timed: bool):
    seen = replace(PLAIN, shows=Shows.RECORD, record=RecordSheet(), text=(line,))

    record = with_known(seen, PEOPLE, POSTED).record

    assert record == RecordSheet(start=start, timed=timed)


def test_a_record_sheet_that_tells_when_stays():
    told = RecordSheet(start=datetime(2025, 12, 1))  # noqa: DTZ001
    seen = replace(PLAIN, shows=Shows.RECORD, record=told, text=("1月2日",))

    assert with_known(seen, PEOPLE, POSTED).record == told


def test_of_other_pictures_only_the_words_are_left_out():
    assert with_known(replace(PLAIN, text=("海报",)), PEOPLE, POSTED) == PLAIN
