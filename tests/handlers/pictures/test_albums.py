"""Pictures: whose they are, and which record they belong to (R1, R4)."""

from dataclasses import replace

import pytest

from handlers.model.draft import Draft, Status
from handlers.model.effects import DropDraft, DropTimers
from handlers.model.finding import Field, Picture, Source
from handlers.pictures import sheets
from handlers.pictures.albums import album, taken_in
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    MINUTE,
    NOW,
    SETTINGS,
    draft,
    finding,
    gathering,
    kept,
    photo,
    says,
    state,
)
from tests.pictures import described

MINE = draft(id_="mine")


def joined(*drafts: Draft, by=ANNA, at=NOW) -> str | None:
    one = album(state(*drafts), says(by=by, at=at, pictures=("a",)), SETTINGS)
    return one.id if one else None


def taken(*drafts: Draft, by=ANNA, at=NOW, pictures=()):
    event = says("…", by, at=at, pictures=pictures)
    found, effects = taken_in(state(*drafts), event, MINE, SETTINGS)
    return [f.value.media for f in found if f.field is Field.PHOTO], effects


def test_pictures_belong_to_the_newest_record_of_their_sender():
    assert joined(draft(), draft(id_="d2")) == "d2"
    assert joined(gathering("b")) == "d1"
    assert joined(draft(status=Status.FILED)) == "d1"


def test_a_record_older_than_half_an_hour_takes_no_pictures():
    assert joined(draft(), at=NOW + 31 * MINUTE) is None


def test_pictures_of_others_join_within_ten_minutes():
    assert joined(draft(), draft(id_="d2"), by=BERT, at=NOW + 10 * MINUTE) == "d2"
    assert joined(draft(), by=BERT, at=NOW + 11 * MINUTE) is None
    assert joined(gathering("b"), by=BERT) is None
    assert joined(draft(status=Status.FILED), by=BERT) is None


def test_other_rooms_and_withdrawn_records_take_no_pictures():
    assert joined(draft(room=CHAT)) is None
    assert joined(draft(status=Status.WITHDRAWN)) is None


def test_a_report_takes_in_what_waits_and_what_it_brings():
    media, effects = taken(gathering("a", "b"), pictures=("c",))

    assert media == ["a", "b", "c"]
    assert effects == [DropDraft("d1"), DropTimers("d1")]


def test_pictures_of_others_are_taken_in_while_they_are_fresh():
    assert taken(gathering("a"), by=BERT, at=NOW + 10 * MINUTE)[0] == ["a"]
    assert taken(gathering("a"), by=BERT, at=NOW + 11 * MINUTE)[0] == []
    assert taken(gathering("a"), at=NOW + 30 * MINUTE)[0] == ["a"]
    assert taken(gathering("a"), at=NOW + 31 * MINUTE)[0] == []
    assert taken(replace(gathering("a"), room=CHAT))[0] == []
    assert taken(replace(gathering("a"), status=Status.OPEN))[0] == []


def test_a_report_gets_back_the_pictures_that_another_record_took_in_too_early():
    theirs = draft(author=BERT).add([photo("mine", "p1"), photo("theirs", "p2", BERT)], NOW)

    media, effects = taken(theirs, at=NOW + 10 * MINUTE)

    assert media == ["mine"]
    [left] = kept(effects)
    assert [f.value.media for f in left.of(Field.PHOTO)] == ["theirs"]
    assert taken(theirs, at=NOW + 11 * MINUTE) == ([], [])


def test_a_report_leaves_the_own_pictures_of_its_sender_where_they_are():
    assert taken(draft().add([photo("a", "p1")], NOW)) == ([], [])
    assert taken(replace(MINE, author=BERT).add([photo("a", "p1")], NOW)) == ([], [])
    filed = draft(author=BERT, status=Status.FILED).add([photo("a", "p1")], NOW)
    assert taken(filed) == ([], [])


def sheet(id_: str, day: str, *, minute: int) -> Draft:
    """An album with the sheet of a day, as far as that day can be right."""
    seen = described("signin", ["9", day])
    shown = finding(
        Field.PHOTO, Picture(id_, seen), source=Source.PICTURE, message=id_, at=NOW
    )
    told = tuple(sheets.stated(shown, SETTINGS.zone))
    at = NOW + minute * MINUTE
    return replace(gathering(id_=id_), findings=(shown, *told), touched_at=at)


@pytest.mark.parametrize(("today", "other"), [(1, 2), (2, 1)])
@pytest.mark.parametrize("day", ["2026-05-02", "2077-05-09"])
def test_of_sheets_of_two_days_a_report_takes_that_of_its_own(
    day: str, today: int, other: int
):
    right = sheet("right", "2026-05-09", minute=today)
    wrong = sheet("wrong", day, minute=other)

    found, effects = taken(right, wrong, at=NOW + 3 * MINUTE)

    assert "right" in found
    assert "wrong" not in found
    assert DropDraft(wrong.id) not in effects
