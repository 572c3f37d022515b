"""Which record a piece belongs to (R4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.model.draft import Ask, Draft, Status
from handlers.model.finding import Count, Field, Precision, Stated, Value, When, Words
from handlers.records.joining import contradicts, home
from tests.handlers.made import (
    AFTERNOON,
    ANNA,
    BERT,
    CHAT,
    COMPLETE,
    DAY,
    HOUR,
    MINUTE,
    NOW,
    SETTINGS,
    draft,
    finding,
    gathering,
    says,
    state,
)

SAME = {field: COMPLETE[field] for field in (Field.TIME, Field.PLACE)}
NINE = When(NOW.replace(hour=9))


def found(facts: dict[Field, Value], *drafts: Draft, by=ANNA, at=NOW) -> str | None:
    stated = [Stated(field, value, (0, 1)) for field, value in facts.items()]
    home_ = home(state(*drafts), says("…", by, at=at), stated, SETTINGS)
    return home_.id if home_ else None


def test_a_report_belongs_to_the_newest_open_record_of_its_sender():
    assert found({}, draft(), draft(id_="d2")) == "d2"


def test_after_half_an_hour_a_report_without_a_time_is_a_new_one():
    assert found({}, draft(), at=NOW + 30 * MINUTE) == "d1"
    assert found({}, draft(), at=NOW + 31 * MINUTE) is None


def test_another_time_is_another_record():
    assert found({Field.TIME: AFTERNOON}, draft()) is None


def test_another_member_reports_the_same_activity():
    assert found(SAME, draft(), by=BERT) == "d1"
    assert found(SAME, draft(id_="d1"), draft(id_="d2"), by=BERT) == "d2"


def test_the_same_theme_is_enough_where_the_place_is_not_said():
    themed = draft(Field.PLACE).add(
        [finding(Field.THEME, Words("扦插课"), message="m2")], NOW
    )

    assert found({Field.TIME: NINE, Field.THEME: Words("扦插")}, themed, by=BERT) == "d1"
    assert found({Field.TIME: NINE, Field.THEME: Words("跳舞")}, themed, by=BERT) is None


@pytest.mark.parametrize(
    "facts",
    [
        {Field.PLACE: COMPLETE[Field.PLACE]},
        {Field.TIME: NINE},
        {**SAME, Field.TIME: When(NINE.start + timedelta(days=7))},
        {**SAME, Field.TIME: AFTERNOON},
        {**SAME, Field.PLACE: Words("凉亭")},
    ],
    ids=["no time", "time alone", "next week", "afternoon", "elsewhere"],
)
def test_what_differs_in_time_or_place_is_not_the_same(facts: dict[Field, Value]):
    assert found(facts, draft(), by=BERT) is None


def test_the_same_theme_elsewhere_is_another_activity():
    themed = draft().add([finding(Field.THEME, Words("扦插课"), message="m2")], NOW)
    facts = {Field.TIME: NINE, Field.THEME: Words("扦插课")}

    assert found(facts, themed, by=BERT) == "d1"
    assert found({**facts, Field.PLACE: Words("凉亭")}, themed, by=BERT) is None


def test_the_same_number_doing_the_same_is_the_same_activity():
    facts = {Field.TIME: NINE, Field.HEADCOUNT: Count(20), Field.CONTENT: Words("教扦插")}

    assert found(facts, draft(), by=BERT) == "d1"
    assert found({**facts, Field.HEADCOUNT: Count(21)}, draft(), by=BERT) is None
    assert found({**facts, Field.CONTENT: Words("跳舞")}, draft(), by=BERT) is None


def test_a_record_without_a_time_cannot_be_recognised():
    assert found(SAME, draft(Field.TIME), by=BERT) is None


def test_pictures_and_withdrawn_records_are_no_home():
    gone = draft(status=Status.WITHDRAWN)
    timed = gathering("a").add([finding(f, v) for f, v in SAME.items()], NOW)

    assert found(SAME, gone, by=BERT) is None
    assert found(SAME, timed, by=BERT) is None


@pytest.mark.parametrize(
    ("content", "number", "home_"),
    [
        ("在活动室打太极", 40, None),
        ("在活动室打太极", 22, "d1"),  # members count differently
        ("教大家扦插月季", 40, "d1"),
        ("志愿服务开到中午", 40, "d1"),  # may be the same, in general words
        ("热闹了一上午", 40, "d1"),
    ],
)
def test_many_others_who_did_something_else_in_the_same_room(
    content: str, number: int, home_: str | None
):
    facts = SAME | {Field.CONTENT: Words(content), Field.HEADCOUNT: Count(number)}
    draw = draft(Field.CONTENT).add(
        [finding(Field.CONTENT, Words("给花圃松土、扦插，缝补手套"))], NOW
    )

    assert found(facts, draw, by=BERT) == home_


def test_a_filed_record_is_a_home_for_what_comes_later():
    assert found(SAME, draft(status=Status.FILED), by=BERT) == "d1"


def test_a_report_answers_what_was_asked_about_pictures():
    day = finding(Field.TIME, DAY)
    asked = gathering("a").add([day], NOW).request(Ask.ASK, (Field.PLACE,), NOW)
    wordless = replace(asked, status=Status.OPEN)

    assert found({Field.TIME: NINE}, wordless, by=BERT) == "d1"
    assert found({Field.TIME: NINE}, replace(wordless, requests=()), by=BERT) is None
    assert found({Field.TIME: NINE}, replace(wordless, room=CHAT), by=BERT) is None
    assert (
        found({Field.TIME: NINE}, replace(wordless, status=Status.FILED), by=BERT) is None
    )
    tomorrow = When(NINE.start + timedelta(days=1))
    assert found({Field.TIME: tomorrow}, wordless, by=BERT) is None
    for field in (Field.CONTENT, Field.THEME):
        named = wordless.add([finding(field, Words("扦插课"), message="m2")], NOW)
        assert found({Field.TIME: NINE}, named, by=BERT) is None


def test_what_reads_like_a_report_may_fill_a_gap_that_was_asked_for():
    asked = draft(Field.HEADCOUNT).request(Ask.ASK, (Field.HEADCOUNT,), NOW)
    number = {Field.HEADCOUNT: Count(12)}

    assert found(number, asked, by=BERT) == "d1"
    assert found({Field.SERVED: Count(12)}, asked, by=BERT) is None
    assert found({**number, Field.TIME: DAY}, asked, by=BERT) is None
    assert found({**number, Field.PLACE: Words("凉亭")}, asked, by=BERT) is None
    known = asked.add([finding(Field.HEADCOUNT, Count(20))], NOW)
    assert found(number, known, by=BERT) is None
    placed = draft(Field.PLACE).request(Ask.ASK, (Field.PLACE,), NOW)
    place = {Field.PLACE: Words("凉亭")}
    assert found({**place, Field.HEADCOUNT: Count(20)}, placed, by=BERT) == "d1"
    assert found({**place, Field.HEADCOUNT: Count(9)}, placed, by=BERT) is None


def test_another_number_alone_or_another_place_alone_is_no_contradiction():
    number, place = {Field.HEADCOUNT: Count(9)}, {Field.PLACE: Words("凉亭")}

    assert not contradicts(draft(), number, SETTINGS)
    assert not contradicts(draft(), place, SETTINGS)
    assert contradicts(draft(), number | place, SETTINGS)
    assert not contradicts(draft(), {Field.HEADCOUNT: Count(20), **place}, SETTINGS)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (NINE, When(NINE.start + 90 * MINUTE), False),
        (NINE, When(NINE.start + 91 * MINUTE), True),
        (NINE, When(NINE.start + 4 * HOUR, None, Precision.HALFDAY), False),
        (NINE, AFTERNOON, True),
        (NINE, DAY, False),
        (DAY, AFTERNOON, False),
        (DAY, When(DAY.start + timedelta(days=1), None, Precision.DAY), True),
    ],
)
def test_starts_far_apart_are_two_activities(one: When, other: When, apart: bool):
    made = draft(Field.TIME).add([finding(Field.TIME, one)], NOW)

    assert contradicts(made, {Field.TIME: other}, SETTINGS) is apart


@pytest.mark.parametrize(
    ("content", "part", "number", "home_"),
    [
        ("傍晚我们又浇了水", "傍晚", 8, None),
        ("傍晚我们又浇了水", "傍晚", 20, "d1"),
        ("傍晚我们浇了水", "傍晚", 18, "d1"),
        ("下午我们又浇了水", "下午", 8, "d1"),
        ("下午又唱又跳", "傍晚", 18, "d1"),
        ("又浇了水", "", 8, "d1"),
        (None, "傍晚", 18, "d1"),
    ],
)
def test_what_was_done_again_later_by_others_is_another_activity(
    content: str | None, part: str, number: int, home_: str | None
):
    later = When(NOW.replace(hour=17), None, Precision.HALFDAY, part)
    facts = SAME | {Field.TIME: later, Field.HEADCOUNT: Count(number)}
    if content:
        facts[Field.CONTENT] = Words(content)
    timed = draft(Field.TIME, Field.CONTENT).add([finding(Field.TIME, AFTERNOON)], NOW)

    assert found(facts, timed, by=BERT) == home_
