"""What a language model tells is taken only as far as the message bears it out (R7)."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.model.finding import Count, Field, Precision, Speech, When, Words
from handlers.read.reading import Activity, Kind, Reading
from handlers.read.told import MOST_ACTIVITIES, MOST_WORDS, SCHEMA, read_told

SENT_AT = datetime(2026, 5, 9, 20, tzinfo=timezone(timedelta(hours=8)))
TEXT = "下午跟姐妹们在凉亭缠花球，人不多，就9个，沈姨说手都酸了，花球节要用。上个月报名20人"
GOOD: dict[str, object] = {
    "time_words": "下午",
    "place": "凉亭",
    "headcount": 9,
    "headcount_words": "9个",
    "feedback": [{"words": "手都酸了", "speaker": "沈姨"}],
    "attendees": ["沈姨"],
    "content": "跟姐妹们在凉亭缠花球",
    "theme": "花球节",
}


def told(text: str = TEXT, **claims: object) -> Reading | None:
    return read_told({"kind": "report", "activities": [claims]}, text, SENT_AT)


def stated(text: str = TEXT, **claims: object) -> Activity:
    reading = told(text, **claims)
    assert reading is not None
    return reading.activities[0] if reading.activities else ()


def test_everything_that_stands_in_the_message_is_stated_with_its_place():
    reading = told(**GOOD)

    assert reading is not None
    assert (reading.kind, reading.confidence) == (Kind.REPORT, 1.0)
    [activity] = reading.activities
    assert {one.field: one.value for one in activity} == {
        Field.TIME: When(SENT_AT.replace(hour=14), None, Precision.HALFDAY, "下午"),
        Field.PLACE: Words("凉亭"),
        Field.CONTENT: Words("跟姐妹们在凉亭缠花球"),
        Field.THEME: Words("花球节"),
        Field.HEADCOUNT: Count(9),
        Field.FEEDBACK: Speech("手都酸了", "沈姨"),
        Field.ATTENDEES: Words("沈姨"),
    }
    for one in activity:
        if isinstance(one.value, Words | Speech):
            assert TEXT[slice(*one.span)] == one.value.text


@pytest.mark.parametrize(
    "lie",
    [
        {"place": "凉亭里"},
        {"content": "缠了一百个花球"},
        {"content": "球" * 301},
        {"theme": "花球大赛"},
        {"time_words": "昨天下午"},
        {"time_words": "姐妹们"},
        {"headcount": 90, "headcount_words": "9个"},
        {"headcount": 9, "headcount_words": "九个"},
        {"headcount": 9, "headcount_words": "手都酸了"},
        {"headcount": 9},
        {"headcount": 0, "headcount_words": "9个"},
        {"feedback": [{"words": "好开心", "speaker": "沈姨"}]},
        {"feedback": [{"words": None, "speaker": "沈姨"}]},
        {"attendees": ["沈阿姨"]},
        {"attendees": ["姐"]},
        {"attendees": ["下午跟姐妹们在凉亭"]},
    ],
)
def test_what_does_not_stand_in_the_message_is_dropped(lie: dict[str, object]):
    reading = told(**lie)

    assert reading is not None
    assert reading.activities == ()
    assert reading.confidence == 0


def test_a_speaker_who_is_not_there_is_left_out():
    [one] = stated(feedback=[{"words": "手都酸了", "speaker": "王姨"}])

    assert one.value == Speech("手都酸了", None)


def test_the_confidence_is_the_share_that_holds():
    reading = told(place="凉亭", theme="大会", content="缠花球", time_words="昨天")

    assert reading is not None
    assert reading.confidence == 0.5


def test_a_report_of_what_is_still_to_come_has_no_time():
    assert stated("明天下午在凉亭缠花球", time_words="明天下午") == ()
    assert [s.field for s in stated("下午去缠花球了", time_words="下午")] == [Field.TIME]


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("来了十几个老姐妹", "十几个", Count(10, approx=True)),
        ("到的 28", "28", Count(28)),
        ("到的 三四十", "三四十", Count(30, approx=True)),
        ("我和老伴俩人", "俩人", Count(2)),
    ],
)
def test_what_the_number_is_the_rules_decide(text: str, words: str, count: Count):
    [one] = stated(text, headcount=count.number, headcount_words=words)

    assert (one.field, one.value) == (Field.HEADCOUNT, count)


def test_those_who_were_served_do_not_become_participants():
    text = "今天5名志愿者给30位老人理发"

    [one] = stated(text, headcount=30, headcount_words="30位老人")

    assert one.field is Field.SERVED


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.REPORT])
def test_of_what_is_no_report_only_the_kind_is_taken(kind: Kind):
    answer = {"kind": kind.value, "activities": [GOOD]}

    assert read_told(answer, TEXT, SENT_AT) == Reading(kind)


def test_the_same_activity_told_twice_is_one():
    one, alike = {"content": "缠花球", "place": "凉亭"}, {"content": "缠花球"}
    other = {"content": "手都酸了"}

    reading = read_told(
        {"kind": "report", "activities": [one, alike, other, {}]}, TEXT, SENT_AT
    )

    assert reading is not None
    assert [len(activity) for activity in reading.activities] == [2, 1]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"kind": "party", "activities": []},
        {"kind": ["report"], "activities": []},
        {"kind": "report", "activities": {}},
        {"kind": "report", "activities": ["下午"]},
        {"kind": "report", "activities": [{"place": ["凉亭"]}]},
        {"kind": "report", "activities": [{"headcount": "9"}]},
        {"kind": "report", "activities": [{"headcount": True}]},
        {"kind": "report", "activities": [{"feedback": ["手都酸了"]}]},
        {"kind": "report", "activities": [{"attendees": [{"name": "沈姨"}]}]},
        {"kind": "report", "activities": [{"attendees": ["沈姨"] * (MOST_WORDS + 1)}]},
        {"kind": "report", "activities": [{}] * (MOST_ACTIVITIES + 1)},
    ],
)
def test_an_answer_of_another_shape_says_nothing(answer: dict[str, object]):
    assert read_told(answer, TEXT, SENT_AT) is None


def test_a_report_of_nothing_is_not_believed():
    assert read_told({"kind": "report"}, TEXT, SENT_AT) == Reading(Kind.REPORT, 0.0)


def test_the_schema_asks_for_every_field_and_no_other():
    activity = SCHEMA["properties"]["activities"]["items"]  # type: ignore[index]

    assert set(activity["required"]) == set(GOOD)
    assert not activity["additionalProperties"]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["report", "下午", "9个", "x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "activities", "headcount_words", *GOOD]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["kind", "activities"]), JSON))
def test_whatever_comes_back_nothing_is_stated_that_does_not_stand_there(
    answer: dict[str, object],
):
    reading = read_told(answer, TEXT, SENT_AT)

    for activity in reading.activities if reading else ():
        for one in activity:
            assert 0 <= one.span[0] < one.span[1] <= len(TEXT)
