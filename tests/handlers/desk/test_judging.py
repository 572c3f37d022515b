"""Staff say whether an activity is in the plan."""

from dataclasses import replace

import pytest

from handlers.model.activity import PlanStatus
from handlers.model.deed import Correct, Judge, Refusal
from handlers.model.draft import Status
from handlers.model.finding import Field, Words
from handlers.model.people import DraftId
from tests.handlers.desk.told import done, done_in, ledger, why
from tests.handlers.made import STATE, draft, filed, kept, said

D1 = DraftId("d1")
OUTSIDE = Judge(D1, PlanStatus.OUTSIDE)


def test_a_filed_record_is_what_staff_say():
    effects = done(OUTSIDE, filed())

    assert [(one.plan, one.version) for one in ledger(effects)] == [(PlanStatus.OUTSIDE, 2)]
    assert said(effects) == []


def test_leaders_hear_of_it_where_that_is_wanted():
    assert said(done(replace(OUTSIDE, reissue=True), filed())) == ["bulletin/activity"]


def test_it_stays_so_when_something_else_is_corrected():
    [judged] = kept(done(OUTSIDE, filed()))
    later = done_in(STATE, Correct(D1, Field.PLACE, (Words("河边"),)), judged)

    assert [one.plan for one in ledger(later)] == [PlanStatus.OUTSIDE]


def test_without_staffs_word_the_plan_decides_again():
    [judged] = kept(done(Judge(D1, PlanStatus.INSIDE), filed()))
    [again] = ledger(done_in(STATE, Judge(D1, None), judged))

    assert judged.plan is PlanStatus.INSIDE
    assert again.plan is PlanStatus.OUTSIDE


def test_an_open_record_remembers_it():
    [open_] = kept(done(OUTSIDE, draft(Field.PLACE)))

    assert (open_.plan, open_.status) == (PlanStatus.OUTSIDE, Status.OPEN)


@pytest.mark.parametrize(
    ("there", "refusal"),
    [
        ((), Refusal.UNKNOWN),
        ((draft(status=Status.WITHDRAWN),), Refusal.WITHDRAWN),
    ],
)
def test_what_is_not_there_is_not_judged(there, refusal: Refusal):
    assert why(done(OUTSIDE, *there)) is refusal
