"""One lane, event by event."""

from dataclasses import replace

from handlers import lane
from handlers.model.case import Case, CaseKind, Listed, Outcome, QuestionStatus
from handlers.model.effects import (
    DropDraft,
    DropTimers,
    KeepDraft,
    KeepQuestion,
    KeepTalk,
    OpenCase,
    Say,
    SetTimer,
    Why,
)
from handlers.model.state import Talk
from tests.handlers.made import (
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    STAFF,
    STATE,
    draft,
    question,
    state,
)


def test_the_earliest_timer_runs_out_first_and_only_once():
    two = {("d2", "again"): NOW + HOUR, ("d1", "settle"): NOW}
    waiting = replace(STATE, timers=two)

    assert lane.next_due(waiting, NOW) == (NOW, "d1", "settle")
    assert lane.next_due(waiting, NOW - MINUTE) is None
    assert lane.next_due(STATE, NOW) is None
    after = lane.without_timer(waiting, (NOW, "d1", "settle"))
    assert dict(after.timers) == {("d2", "again"): NOW + HOUR}


def test_a_timer_found_late_counts_as_run_out_when_it_is_found():
    assert lane.moment(NOW, NOW + 2 * MINUTE) == NOW
    assert lane.moment(NOW, NOW + 3 * MINUTE) == NOW + 3 * MINUTE


def test_what_is_kept_replaces_what_was_there():
    changed = draft(corrected=True)

    assert lane.advance(STATE, [KeepDraft(draft())]).drafts == (draft(),)
    both = lane.advance(state(draft(), draft(id_="d2")), [KeepDraft(changed)])
    assert both.drafts == (changed, draft(id_="d2"))
    assert lane.advance(both, [DropDraft(changed.id)]).drafts == (draft(id_="d2"),)


def test_timers_are_set_moved_and_dropped_by_subject():
    set_ = [SetTimer("settle", "d1", NOW), SetTimer("again", "d2", NOW)]

    moved = lane.advance(STATE, [*set_, SetTimer("settle", "d1", NOW + HOUR)])

    assert moved.timers["d1", "settle"] == NOW + HOUR
    assert list(lane.advance(moved, [DropTimers("d1")]).timers) == [("d2", "again")]


def test_questions_are_remembered_in_their_order_answered_ones_too():
    asked = lane.advance(
        STATE, [KeepQuestion(question()), KeepQuestion(question(id_="q2"))]
    )
    answered = replace(question(), status=QuestionStatus.ANSWERED)

    assert [q.id for q in asked.questions] == ["q1", "q2"]
    after = lane.advance(asked, [KeepQuestion(answered)]).questions
    assert after == (answered, question(id_="q2"))


def test_how_a_room_talks_is_remembered_and_words_are_not():
    spoke = Talk(ROOM, spoke_at=NOW)

    after = lane.advance(STATE, [KeepTalk(spoke), Say(ROOM, Why.ASK, "coach/ask")])

    assert after == replace(STATE, talks={ROOM: spoke})
    assert after.talk(ROOM) is spoke
    assert STATE.talk(ROOM) == Talk(ROOM)


def test_a_case_that_is_opened_again_waits_again():
    case = Case(CaseKind.QUESTION, "q1", ROOM, NOW)
    other = Listed(2, replace(case, subject="q2"), outcome=Outcome.ANSWERED)
    ended = Listed(1, case, outcome=Outcome.ANSWERED, closed_by=STAFF, reason="好")

    after = lane.advance(replace(STATE, cases=(ended, other)), [OpenCase(case)])

    assert after.cases == (Listed(1, case), other)
