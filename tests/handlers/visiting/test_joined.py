"""One activity has two exits and one record (D6)."""

from datetime import timedelta

import pytest

from handlers.model.activity import Activity
from handlers.model.finding import Count, Field, Precision, When
from handlers.model.people import DraftId, OrganisationId
from handlers.model.visit import Joined, Visit
from handlers.visiting.joined import day_of, likely, pair, sides
from tests.handlers.made import NOW, SETTINGS
from tests.handlers.visited import COLLEAGUE, DAY, NINE, activity, visit

MORNING = When(NOW.replace(hour=9), None, Precision.HALFDAY, "上午")
AFTERNOON = When(NOW.replace(hour=15))
LATER = DraftId("b")


def joined(activities: list[Activity], visits: list[Visit]) -> list[tuple[str, ...]]:
    """The ids on each line: of the record, “-” for none, and of its visits."""
    return [
        (one.activity.id if one.activity else "-", *(v.id for v in one.visits))
        for one in pair(activities, visits, SETTINGS)
    ]


def test_a_visit_and_the_record_of_that_day_are_one():
    assert joined([activity()], [visit()]) == [("a", "v")]


def test_nothing_is_missing_where_only_one_side_speaks():
    tomorrow = When(DAY.start + timedelta(days=1), None, Precision.DAY)
    assert joined([activity()], [visit(when=tomorrow)]) == [("a",), ("-", "v")]


def test_another_organisation_is_another_activity():
    other = visit(organisation=OrganisationId("cloth"))
    assert sorted(joined([activity()], [other])) == [("-", "v"), ("a",)]


def test_a_visit_without_a_day_stays_alone():
    assert joined([activity()], [visit(when=None)]) == [("a",), ("-", "v")]
    assert joined([activity(when=None)], [visit()]) == [("-", "v"), ("a",)]


@pytest.mark.parametrize(
    ("when", "together"),
    [
        (NINE, True),
        (MORNING, True),
        (When(NOW.replace(hour=9, minute=45)), True),
        (AFTERNOON, False),
        (When(NOW.replace(hour=14), None, Precision.HALFDAY, "下午"), False),
    ],
)
def test_the_time_must_be_near_where_both_tell_it(when: When, together: bool):
    lines = joined([activity()], [visit(when=when)])
    assert lines == ([("a", "v")] if together else [("a",), ("-", "v")])


def test_who_comes_in_the_middle_was_there():
    whole = When(NOW.replace(hour=9), NOW.replace(hour=12))
    at_noon = visit(when=When(NOW.replace(hour=11)))
    assert joined([activity(when=whole)], [at_noon]) == [("a", "v")]
    late = visit(when=whole)
    assert joined([activity(when=When(NOW.replace(hour=11)))], [late]) == [("a", "v")]


def test_another_place_and_another_doing_are_another_activity():
    dance = visit(place="二楼大厅", told=("排练合唱",))
    assert joined([activity(theme="太极拳")], [dance]) == [("-", "v"), ("a",)]
    assert joined([activity()], [visit(place="二楼大厅")]) == [("a", "v")]


def test_of_two_activities_of_a_day_place_and_doing_decide():
    class_ = activity("b", place="二楼教室", theme="插花课", content=("学插花",))
    assert joined([activity(), class_], [visit()]) == [("a", "v"), ("b",)]
    about_class = visit(place=None, told=("看大家学插花",))
    assert joined([activity(), class_], [about_class]) == [("a",), ("b", "v")]
    elsewhere = visit(place="二楼教室", told=("聊了很久",))
    assert joined([activity(), class_], [elsewhere]) == [("a",), ("b", "v")]


def test_exact_times_decide_too():
    second = activity("b", when=When(NOW.replace(hour=10)))
    at_ten = visit(when=When(NOW.replace(hour=10, minute=5)))
    assert joined([activity(), second], [at_ten]) == [("a",), ("b", "v")]


def test_what_nothing_decides_stays_apart_until_staff_say():
    twin = activity("b", when=AFTERNOON)
    assert joined([activity(), twin], [visit()]) == [("-", "v"), ("a",), ("b",)]
    assert [a.id for a in likely(visit(), [twin, activity()], SETTINGS)] == ["a", "b"]
    assert joined([activity(), twin], [visit(chosen=LATER)]) == [("a",), ("b", "v")]


def test_staff_may_part_what_looks_like_one():
    assert joined([activity()], [visit(apart=("a",))]) == [("-", "v"), ("a",)]


def test_a_word_of_staff_counts_more_than_days():
    other = activity(when=When(NOW + timedelta(days=3)))
    assert joined([other], [visit(chosen=DraftId("a"))]) == [("a", "v")]
    undated = visit(when=None, chosen=DraftId("a"))
    assert joined([activity()], [undated]) == [("a", "v")]
    (one,) = sides(other, visit(), SETTINGS)[:1]
    assert one.apart


def test_one_author_saw_one_activity_once():
    vague = visit("w", place=None, told=("聊了很久",))
    assert joined([activity()], [visit(), vague]) == [("-", "w"), ("a", "v")]
    same = visit("w")
    assert joined([activity()], [visit(), same]) == [("-", "v"), ("-", "w"), ("a",)]
    told = visit("w", chosen=DraftId("a"))
    assert joined([activity()], [visit(), told]) == [("-", "v"), ("a", "w")]


def test_colleagues_who_were_there_together_share_a_line():
    other = visit("w", author=COLLEAGUE)
    assert joined([activity()], [visit(), other]) == [("a", "v", "w")]
    assert joined([], [visit(), other]) == [("-", "v", "w")]
    vague = visit("w", author=COLLEAGUE, place=None, told=("很热闹",))
    assert joined([], [visit(), vague]) == [("-", "v"), ("-", "w")]
    elsewhere = visit("w", author=COLLEAGUE, organisation=OrganisationId("cloth"))
    assert len(joined([], [visit(), elsewhere])) == 2


def apart(a: Activity, v: Visit) -> list[Field]:
    return [one.field for one in sides(a, v, SETTINGS) if one.apart]


def test_disagreements_are_shown():
    assert apart(activity(), visit()) == [Field.HEADCOUNT]
    assert apart(activity(), visit(headcount=Count(27))) == []
    assert apart(activity(), visit(headcount=Count(20, approx=True))) == []
    assert apart(activity(headcount=None), visit()) == []
    late = When(NOW.replace(hour=10, minute=10))
    assert apart(activity(), visit(when=late, headcount=None)) == [Field.TIME]
    assert apart(activity(), visit(place="南门", headcount=None)) == [Field.PLACE]
    assert apart(activity(place=None), visit(headcount=None)) == []
    assert apart(activity(when=None), visit(headcount=None)) == []


def test_both_values_stand_side_by_side():
    found = {one.field: one for one in sides(activity(), visit(), SETTINGS)}
    assert (found[Field.HEADCOUNT].own, found[Field.HEADCOUNT].staff) == (
        Count(28),
        Count(25),
    )
    assert found[Field.THEME].staff is None


def test_a_record_counts_on_its_day_or_on_the_day_it_was_told():
    (line,) = pair([], [visit(when=None)], SETTINGS)
    assert day_of(line, SETTINGS) == NOW.date()
    assert day_of(Joined(activity(when=None)), SETTINGS) == NOW.date()
    assert line.organisation == Joined(activity()).organisation


def test_a_visit_stays_with_its_record_when_that_is_merged_into_another():
    log = visit(chosen=DraftId("a"), place="南门", told=("看排练",))
    into = activity("b", absorbed=(DraftId("a"),), place="屋顶", theme="排练")

    assert [one.visits for one in pair([into], [log], SETTINGS)] == [(log,)]
