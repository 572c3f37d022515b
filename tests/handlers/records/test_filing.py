"""Closing a record: ledger, thanks, bulletin; and again after a correction (R6, R8)."""

from dataclasses import replace

from handlers.model.activity import PlanStatus
from handlers.model.draft import Status
from handlers.model.effects import CloseCase, DropTimers, FileActivity, KeepTalk, Why
from handlers.model.finding import Count, Field, Picture, Source, Words
from handlers.model.settings import CoachSettings
from handlers.model.state import Talk
from handlers.records import filing
from tests.handlers.made import (
    ANNA,
    HOUR,
    MINUTE,
    MORNING,
    NIGHT,
    NOW,
    ROOM,
    SETTINGS,
    STATE,
    draft,
    finding,
    kept,
    photo,
    said,
    sayings,
    state,
    talking,
)
from tests.pictures import described


def test_a_record_is_closed_with_everything_that_waited_for_it():
    effects = filing.file(STATE, draft(corrected=True), NOW, SETTINGS)

    [filed] = kept(effects)
    assert (filed.status, filed.version, filed.filed_at) == (Status.FILED, 1, NOW)
    assert not filed.corrected
    assert DropTimers(filed.id) in effects
    assert CloseCase(filed.id, NOW) in effects
    assert KeepTalk(Talk(ROOM, thanked_at=NOW)) in effects


def test_thanks_go_to_whoever_began():
    [thanks] = [
        one
        for one in sayings(filing.file(STATE, draft(), NOW, SETTINGS))
        if one.purpose is Why.THANKS
    ]

    assert (thanks.room, thanks.to, thanks.not_before) == (ROOM, (ANNA,), NOW)


def test_a_corrected_record_is_issued_again_without_thanks():
    before = draft(version=1, filed_at=NOW - HOUR, corrected=True)

    effects = filing.file(STATE, before, NOW, SETTINGS)

    assert said(effects) == ["bulletin/activity"]
    assert (kept(effects)[0].version, kept(effects)[0].filed_at) == (2, NOW - HOUR)


def test_two_records_of_one_message_are_thanked_for_together():
    recent = talking(thanked_at=NOW - MINUTE / 2)
    older = talking(thanked_at=NOW - MINUTE)

    for talks, prompts in ((recent, 1), (older, 2)):
        effects = filing.file(state(talks=talks), draft(), NOW, SETTINGS)
        assert len(said(effects)) == prompts


def test_a_hushed_room_is_not_thanked_and_the_leaders_still_hear():
    effects = filing.file(state(talks=talking(hushed=True)), draft(), NOW, SETTINGS)

    assert said(effects) == ["bulletin/activity"]


def test_thanks_can_be_switched_off():
    silent = replace(SETTINGS, coach=CoachSettings(thanks=False))

    assert said(filing.file(STATE, draft(), NOW, silent)) == ["bulletin/activity"]


def test_at_night_thanks_and_bulletin_wait_for_the_morning():
    effects = filing.file(STATE, draft(), NIGHT, SETTINGS)

    assert [one.not_before for one in sayings(effects)] == [MORNING, MORNING]


def test_a_record_carries_each_value_with_its_messages():
    more = [
        finding(Field.SERVED, Count(30), message="m2"),
        finding(Field.ATTENDEES, Words("芳姐"), message="m2"),
        finding(Field.ATTENDEES, Words("芳姐"), message="m3"),
        finding(Field.THEME, Words("阳台种菜"), message="m2"),
        photo("a", "m4"),
        photo("a", "m5"),
    ]

    activity = filing.record(STATE, draft().add(more, NOW), SETTINGS)

    assert activity.served == Count(30)
    assert activity.attendees == ("芳姐",)
    assert activity.photos == ("a",)
    assert activity.sources["attendees"] == ("m2", "m3")
    assert activity.sources["photo"] == ("m4", "m5")
    assert activity.plan is PlanStatus.INSIDE


def test_what_nobody_stated_is_left_empty():
    nothing = filing.record(STATE, draft(*SETTINGS.coach.required), SETTINGS)

    assert (nothing.when, nothing.place, nothing.headcount, nothing.theme) == (None,) * 4
    assert (nothing.content, nothing.feedback, nothing.photos) == ((), (), ())
    assert nothing.filed_at == NOW


def test_without_an_organisation_nobody_knows_the_plan():
    activity = filing.record(replace(STATE, organisation=None), draft(), SETTINGS)

    assert activity.plan is PlanStatus.UNKNOWN


def test_a_record_is_named_by_its_day_and_theme():
    themed = draft().add([finding(Field.THEME, Words("扦插课"), message="m2")], NOW)

    assert filing.label(STATE, themed, SETTINGS) == {
        "name": ANNA,
        "day": NOW.date(),
        "theme": "扦插课",
        "organisation": "花友会",
        "pictures": 0,
    }
    stranger = filing.label(
        replace(STATE, people={}, organisation=None), draft(Field.TIME), SETTINGS
    )
    assert (stranger["name"], stranger["day"], stranger["organisation"]) == ("", None, "")


def test_what_two_members_told_is_kept_in_the_fuller_words():
    told = [
        finding(Field.CONTENT, Words(text), message=f"m{n}")
        for n, text in enumerate(("教扦插", "教大家扦插月季", "还修了篱笆", "教扦插"))
    ]

    activity = filing.record(STATE, draft(Field.CONTENT).add(told, NOW), SETTINGS)

    assert activity.content == ("教扦插", "教大家扦插月季", "还修了篱笆")
    same = [finding(Field.CONTENT, Words("在花园教大家扦插月季"), message="m9")]
    fuller = draft(Field.CONTENT).add([*told, *same], NOW)
    assert filing.record(STATE, fuller, SETTINGS).content == (
        "教扦插",
        "还修了篱笆",
        "在花园教大家扦插月季",
    )


def test_a_corrected_bulletin_says_what_changed():
    [first] = kept(filing.file(state(), draft(), NOW, SETTINGS))
    elsewhere = finding(Field.PLACE, Words("凉亭"), source=Source.CORRECTION, at=NOW + HOUR)

    again = filing.file(state(), first.add([elsewhere], NOW + HOUR), NOW, SETTINGS)

    [activity] = [e.activity for e in again if isinstance(e, FileActivity)]
    assert activity.changed == (Field.PLACE,)


def test_the_bulletin_knows_the_sheet_and_where_the_people_are():
    scene = replace(described("scene", ["9"]), focus=(0.1, 0.2, 0.3, 0.4))
    shown = [
        replace(photo(name), value=Picture(name, seen))
        for name, seen in {"a": scene, "b": None, "s": described("signin", ["20"])}.items()
    ]

    told = [finding(Field.HEADCOUNT, Count(20), source=Source.PICTURE), *shown]

    effects = filing.file(state(), draft().add(told, NOW), NOW, SETTINGS)

    [said] = [e for e in sayings(effects) if e.purpose is Why.BULLETIN]
    assert said.data["signin"] == Count(20)
    assert said.data["focus"] == [[0.1, 0.2, 0.3, 0.4], None]
