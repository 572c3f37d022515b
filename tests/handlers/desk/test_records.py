"""Staff withdraw a record, bring it back, accept it as it is, or have it told again."""

from dataclasses import replace

from handlers.model.deed import File, Merge, Refusal, Reissue, Restore, Withdraw
from handlers.model.draft import Status
from handlers.model.effects import CloseCase, DropTimers, StrikeActivity, Withhold
from handlers.model.finding import Field, Precision, When
from handlers.model.people import DraftId
from tests.handlers.desk.told import LATER, done, done_in, ledger, why
from tests.handlers.made import NOW, STAFF, STATE, draft, filed, gathering, kept, said

D1 = DraftId("d1")
WITHDRAW, RESTORE, FILE = Withdraw(D1, "试用"), Restore(D1), File(D1)


def test_a_withdrawn_record_is_counted_and_waited_for_no_more():
    effects = done(WITHDRAW, filed())
    [gone] = kept(effects)

    assert (gone.status, gone.reason, gone.version) == (Status.WITHDRAWN, "试用", 1)
    assert gone.findings == filed().findings
    assert effects[1:] == [
        DropTimers(D1),
        CloseCase(D1, LATER, by=STAFF),
        StrikeActivity(D1),
        Withhold("bulletin/d1/1/L"),
    ]


def test_one_that_was_not_filed_leaves_no_ledger():
    assert ledger(done(WITHDRAW, draft())) == []


def test_a_withdrawn_record_comes_back_as_it_was():
    before = filed()
    [gone] = kept(done(WITHDRAW, before))
    effects = done_in(STATE, RESTORE, gone)

    newest = max(one.at for one in before.findings)
    assert gone.touched_at == LATER  # its messages are kept for a while from then on
    assert [one.touched_at for one in kept(effects)] == [newest]
    assert [(one.status, one.reason) for one in kept(effects)] == [(Status.FILED, "")]
    assert [one.version for one in ledger(effects)] == [2]
    assert said(effects) == []


def test_one_that_never_was_filed_is_judged_now():
    gone = draft(status=Status.WITHDRAWN)

    assert said(done(RESTORE, gone)) == ["bulletin/activity"]
    incomplete = replace(draft(Field.PLACE), status=Status.WITHDRAWN)
    assert [one.status for one in kept(done(RESTORE, incomplete))] == [Status.HANDED_OVER]


def test_what_was_merged_or_is_nowhere_cannot_come_back():
    [empty, _] = kept(done(Merge(DraftId("d2"), D1), draft(), draft(id_="d2")))

    assert why(done(Restore(DraftId("d2")), empty)) is Refusal.NOTHING
    assert why(done(RESTORE)) is Refusal.UNKNOWN
    assert done(RESTORE, draft()) == []


def test_the_bulletin_is_told_again_as_the_next_version():
    effects = done(Reissue(D1, 1), filed())
    [bulletin] = [e for e in effects if getattr(e, "prompt", "")]

    assert bulletin.key == "bulletin/d1/2/L"
    assert why(done(Reissue(D1, 1), filed(version=2))) is Refusal.CHANGED
    assert why(done(Reissue(D1, 0), draft())) is Refusal.NOT_FILED
    assert why(done(Reissue(D1, 0))) is Refusal.UNKNOWN


def test_staff_accept_a_record_as_it_is():
    handed = draft(Field.PLACE, Field.FEEDBACK, status=Status.HANDED_OVER)
    effects = done(FILE, handed)

    assert [one.place for one in ledger(effects)] == [None]
    assert said(effects) == ["bulletin/activity"]
    assert CloseCase(D1, LATER, by=STAFF) in effects


def test_pictures_alone_are_dated_by_their_day():
    [activity] = ledger(done(FILE, gathering("a")))

    assert activity.when == When(NOW.replace(hour=0), None, Precision.DAY)
    assert activity.photos == ("a",)


def test_what_is_filed_or_empty_or_gone_is_not_filed():
    assert done(FILE, filed()) == []
    assert why(done(FILE, draft(findings=()))) is Refusal.NOTHING
    assert why(done(FILE, draft(status=Status.WITHDRAWN))) is Refusal.WITHDRAWN
