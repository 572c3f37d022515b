"""One record is two activities; the group is not asked about either (R2)."""

from handlers.model.deed import Correct, Refusal, Split
from handlers.model.draft import Status
from handlers.model.effects import FileActivity, OpenCase, StrikeActivity, Withhold
from handlers.model.finding import Field, Words
from handlers.model.people import DraftId, MessageId
from tests.handlers.desk.told import MADE, done, ledger, why
from tests.handlers.made import BERT, HOUR, NOW, ROOM, draft, filed, finding, kept, said

D1 = DraftId("d1")
OTHER = draft(id_="d2", at=NOW + HOUR).findings


def split(*messages: str, reissue: bool = False) -> Split:
    return Split(D1, tuple(map(MessageId, messages)), reissue)


def test_both_are_filed_if_both_are_complete():
    both = draft(findings=(*draft().findings, *OTHER))
    effects = done(split("d2/m"), both)
    rest, own = kept(effects)

    assert (rest.findings, own.findings) == (draft().findings, OTHER)
    assert (own.id, own.room, own.opened_at) == (f"{ROOM}/{MADE}/1", ROOM, NOW + HOUR)
    assert [one.status for one in (rest, own)] == [Status.FILED, Status.FILED]
    assert said(effects) == ["bulletin/activity", "bulletin/activity"]


def test_what_is_incomplete_is_handed_to_staff():
    more = finding(Field.THEME, Words("缝纽扣"), message="m9", by=BERT)
    effects = done(split("m9"), draft(findings=(*draft().findings, more)))
    rest, own = kept(effects)

    assert (rest.status, own.status) == (Status.FILED, Status.HANDED_OVER)
    assert own.author == BERT
    assert [e.case.subject for e in effects if isinstance(e, OpenCase)] == [own.id]
    assert said(effects) == ["bulletin/activity", "cases/hand_over"]


def test_what_is_left_of_a_filed_one_is_filed_anew_without_a_bulletin():
    both = filed(findings=(*draft().findings, *OTHER))
    effects = done(split("d2/m"), both)

    assert [one.version for one in ledger(effects)] == [2, 1]
    assert said(effects) == []
    assert said(done(split("d2/m", reissue=True), both)) == ["bulletin/activity"] * 2


def test_what_is_left_of_a_filed_one_leaves_the_ledger_if_it_is_incomplete():
    effects = done(split("d2/m"), filed(findings=(draft().findings[0], *OTHER)))

    assert StrikeActivity(D1) in effects
    assert Withhold("bulletin/d1/1/L") in effects
    assert [
        e.activity.headcount.number for e in effects if isinstance(e, FileActivity)
    ] == [20]


def test_without_a_leaders_room_there_is_no_bulletin_to_hold_back():
    cut = filed(findings=(draft().findings[0], *OTHER))
    effects = done(split("d2/m"), cut, leaders=None)

    assert not [e for e in effects if isinstance(e, Withhold)]


def test_what_staff_took_out_goes_where_its_message_goes():
    [struck] = kept(
        done(Correct(D1, Field.PLACE), draft(findings=(*OTHER, *draft().findings)))
    )
    rest, own = kept(done(split("d2/m"), struck))

    assert [s.finding.message for s in rest.struck] == ["d1/m"]
    assert [s.finding.message for s in own.struck] == ["d2/m"]


def test_what_cannot_be_is_refused():
    assert why(done(split("d1/m"), draft())) is Refusal.NOTHING
    assert why(done(split("x"), draft())) is Refusal.NOTHING
    assert why(done(split("x"))) is Refusal.UNKNOWN
