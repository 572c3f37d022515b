"""Staff say which pictures go out, and what a picture shows."""

from dataclasses import replace

import pytest

from handlers.model.activity import Virtue
from handlers.model.deed import Choose, Mark, Refusal
from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, Finding, Picture
from handlers.model.people import DraftId
from handlers.model.seen import Quality, Seen, Shows, SignIn
from handlers.pictures import best, sheets
from tests.handlers.desk.told import done, ledger, why
from tests.handlers.made import (
    HOUR,
    NOW,
    SETTINGS,
    draft,
    filed,
    gathering,
    kept,
    photo,
    said,
)

D1 = DraftId("d1")
LOOKING = replace(SETTINGS, sight=HOUR)
SHEET = Seen(
    Shows.SIGNIN, 0.9, 9, 9, "00" * 8, Quality(0.5, 0.5, 0.5), signin=SignIn(17, clear=True)
)


def with_photos(*media: str, made: Draft | None = None) -> Draft:
    before = made or draft()
    found = (*before.findings, *(photo(one) for one in media))
    return replace(before, findings=found)


def with_sheet(seen: Seen = SHEET) -> Draft:
    shown = replace(photo("s"), value=Picture("s", seen))
    read = tuple(sheets.stated(shown, SETTINGS.zone))
    return replace(draft(Field.HEADCOUNT), findings=(shown, photo("a"), *read))


def mark(shows: Shows, media: str = "s") -> Mark:
    return Mark(D1, media, shows)


def numbers(draft: Draft) -> list[object]:
    return [f.value for f in draft.of(Field.HEADCOUNT)]


def shown(draft: Draft) -> list[str]:
    return [picture.media for picture in best.scenes(draft)]


def test_what_staff_chose_goes_with_the_bulletin_in_the_order_of_posting():
    many = with_photos(*"abcdefg", made=filed())
    effects = done(Choose(D1, ("g", "b"), reissue=True), many)

    [activity] = ledger(effects)
    assert [(one.media, one.virtue) for one in activity.best] == [
        ("b", Virtue.CHOSEN),
        ("g", Virtue.CHOSEN),
    ]
    assert said(effects) == ["bulletin/activity"]


def test_what_another_sheet_of_the_message_says_too_stays():
    """Two pages of one list, each with seventeen names."""
    other = replace(photo("t"), value=Picture("t", replace(SHEET, phash="f" * 16)))
    pages = with_sheet().add([other], NOW)

    [changed] = kept(done(mark(Shows.SCENE), pages))
    assert numbers(changed) == [Count(17)]
    assert sheets.signed(changed) == Count(17)
    [none] = kept(done(mark(Shows.SCENE, "t"), changed))
    assert numbers(none) == []
    [again] = kept(done(mark(Shows.SIGNIN), none))
    assert numbers(again) == [Count(17)]


def test_without_a_choice_the_best_go_again():
    chosen = replace(with_photos("a", "b"), chosen=("a",))

    [changed] = kept(done(Choose(D1), chosen))
    assert changed.chosen is None
    assert {one.media for one in best.go_along(changed, looks=False)} == {"a", "b"}
    assert done(Choose(D1, ("a",)), chosen) == []


def test_what_nobody_has_looked_at_goes_once_staff_have_chosen_it():
    here = with_photos("a", "b", made=filed())
    effects = done(Choose(D1, ("b",), reissue=True), here, settings=LOOKING)

    [activity] = ledger(effects)
    assert [one.media for one in activity.best] == ["b"]
    [looked] = kept(done(mark(Shows.SCENE, "a"), here))
    assert [one.media for one in best.fit(looked, looks=True)] == ["a"]


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (Choose(DraftId("x")), Refusal.UNKNOWN),
        (Choose(D1, ("z",)), Refusal.UNFIT),
        (Choose(D1, tuple("abcdef")), Refusal.TOO_MANY),
        (Mark(DraftId("x"), "a", Shows.OTHER), Refusal.UNKNOWN),
        (mark(Shows.OTHER, "z"), Refusal.NOTHING),
    ],
)
def test_what_cannot_be_is_refused(deed: Choose | Mark, refusal: Refusal):
    assert why(done(deed, with_photos(*"abcdefg"))) is refusal


def test_a_picture_that_is_none_of_the_activity_is_not_shown():
    [changed] = kept(done(mark(Shows.OTHER, "a"), with_photos("a", "b")))

    assert shown(changed) == ["b"]
    assert done(mark(Shows.OTHER, "a"), changed) == []


def test_a_picture_is_marked_as_a_sheet():
    [changed] = kept(done(mark(Shows.SIGNIN, "a"), with_photos("a", "b", made=filed())))
    [activity] = ledger(done(mark(Shows.SIGNIN, "a"), with_photos("a", "b", made=filed())))

    assert shown(changed) == ["b"]
    assert (activity.signin, activity.photos) == ("a", ("b",))


def test_what_was_read_off_a_picture_that_is_no_sheet_counts_no_more():
    [changed] = kept(done(mark(Shows.SCENE), with_sheet()))

    assert numbers(with_sheet()) == [Count(17)]
    assert numbers(changed) == []
    assert shown(changed) == ["s", "a"]


def test_marked_as_what_it_was_taken_for_it_counts_again():
    [scene] = kept(done(mark(Shows.SCENE), with_sheet()))
    [sheet] = kept(done(mark(Shows.SIGNIN), scene))

    assert numbers(sheet) == [Count(17)]
    assert not sheet.struck


def test_what_was_held_back_is_shown_once_staff_have_looked():
    unsafe = replace(SHEET, shows=Shows.SCENE, signin=None, unsafe=True)

    assert shown(with_sheet(unsafe)) == ["a"]
    [changed] = kept(done(mark(Shows.SCENE), with_sheet(unsafe)))
    assert shown(changed) == ["s", "a"]


def test_pictures_alone_go_on_waiting_for_words():
    [changed] = kept(done(mark(Shows.OTHER, "a"), gathering("a", "b")))
    assert changed.status is Status.GATHERING


def test_a_voice_among_the_pictures_changes_nothing():
    [one] = draft().of(Field.PLACE)
    odd = Finding(Field.PHOTO, one.value, one.source, one.message, None, one.by, one.at)
    strange = replace(draft(), findings=(odd,))
    assert why(done(mark(Shows.OTHER, "a"), strange)) is Refusal.NOTHING
