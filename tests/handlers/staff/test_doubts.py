"""Whoever looks at a case hears what was read off a sheet, and what it does not fit."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from handlers.model.case import CaseKind
from handlers.model.doubt import Doubt, Reason
from handlers.model.draft import Draft
from handlers.model.finding import Field, Finding, Precision, Source, When, Words
from handlers.model.people import MessageId
from handlers.model.seen import Quality, RecordSheet, Seen, Shows, SignIn
from handlers.staff import doubts
from tests.handlers.made import NOW, draft, finding

SCENE = Seen(Shows.SCENE, 0.9, 800, 600, "0" * 16, Quality(0.8, 0.8, 0.8))
SIGNED = replace(
    SCENE, shows=Shows.SIGNIN, signin=SignIn(9, clear=True, day=date(2024, 8, 7))
)
FORM = RecordSheet(start=datetime(2025, 3, 1))  # noqa: DTZ001 -- as it stands on the paper
WRITTEN = replace(SCENE, shows=Shows.RECORD, record=FORM)
TODAY = When(NOW, None, Precision.DAY)


def told(*times: Finding) -> Draft:
    return replace(draft(), findings=times)


def time(value: When | Words, source: Source = Source.NOTE) -> Finding:
    return replace(finding(Field.TIME, value), source=source, message=MessageId("m"))


def test_a_sheet_of_another_day_is_named_with_what_was_told():
    found = doubts.about(CaseKind.UNSURE, [None, SCENE, SIGNED], told(time(TODAY)), NOW)

    assert found == Doubt(Reason.OTHER_DAY, NOW, Shows.SIGNIN, date(2024, 8, 7), TODAY)


def test_what_a_sheet_says_is_no_word_against_it():
    record = told(time(TODAY, Source.PICTURE))

    found = doubts.about(CaseKind.UNSURE, [WRITTEN], record, NOW)

    assert found == Doubt(Reason.OTHER_DAY, NOW, Shows.RECORD, date(2025, 3, 1))
    assert doubts.about(CaseKind.UNSURE, [WRITTEN], None, NOW) == found


@pytest.mark.parametrize(
    ("pictures", "reason"),
    [
        ([None, replace(SCENE, unsafe=True)], Reason.UNSAFE),
        ([SCENE, None], Reason.UNSEEN),
        ([SCENE], Reason.ELSEWHERE),
    ],
)
def test_why_a_picture_should_be_looked_at(pictures: list[Seen | None], reason: Reason):
    assert doubts.about(CaseKind.PICTURE, pictures, None, NOW) == Doubt(reason, NOW)


def test_other_cases_have_other_reasons():
    assert doubts.about(CaseKind.VOICE, [SIGNED], None, NOW) is None
    assert doubts.about(CaseKind.PICTURE, [], None, NOW) is None
    assert doubts.about(CaseKind.UNSURE, [SCENE], None, NOW) is None
