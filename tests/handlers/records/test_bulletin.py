"""The bulletin for the leaders' room; nothing is invented (R7, R8, R16)."""

from dataclasses import replace

import pytest

from handlers.model.effects import Say
from handlers.model.finding import Count, Field, Picture, Speech, Words
from handlers.records import bulletin
from handlers.records.filing import record
from tests.handlers.made import (
    ANNA,
    BERT,
    LEADERS,
    NOW,
    SETTINGS,
    STATE,
    draft,
    finding,
    photo,
)
from tests.pictures import described

ACTIVITY = replace(record(STATE, draft(), SETTINGS), version=1)


def issue(made=None, state=STATE):
    made = made or draft()
    activity = replace(record(state, made, SETTINGS), version=1)
    return bulletin.issue(state, made, activity, NOW)


def test_a_bulletin_is_said_once_for_ever_in_the_leaders_room():
    [say] = issue()

    assert isinstance(say, Say)
    assert (say.room, say.key) == (LEADERS, "bulletin/d1/1/L")
    assert say.not_before == NOW


def test_without_a_leaders_room_there_is_none():
    assert issue(state=replace(STATE, leaders=None)) == []


def test_at_most_five_pictures_go_with_it():
    [say] = issue(draft().add([photo(f"{n}", f"p{n}") for n in range(7)], NOW))

    assert say.photos == ("0", "1", "2", "3", "4")
    assert say.data["pictures"] == 5


def test_everything_stated_has_the_message_that_shows_it():
    more = [
        finding(Field.SERVED, Count(30), message="m2"),
        finding(Field.THEME, Words("扦插课"), message="m3"),
        finding(Field.ATTENDEES, Words("芳姐"), message="m4"),
        photo("a", "m5"),
    ]
    made = draft().add(more, NOW)

    facts = bulletin.facts(record(STATE, made, SETTINGS), made)

    assert {fact.field: fact.message for fact in facts} == {
        **dict.fromkeys(SETTINGS.coach.required, "d1/m"),
        Field.SERVED: "m2",
        Field.THEME: "m3",
        Field.ATTENDEES: "m4",
        Field.PHOTO: "m5",
    }


@pytest.mark.parametrize(
    "invented",
    [
        {"place": "别处"},
        {"headcount": Count(99)},
        {"content": ("没有的事",)},
        {"feedback": (Speech("没人说过"),)},
        {"attendees": ("某人",)},
        {"photos": ("f" * 64,)},
    ],
)
def test_what_no_message_shows_is_refused(invented: dict[str, object]):
    false = replace(ACTIVITY, **invented)  # type: ignore[arg-type] -- fields by name

    with pytest.raises(bulletin.UnsourcedError, match="no source message"):
        bulletin.issue(STATE, draft(), false, NOW)


def test_a_source_that_is_not_of_this_record_is_refused():
    stated = bulletin.facts(ACTIVITY, draft())

    with pytest.raises(bulletin.UnsourcedError):
        bulletin.validate(stated, draft(id_="d2"))


def test_feedback_names_its_speaker_else_whoever_brought_it():
    named = finding(Field.FEEDBACK, Speech("真好", "刘婶"), message="m2", by=BERT)
    loose = finding(Field.FEEDBACK, Speech("不错"), message="m3", by=BERT)

    [say] = issue(draft(Field.FEEDBACK).add([named, loose], NOW))

    assert say.data["feedback"] == [
        {"text": "真好", "who": "刘婶"},
        {"text": "不错", "who": BERT},
    ]


def test_what_was_done_is_told_by_the_calendar_and_without_what_is_quoted():
    deed = finding(Field.CONTENT, Words("今天上午种了豆角，大家说下周还来"))
    felt = finding(Field.FEEDBACK, Speech("大家说下周还来"))

    [say] = issue(draft(Field.CONTENT, Field.FEEDBACK).add([deed, felt], NOW))

    assert say.data["content"] == ["5月9日上午种了豆角"]


def test_without_the_draft_nobody_knows_which_day_today_was():
    activity = replace(ACTIVITY, content=("今天上午种了豆角",))

    shown = bulletin.contents(activity, None, STATE.organisation, STATE.people)

    assert shown["content"] == ["今天上午种了豆角"]


def test_people_who_left_are_not_named():
    [say] = issue(state=replace(STATE, people={}, organisation=None))

    assert (say.data["authors"], say.data["organisation"]) == ([], "")
    assert say.data["feedback"] == [{"text": "都说学会了", "who": ""}]


def test_the_same_is_shown_from_what_the_store_keeps():
    made = draft()
    activity = replace(record(STATE, made, SETTINGS), version=1)
    [say] = issue(made)

    assert bulletin.contents(activity, made, STATE.organisation, STATE.people) == say.data


def test_without_the_draft_only_the_words_name_somebody():
    told = (Speech("真好", "刘婶"), Speech("不错"))
    activity = replace(ACTIVITY, feedback=told)

    shown = bulletin.contents(activity, None, STATE.organisation, STATE.people)

    assert shown["feedback"] == [
        {"text": "真好", "who": "刘婶"},
        {"text": "不错", "who": ""},
    ]
    assert (shown["authors"], shown["signin"], shown["focus"]) == ([], None, [])
    assert (shown["organisation"], shown["place"]) == ("花友会", ACTIVITY.place)


def test_words_that_were_taken_back_since_are_nobodys():
    activity = replace(ACTIVITY, feedback=(Speech("收回的话"),))

    shown = bulletin.contents(activity, draft(), STATE.organisation, STATE.people)

    assert shown["feedback"] == [{"text": "收回的话", "who": ""}]


def test_who_posted_but_a_poster_is_no_source():
    poster = Picture("p", described("other", []))
    made = draft().add([replace(photo("p", by=BERT), value=poster)], NOW)

    [say] = issue(made)

    assert say.data["authors"] == [STATE.people[ANNA].name]
