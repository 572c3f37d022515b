"""Which activities belong to some days, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.model.finding import When
from handlers.model.people import DraftId
from handlers.period import within
from handlers.records.filing import record
from tests.handlers.made import BEIJING, SETTINGS, STATE, draft

DAY = date(2026, 5, 9)


def activity(id_: str, start: datetime | None, filed_at: datetime | None = None):
    made = record(STATE, draft(), SETTINGS)
    return replace(
        made,
        id=DraftId(id_),
        when=When(start) if start else None,
        filed_at=filed_at or made.filed_at,
    )


def at(hour: int, minute: int = 0, day: int = 9) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=BEIJING)


def ids(*activities, since=DAY, until=DAY):
    return [one.id for one in within(activities, since, until, BEIJING)]


def test_they_come_in_the_order_of_time():
    late, early = activity("late", at(19)), activity("early", at(8))
    undated = activity("undated", None, at(12))

    assert ids(late, undated, early) == ["early", "undated", "late"]


def test_of_the_same_time_the_one_that_was_filed_first_comes_first():
    second, first = activity("a", at(8), at(11)), activity("b", at(8), at(10))

    assert ids(second, first) == ["b", "a"]


@pytest.mark.parametrize(
    ("start", "inside"),
    [
        (at(0), True),
        (at(23, 59), True),
        (at(23, 59, day=8), False),
        (at(0, day=10), False),
        (datetime(2026, 5, 8, 16, tzinfo=UTC), True),
        (datetime(2026, 5, 9, 16, tzinfo=UTC), False),
    ],
)
def test_days_are_those_of_the_neighbourhood_and_both_included(start, inside):
    assert ids(activity("a", start)) == ["a"] * inside
    assert ids(activity("a", None, start)) == ["a"] * inside
