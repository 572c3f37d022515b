"""Inside or outside the project plan (D2)."""

from datetime import date

import pytest

from handlers.model.activity import PlanStatus
from handlers.model.people import PlanItem
from handlers.records.plans import plan_status, planned
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


@pytest.mark.parametrize(
    ("title", "written", "status"),
    [
        ("每周排练", "今天上午合唱队排练", PlanStatus.INSIDE),
        ("给敬老院的老人剪发", "在敬老院给老人们剪发", PlanStatus.INSIDE),
        ("楼顶种花", "楼顶的茉莉开了，浇了一遍水", PlanStatus.UNKNOWN),
        ("义务修理", "修了八把雨伞", PlanStatus.UNKNOWN),
        ("社区花园", "社区包饺子", PlanStatus.OUTSIDE),
        ("每周", "跳舞", PlanStatus.OUTSIDE),
    ],
)
def test_what_may_be_planned_in_other_words_is_not_called_unplanned(
    title: str, written: str, status: PlanStatus
):
    item = PlanItem(title, date(2026, 5, 1), date(2026, 5, 31))

    assert plan_status((item,), date(2026, 5, 9), [written]) is status
