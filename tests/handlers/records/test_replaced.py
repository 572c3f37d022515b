"""What was put right is not told the old way beside it (R6, R7)."""

import pytest

from handlers.model.finding import Count, Field, Source, Value, Words
from handlers.records.replaced import as_it_holds
from tests.handlers.made import HOUR, NOW, STAFF, draft, finding

TOLD = "上午在活动室扦插，来了20个人"


def righted(field: Field, value: Value, source: Source = Source.CORRECTION):
    later = finding(field, value, source=source, message="m2", at=NOW + HOUR)
    return draft().add([later], NOW + HOUR)


@pytest.mark.parametrize("source", [Source.CORRECTION, Source.DESK])
def test_neither_the_number_nor_the_place_that_somebody_put_right(source: Source):
    assert (
        as_it_holds(TOLD, righted(Field.HEADCOUNT, Count(16), source)) == "上午在活动室扦插"
    )
    elsewhere = righted(Field.PLACE, Words("凉亭"), source)
    assert as_it_holds(TOLD, elsewhere) == "上午扦插，来了20个人"


def test_what_staff_struck_is_not_told_either():
    changed = righted(Field.HEADCOUNT, Count(16), Source.DESK)
    struck = changed.strike({changed.of(Field.HEADCOUNT)[0]}, STAFF, NOW)

    assert as_it_holds(TOLD, struck) == "上午在活动室扦插"


def test_two_words_for_one_number_are_both_kept():
    assert as_it_holds(TOLD, righted(Field.HEADCOUNT, Count(16), Source.ANSWER)) == TOLD


def test_a_place_told_more_closely_contradicts_nothing():
    assert as_it_holds(TOLD, righted(Field.PLACE, Words("活动室南边"))) == TOLD


def test_nothing_holds_no_longer_where_nothing_is_known():
    assert as_it_holds(TOLD, draft(Field.HEADCOUNT, Field.PLACE)) == TOLD
