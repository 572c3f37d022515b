"""What pictures show comes back: posters fall away, sheets speak, staff see the rest."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from handlers import coach, intake, lane
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Draft, Status
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    OpenCase,
    RunErrand,
    SetTimer,
)
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import MessageArrived, PicturesSeen
from handlers.model.finding import Count, Field, Finding, Picture, Source
from handlers.model.people import DraftId, MessageId
from handlers.model.seen import Seen
from handlers.model.state import State
from handlers.pictures import sight
from handlers.records import filing
from handlers.waiting import awaited
from tests.handlers.made import (
    ANNA,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    draft,
    due,
    finding,
    gathering,
    kept,
    photo,
    recalls,
    says,
    state,
)
from tests.pictures import described

WAIT = 10 * MINUTE
LOOKING = replace(SETTINGS, sight=WAIT)
SCENE, POSTER = described("scene", ["12"]), described("other", [])
SHEET = described("signin", ["23", f"{NOW:%Y-%m-%d}"])
CASE = Case(CaseKind.PICTURE, f"{ROOM}/p", ROOM, NOW)


def shows(*media: str, by=ANNA, text: str = "") -> MessageArrived:
    return replace(says(text, by=by), message=MessageId("p"), pictures=media)


def seen(pictures: dict[str, Seen | None], *missing: str) -> PicturesSeen:
    known = {media: one for media, one in pictures.items() if one is not None}
    return PicturesSeen(1, shows(*pictures, *missing), NOW, known, frozenset(missing))


def taken(*media: str, **more: object) -> Draft:
    """A record that has these pictures of the message."""
    return replace(draft(), **more).add([photo(m, "p") for m in media], NOW)


def after(before: State, effects: Sequence[Effect]) -> State:
    return lane.advance(before, effects)


def test_pictures_of_members_are_looked_at():
    effects = intake.on_message(state(), shows("a"), LOOKING)

    assert RunErrand(Errand(ErrandKind.SIGHT, ROOM, MessageId("p"))) in effects
    assert SetTimer("looking", f"{ROOM}/p/pictures", NOW + WAIT) in effects


@pytest.mark.parametrize(
    ("event", "settings"),
    [
        (shows("a"), SETTINGS),
        (shows("a", by=STAFF), LOOKING),
        (says("今天风真大"), LOOKING),
    ],
    ids=["switched off", "of staff", "no pictures"],
)
def test_others_are_not(event: MessageArrived, settings):
    effects = intake.on_message(state(), event, settings)

    assert not any(isinstance(e, RunErrand) for e in effects)


def test_no_record_is_asked_about_meanwhile_and_at_once_afterwards():
    open_ = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    busy = after(open_, intake.on_message(open_, shows("a"), LOOKING))

    busy = after(busy, coach.on_settled(busy, due("settle"), LOOKING))
    assert busy.timers["d1", "settle"] == NOW + WAIT

    done = after(busy, sight.on_seen(busy, seen({"a": SCENE}), LOOKING))
    assert done.timers["d1", "settle"] == NOW
    assert (f"{ROOM}/p/pictures", "looking") not in done.timers


def test_a_picture_knows_what_it_shows_and_not_the_words_on_it():
    lettered = replace(described("scene", ["3"]), text=("电话 1",))
    here = state(taken("a"))

    [record] = kept(sight.on_seen(here, seen({"a": lettered}), LOOKING))

    [picture] = record.of(Field.PHOTO)
    assert picture.value.seen == replace(lettered, text=())
    assert record.touched_at == here.drafts[0].touched_at


def test_a_sheet_fills_gaps_and_the_record_settles_again():
    lacking = replace(taken("s"), findings=draft(Field.HEADCOUNT).findings)
    lacking = lacking.add([photo("s", "p")], NOW - MINUTE)

    effects = sight.on_seen(state(lacking), seen({"s": SHEET}), LOOKING)

    [record] = kept(effects)
    assert record.value(Field.HEADCOUNT) == Count(23)
    assert SetTimer("settle", record.id, NOW + SETTINGS.coach.settle) in effects


def test_a_picture_that_nobody_can_look_at_is_for_staff():
    effects = sight.on_seen(state(taken("x")), seen({"x": None}), LOOKING)

    [record] = kept(effects)
    assert record.of(Field.PHOTO) == ()
    assert OpenCase(CASE) in effects


def test_when_it_is_given_up_pictures_stay_and_staff_look():
    nobody = replace(seen({"x": None}), given_up=True)

    effects = sight.on_seen(state(taken("x")), nobody, LOOKING)

    assert kept(effects)[0].of(Field.PHOTO) == (photo("x", "p"),)
    assert OpenCase(CASE) in effects


def test_what_was_nothing_but_such_a_picture_is_dropped():
    waiting = replace(gathering("x"), findings=(photo("x", "p"),))

    effects = sight.on_seen(state(waiting), seen({"x": None}), LOOKING)

    assert DropDraft(waiting.id) in effects
    assert DropTimers(waiting.id) in effects


def test_an_unsafe_picture_is_kept_back_for_staff():
    effects = sight.on_seen(
        state(taken("u")), seen({"u": described("unsafe", [])}), LOOKING
    )

    assert OpenCase(CASE) in effects
    assert kept(effects)[0].of(Field.PHOTO)


def test_a_picture_of_another_organisation_is_for_staff():
    """Evidence that is passed around is what the papers call a mosquito hall (蚊子馆)."""
    borrowed = replace(seen({"a": SCENE}), elsewhere=frozenset({"a"}))

    effects = sight.on_seen(state(taken("a")), borrowed, LOOKING)

    assert OpenCase(CASE) in effects
    assert kept(effects)[0].of(Field.PHOTO)


@pytest.mark.parametrize("before", [{"d0"}, {"d0", "d1"}], ids=["another", "and this one"])
def test_a_picture_of_another_record_is_for_staff(before: set[str]):
    again = replace(seen({"a": SCENE}), again={"a": frozenset(map(DraftId, before))})

    assert OpenCase(CASE) in sight.on_seen(state(taken("a")), again, LOOKING)


@pytest.mark.parametrize(
    "here",
    [taken("a"), taken("a", id=DraftId("d2"), absorbed=(DraftId("d1"),))],
    ids=["this one", "merged into this one"],
)
def test_sent_twice_for_one_record_it_is_no_copy(here: Draft):
    again = replace(seen({"a": SCENE}), again={"a": frozenset({DraftId("d1")})})

    effects = sight.on_seen(state(here), again, LOOKING)

    assert not any(isinstance(e, OpenCase) for e in effects)


@pytest.mark.parametrize("here", [(), (taken("a", status=Status.WITHDRAWN),)])
def test_what_is_in_no_record_is_used_for_nothing(here: tuple[Draft, ...]):
    again = replace(seen({"a": SCENE}), again={"a": frozenset({DraftId("d0")})})

    assert sight.on_seen(state(*here), again, LOOKING) == []


def test_late_it_changes_no_bulletin_that_is_out():
    """It was filed without the picture, which then turns out to be a scene."""
    here = taken("a", status=Status.FILED, version=1)
    out = filing.record(state(here), here, LOOKING)

    effects = sight.on_seen(state(here), seen({"a": SCENE}), LOOKING)

    [record] = kept(effects)
    assert out.best == ()
    assert effects == [KeepDraft(record)]
    [choice] = filing.record(state(record), record, LOOKING).best
    assert choice.media == "a"


def test_a_picture_whose_bytes_are_missing_stays_as_it_is():
    effects = sight.on_seen(state(taken("m")), seen({}, "m"), LOOKING)

    assert kept(effects)[0].of(Field.PHOTO) == (photo("m", "p"),)
    assert not any(isinstance(e, OpenCase) for e in effects)


def test_other_records_and_withdrawn_ones_are_left_alone():
    other = draft(id_="d2")
    gone = taken("a", status=Status.WITHDRAWN)

    assert sight.on_seen(state(other, gone), seen({"a": SCENE}), LOOKING) == []


def test_a_sheet_of_another_day_states_nothing_here():
    foreign = described("signin", ["9", f"{NOW - 3 * 24 * 60 * MINUTE:%Y-%m-%d}"])
    here = taken("s")

    effects = sight.on_seen(state(here), seen({"s": foreign}), LOOKING)

    assert kept(effects)[0].value(Field.HEADCOUNT) == here.value(Field.HEADCOUNT)
    assert OpenCase(replace(CASE, kind=CaseKind.UNSURE)) in effects
    filed = filing.file(after(state(here), effects), here, NOW, LOOKING)
    assert not any(isinstance(e, CloseCase) and e.subject == CASE.subject for e in filed)


@pytest.mark.parametrize(("count", "told"), [("20", False), ("23", True)])
def test_after_filing_a_sheet_that_disagrees_is_for_staff(count: str, told: bool):
    here = taken("s", status=Status.FILED)
    sheet = described("signin", [count])

    effects = sight.on_seen(state(here), seen({"s": sheet}), LOOKING)

    [record] = kept(effects)
    assert record.of(Field.HEADCOUNT) == here.of(Field.HEADCOUNT)
    assert any(isinstance(e, OpenCase) for e in effects) is told
    assert KeepDraft(record) in effects


def test_three_posters_are_no_activity_but_one_sheet_is():
    posters = replace(gathering("a"), findings=tuple(photo(m, "p") for m in "abc"))
    here = state(posters)
    here = after(here, sight.on_seen(here, seen(dict.fromkeys("abc", POSTER)), LOOKING))
    over = due("settle", NOW + 60 * MINUTE)
    assert DropDraft(posters.id) in coach.on_settled(here, over, LOOKING)

    sheet = replace(gathering("s"), findings=(photo("s", "p"),))
    here = state(sheet)
    here = after(here, sight.on_seen(here, seen({"s": SHEET}), LOOKING))
    [opened] = kept(coach.on_settled(here, over, LOOKING))
    assert opened.status is Status.OPEN


def test_nobody_waits_for_a_picture_that_was_taken_back():
    here = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    busy = after(here, intake.on_message(here, shows("a"), LOOKING))
    busy = after(busy, coach.on_settled(busy, due("settle"), LOOKING))

    done = after(busy, intake.on_recall(busy, recalls("p"), LOOKING))

    assert awaited(done) == ()
    assert done.timers["d1", "settle"] == NOW


def test_a_sheet_of_last_year_is_no_activity_of_today():
    old = described("signin", ["12", f"{NOW - 400 * 24 * 60 * MINUTE:%Y-%m-%d}"])
    sheet = replace(gathering("s"), findings=(photo("s", "p"),))
    here = state(sheet)

    effects = sight.on_seen(here, seen({"s": old}), LOOKING)

    assert OpenCase(replace(CASE, kind=CaseKind.UNSURE)) in effects
    over = due("settle", NOW + 60 * MINUTE)
    assert DropDraft(sheet.id) in coach.on_settled(after(here, effects), over, LOOKING)


WEEK_AGO = described("signin", ["9", f"{NOW - 168 * HOUR:%Y-%m-%d}"])
TO_COME = described("signin", ["9", "2077-05-08"])
SCENES = finding(Field.PHOTO, Picture("x", SCENE), source=Source.PICTURE, message="q")


def album(other: Seen, *more: Finding) -> Draft:
    """A record of pictures alone: a sheet that was seen before, and one of now."""
    first = finding(Field.PHOTO, Picture("o", other), source=Source.PICTURE, message="o")
    return replace(gathering(), findings=(first, *more, photo("s", "p")))


@pytest.mark.parametrize("first", [WEEK_AGO, TO_COME])
def test_a_sheet_of_another_day_becomes_a_record_of_its_own(first: Seen):
    before = album(first, SCENES)

    effects = sight.on_seen(state(before), seen({"s": SHEET}), LOOKING)

    rest, alone = kept(effects)
    assert (rest.id, [f.message for f in rest.findings]) == (before.id, ["o", "q"])
    assert (alone.status, alone.value(Field.HEADCOUNT)) == (Status.GATHERING, Count(23))
    assert alone.messages() == {MessageId("p")}
    assert SetTimer("settle", alone.id, NOW + SETTINGS.coach.settle) in effects


def test_one_of_a_day_to_come_states_nothing_there_either():
    effects = sight.on_seen(state(album(SHEET)), seen({"s": TO_COME}), LOOKING)

    _, alone = kept(effects)
    assert {f.field for f in alone.findings} == {Field.PHOTO}
    assert any(isinstance(e, OpenCase) for e in effects)


@pytest.mark.parametrize(
    "first",
    [
        SHEET,
        described("signin", ["9"]),
        described("record", ["9", f"{NOW - 168 * HOUR:%Y-%m-%d}"]),
    ],
    ids=["the same day", "no day", "a record sheet"],
)
def test_other_sheets_go_together(first: Seen):
    effects = sight.on_seen(state(album(first)), seen({"s": SHEET}), LOOKING)

    assert len(kept(effects)) == 1
