"""Numbers of people that do not go together: staff look, the group is not bothered."""

from dataclasses import replace

import pytest

from handlers import coach
from handlers.model.case import CaseKind
from handlers.model.draft import Draft
from handlers.model.effects import OpenCase
from handlers.model.finding import Count, Field, Picture, Source
from handlers.pictures.evidence import doubtful
from tests.handlers.made import NOW, SETTINGS, draft, due, finding, photo, state
from tests.pictures import described


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


def test_the_record_is_filed_all_the_same():
    here = showing("scene", "60")

    effects = coach.on_settled(
        state(here), due("settle", NOW + SETTINGS.coach.chatter), SETTINGS
    )

    assert [e.case.kind for e in effects if isinstance(e, OpenCase)] == [CaseKind.CONFLICT]
