"""Inside or outside the project plan (D2)."""

from datetime import date

import pytest

from handlers.model.activity import PlanStatus
from handlers.plans import plan_status, planned
from tests.handlers.made import GARDEN

TITLE = "阳台种菜"


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 4, 30), PlanStatus.OUTSIDE),
        (date(2026, 5, 1), PlanStatus.INSIDE),
        (date(2026, 5, 31), PlanStatus.INSIDE),
        (date(2026, 6, 1), PlanStatus.OUTSIDE),
        (None, PlanStatus.INSIDE),
    ],
)
def test_a_planned_title_counts_within_its_dates(day: date | None, status: PlanStatus):
    assert plan_status(GARDEN.plan, day, ["今天教阳台种菜"]) is status


def test_another_activity_is_outside_the_plan():
    assert plan_status(GARDEN.plan, date(2026, 5, 9), ["跳舞"]) is PlanStatus.OUTSIDE
    assert planned(GARDEN.plan, date(2026, 5, 9), ["种花"]) is None


def test_most_of_a_title_is_enough():
    assert planned(GARDEN.plan, date(2026, 5, 9), ["在阳台种了菜"]) is GARDEN.plan[0]


def test_without_a_plan_nobody_knows():
    assert plan_status((), date(2026, 5, 9), [TITLE]) is PlanStatus.UNKNOWN
