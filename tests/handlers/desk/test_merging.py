"""Two records are one activity: nothing is lost, and nobody is counted twice."""

from datetime import timedelta

from handlers.model.deed import Correct, Merge, Refusal
from handlers.model.draft import Ask, Status
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    FileActivity,
    StrikeActivity,
    Withhold,
)
from handlers.model.finding import Count, Field
from handlers.model.people import DraftId
from handlers.records.joining import quotes
from tests.handlers.desk.told import LATER, done, done_in, ledger, why
from tests.handlers.made import (
    COMPLETE,
    HOUR,
    NOW,
    STAFF,
    STATE,
    draft,
    filed,
    finding,
    gathering,
    kept,
    quote,
    said,
    says,
)

MERGE = Merge(DraftId("d2"), DraftId("d1"))
AGAIN = Merge(DraftId("d2"), DraftId("d1"), reissue=True)


def test_the_one_that_is_left_has_all_findings_the_oldest_first():
    later = draft(Field.PLACE, id_="d2", at=NOW - HOUR)
    gone, left = kept(done(MERGE, draft(), later))

    assert (gone.status, gone.findings) == (Status.WITHDRAWN, ())
    assert set(left.findings) == {*draft().findings, *later.findings}
    assert left.findings[0] in later.findings
    assert (left.opened_at, left.touched_at) == (NOW - HOUR, NOW)
    assert left.status is Status.OPEN


def test_what_both_have_stands_once():
    one = finding(Field.SERVED, Count(5))
    both = [draft(findings=(one,)), draft(id_="d2", findings=(one,))]

    assert kept(done(MERGE, *both))[1].findings == (one,)


def test_the_group_was_asked_as_often_as_about_both():
    first = draft(Field.PLACE).request(Ask.ASK, (Field.PLACE,), LATER)
    other = draft(Field.PLACE, id_="d2").request(Ask.ASK, (Field.PLACE,), NOW)

    assert [r.at for r in kept(done(MERGE, first, other))[1].requests] == [NOW, LATER]


def test_of_two_filed_ones_one_stays_in_the_ledger_and_leaders_hear_nothing():
    effects = done(MERGE, filed(), filed(id_="d2", version=2))
    struck, activity = ledger(effects)

    assert struck == "d2"
    assert (activity.id, activity.version, activity.headcount) == ("d1", 3, Count(20))
    assert [e for e in effects if isinstance(e, StrikeActivity | FileActivity | Withhold)][
        1
    ] == Withhold("bulletin/d2/2/L")
    assert said(effects) == []


def test_leaders_get_one_bulletin_if_staff_want():
    assert said(done(AGAIN, filed(), filed(id_="d2"))) == ["bulletin/activity"]


def test_what_was_filed_stays_filed_though_the_other_was_not():
    effects = done(MERGE, draft(Field.PLACE), filed(id_="d2"))
    gone, left = kept(effects)

    assert (left.status, left.version, left.filed_at) == (Status.FILED, 2, NOW)
    assert left.marks == {"place": "before"}
    assert DropTimers(gone.id) in effects
    assert CloseCase("d2", LATER, by=STAFF) in effects


def test_what_staff_took_out_of_either_stays_out():
    deed = Correct(DraftId("d2"), Field.PLACE)
    [other] = kept(done(deed, draft(id_="d2")))

    assert kept(done(MERGE, draft(), other))[1].struck == other.struck


def test_the_furthest_decides_how_it_goes_on():
    pictures = gathering("a", id_="d2")
    handed = draft(Field.PLACE, id_="d2", status=Status.HANDED_OVER)

    assert kept(done(MERGE, gathering("b"), pictures))[1].status is Status.GATHERING
    assert kept(done(MERGE, draft(), pictures))[1].status is Status.OPEN
    assert kept(done(MERGE, draft(Field.PLACE), handed))[1].status is Status.HANDED_OVER
    assert kept(done(MERGE, draft(), handed))[1].status is Status.FILED  # complete now


def test_who_quotes_what_was_asked_about_the_other_means_the_one_that_is_left():
    [_, left] = kept(done(MERGE, draft(), draft(id_="d2")))

    assert quotes(left, says("3号楼", quoted=quote("out", draft="d2")))
    assert not quotes(left, says("3号楼", quoted=quote("out")))


def test_a_third_one_takes_both_in():
    [_, left] = kept(done(MERGE, draft(), draft(id_="d2")))
    deed = Merge(DraftId("d1"), DraftId("d3"))
    third = draft(*COMPLETE, id_="d3")

    assert kept(done(deed, left, third))[1].absorbed == ("d1", "d2")


def test_what_cannot_be_is_refused():
    unknown = Merge(DraftId("x"), DraftId("d1"))
    nowhere = Merge(DraftId("d1"), DraftId("x"))
    itself = Merge(DraftId("d1"), DraftId("d1"))
    gone = draft(id_="d2", status=Status.WITHDRAWN)

    assert why(done(unknown, draft())) is Refusal.UNKNOWN
    assert why(done(nowhere, draft())) is Refusal.UNKNOWN
    assert why(done(itself, draft())) is Refusal.NOTHING
    assert why(done(MERGE, draft(), gone)) is Refusal.WITHDRAWN


def test_old_records_are_merged_too():
    old = [filed(at=NOW - timedelta(days=90)), filed(id_="d2", at=NOW - timedelta(days=90))]
    assert len(ledger(done_in(STATE, MERGE, *old))) == 2
