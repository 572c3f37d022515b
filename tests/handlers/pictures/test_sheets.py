"""What sheets state, and how sure that must be."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.model.finding import (
    Count,
    Field,
    Picture,
    Precision,
    Source,
    Speech,
    Value,
    Words,
)
from handlers.model.seen import Read, RecordSheet, Seen, Shows, SignIn
from handlers.pictures import sheets
from tests.handlers.made import NOW, SETTINGS, draft, finding, photo
from tests.pictures import PLAIN, described

ZONE = SETTINGS.zone
TODAY = f"{NOW:%Y-%m-%d}"


def stated(seen: Seen | None) -> dict[Field, Value]:
    shown = replace(photo("s"), value=Picture("s", seen))
    found = list(sheets.stated(shown, ZONE))
    assert all(f.source is Source.PICTURE and f.message == shown.message for f in found)
    return {f.field: f.value for f in found}


def test_a_sign_in_sheet_tells_how_many_when_and_where():
    told = stated(described("signin", ["23", TODAY, "活动室"]))

    assert told[Field.HEADCOUNT] == Count(23)
    assert told[Field.PLACE] == Words("活动室")
    assert told[Field.TIME].precision is Precision.DAY


@pytest.mark.parametrize(
    ("title", "theme"),
    [("三月剪纸活动签到表", "剪纸"), ("居民活动签到表", None), ("签到表", None)],
)
def test_a_title_that_names_an_activity_is_the_theme(title: str, theme: str | None):
    told = stated(described("signin", ["23", TODAY, "活动室", title]))

    assert told.get(Field.THEME) == (Words(theme) if theme else None)


def test_the_name_that_a_label_gives_outranks_the_title():
    title, name = Read("三月剪纸活动签到表", 0.9), Read("窗花学习班", 0.9)
    sheet = SignIn(3, clear=True, title=title, name=name)
    told = stated(replace(PLAIN, shows=Shows.SIGNIN, signin=sheet))

    assert told[Field.THEME] == Words("窗花学习班")


def test_a_title_that_is_hardly_legible_names_nothing():
    sheet = SignIn(3, clear=True, title=Read("剪纸活动签到表", 0.3))

    assert set(stated(replace(PLAIN, shows=Shows.SIGNIN, signin=sheet))) == {
        Field.HEADCOUNT
    }


def test_those_who_signed_are_told_of_sheets_that_state_something_here():
    sheet = replace(photo("s"), value=Picture("s", described("signin", ["9?"])))
    blank = replace(photo("b"), value=Picture("b", described("signin", ["0"])))
    record = draft(Field.HEADCOUNT).add([sheet, blank], NOW)

    assert sheets.signed(record) is None
    told = record.add(sheets.stated(sheet, ZONE), NOW)
    assert sheets.signed(told) == Count(9, approx=True)


def test_an_unclear_count_is_approximate_and_an_empty_sheet_says_nothing():
    assert stated(described("signin", ["23?"])) == {Field.HEADCOUNT: Count(23, approx=True)}
    assert stated(described("signin", ["0"])) == {}


def test_a_record_sheet_tells_all_it_has():
    told = stated(described("record", ["18", TODAY]))

    assert told[Field.HEADCOUNT] == Count(18)
    assert told[Field.THEME] == Words("纸艺小组")
    assert told[Field.CONTENT] == Words("学剪窗花")
    assert told[Field.FEEDBACK] == Speech("大家说想学更难的")
    assert Field.TIME in told


def test_a_clock_time_on_it_is_exact():
    nine = datetime.fromisoformat(f"{TODAY}T09:00")
    sheet = RecordSheet(start=nine, timed=True, feedback=Read("看不清", 0.1))

    told = stated(replace(PLAIN, shows=Shows.RECORD, record=sheet))

    assert set(told) == {Field.TIME}
    assert told[Field.TIME].precision is Precision.MINUTE


@pytest.mark.parametrize("days", [-2, 90])
def test_a_sheet_of_a_day_to_come_or_long_past_says_nothing_here(days: int):
    day = f"{NOW - timedelta(days=days):%Y-%m-%d}"

    assert stated(described("signin", ["12", day, "活动室"])) == {}
    assert stated(described("record", ["12", day])) == {}


def test_what_is_hardly_legible_is_not_repeated():
    faint = RecordSheet(name=Read("？？", 0.2), headcount=15, headcount_sure=0.7)

    assert stated(replace(PLAIN, shows=Shows.RECORD, record=faint)) == {}


def test_scenes_unseen_pictures_and_words_state_nothing():
    assert stated(described("scene", ["5"])) == {}
    assert stated(None) == {}
    words = finding(Field.PLACE, Words("凉亭"))
    assert list(sheets.stated(words, ZONE)) == []


def test_a_record_without_a_day_takes_any_sheet():
    shown = replace(photo("s"), value=Picture("s", described("signin", ["9", TODAY])))
    told = list(sheets.stated(shown, ZONE))

    assert not sheets.of_another_day(draft(Field.TIME), told, ZONE)
    assert not sheets.of_another_day(draft(), told, ZONE)


@pytest.mark.parametrize(("days", "told"), [(1, True), (-1, False), (400, False)])
def test_the_camera_tells_the_day_of_pictures_without_words(days: int, told: bool):
    at = NOW - timedelta(days=days)
    seen = replace(PLAIN, taken_at=at.replace(tzinfo=None))
    shown = replace(photo("a"), value=Picture("a", seen))

    assert sheets.taken(shown, ZONE) == (at if told else None)


def test_a_picture_without_a_time_tells_none():
    assert sheets.taken(replace(photo("a"), value=Picture("a", PLAIN)), ZONE) is None
    assert sheets.taken(photo("a"), ZONE) is None
