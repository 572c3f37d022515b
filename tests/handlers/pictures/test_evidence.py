"""Numbers of people that do not go together: staff look, the group is not bothered."""

from dataclasses import replace

import pytest

from handlers import coach
from handlers.model.case import CaseKind
from handlers.model.draft import Draft
from handlers.model.effects import OpenCase
from handlers.model.finding import Count, Field, Finding, Picture, Source
from handlers.pictures import sheets
from handlers.pictures.evidence import doubtful, late
from tests.handlers.made import NOW, SETTINGS, draft, due, finding, photo, state
from tests.pictures import PLAIN, described

LIST = described("signin", ["20"]) or PLAIN


def showing(what: str, *words: str) -> Draft:
    """A record that says 20 people, and a picture."""
    seen = replace(photo("a"), value=Picture("a", described(what, words)))
    return draft().add([seen], NOW)


@pytest.mark.parametrize(("people", "told"), [("5", False), ("26", False), ("27", True)])
def test_more_people_in_the_picture_than_came(people: str, told: bool):
    assert doubtful(showing("scene", people)) is told


def test_a_scene_without_people_and_a_record_without_a_number_are_no_doubt():
    assert not doubtful(showing("other"))
    assert not doubtful(draft(Field.HEADCOUNT))


@pytest.mark.parametrize(("count", "told"), [(22, False), (31, True)])
def test_an_unclear_sheet_far_from_the_word(count: int, told: bool):
    unclear = finding(Field.HEADCOUNT, Count(count, approx=True), source=Source.PICTURE)

    assert doubtful(draft().add([unclear], NOW)) is told


def test_a_clear_sheet_is_the_groups_to_settle_not_staffs():
    clear = finding(Field.HEADCOUNT, Count(40), source=Source.PICTURE)

    assert not doubtful(draft().add([clear], NOW))


def on_sheet(count: int, message: str) -> Finding:
    return finding(Field.HEADCOUNT, Count(count), source=Source.PICTURE, message=message)


@pytest.mark.parametrize(("count", "told"), [(13, False), (25, True)])
def test_sheets_that_disagree_where_nobody_has_said_a_number(count: int, told: bool):
    both = [on_sheet(12, "s"), on_sheet(count, "r")]

    assert doubtful(draft(Field.HEADCOUNT).add(both, NOW)) is told
    assert not doubtful(draft().add(both, NOW))


def test_two_sheets_beside_a_word_that_is_not_exact():
    about = finding(Field.HEADCOUNT, Count(20, approx=True))
    both = [about, on_sheet(18, "s"), on_sheet(23, "r")]

    assert doubtful(draft(Field.HEADCOUNT).add(both, NOW))


def test_pictures_that_may_be_one_page_twice_are_for_staff_whatever_was_said():
    pages = [
        replace(photo(m, m), value=Picture(m, replace(seen, phash=m * 16)))
        for m, seen in (("0", LIST), ("f", LIST))
    ]
    told = [s for page in pages for s in sheets.stated(page, SETTINGS.zone)]
    made = draft().add([*pages, *told], NOW)

    assert made.conflict(Field.HEADCOUNT) is None
    assert doubtful(made)
    desk = finding(Field.HEADCOUNT, Count(20), source=Source.DESK)
    assert not doubtful(made.add([desk], NOW))


def test_a_late_sheet_is_told_where_the_bulletin_says_otherwise():
    alone = draft(Field.HEADCOUNT).add([on_sheet(20, "s")], NOW)

    assert late(alone, alone.add([on_sheet(35, "r")], NOW))
    assert not late(alone, alone.add([on_sheet(21, "r")], NOW))
    assert late(draft(), draft().add([on_sheet(35, "r")], NOW))
    unclear = finding(Field.HEADCOUNT, Count(40, approx=True), source=Source.PICTURE)
    assert late(draft(), draft().add([unclear], NOW))


def test_the_record_is_filed_all_the_same():
    here = showing("scene", "60")

    effects = coach.on_settled(
        state(here), due("settle", NOW + SETTINGS.coach.chatter), SETTINGS
    )

    assert [e.case.kind for e in effects if isinstance(e, OpenCase)] == [CaseKind.CONFLICT]
