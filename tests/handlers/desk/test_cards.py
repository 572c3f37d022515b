"""At the desk staff do with a case what words in their room do (R12)."""

from dataclasses import replace

import pytest

from handlers import lane
from handlers.desk.deeds import on_deed
from handlers.model.case import (
    Case,
    CaseKind,
    Entry,
    Further,
    Listed,
    Outcome,
    QuestionStatus,
)
from handlers.model.deed import (
    Answer,
    Deed,
    Drop,
    End,
    How,
    Learn,
    Refusal,
    Release,
    Take,
    TakeBack,
)
from handlers.model.effects import (
    CloseCase,
    Effect,
    KeepEntry,
    KeepQuestion,
    OpenCase,
    Say,
    SetReminder,
    TakeCase,
)
from handlers.model.people import MessageId, PersonId
from handlers.model.state import State
from tests.handlers.cards import NEVER, OTHER, card, room
from tests.handlers.desk.told import LATER, MADE, at_desk, why
from tests.handlers.made import (
    ANNA,
    BERT,
    HOUR,
    NOW,
    ROOM,
    STAFF,
    STAFF_ROOM,
    question,
    said,
)

ASKED = question()
CARD = card(ASKED, 3)
OPEN = Listed(4, Case(CaseKind.HAND_OVER, "d1", ROOM, NOW))
REPLY = "可以，把小票交给组长"


def done(deed: Deed, before: State | None = None, by=STAFF) -> list[Effect]:
    return on_deed(before or room(CARD, OPEN), at_desk(deed, by=by), NEVER)


def after(deed: Deed, before: State | None = None) -> State:
    before = before or room(CARD, OPEN)
    return lane.advance(before, done(deed, before))


def test_somebody_takes_a_case_and_once_is_enough():
    assert done(Take(4)) == [TakeCase(4, STAFF, LATER)]
    assert done(Take(4), after(Take(4))) == []


def test_whoever_had_taken_it_is_told_in_the_staffs_room():
    taken = room(replace(OPEN, taken_by=OTHER))
    [_, told] = done(Take(4), taken)

    assert isinstance(told, Say)
    assert (told.room, told.prompt) == (STAFF_ROOM, "cases/taken_over")
    assert done(Take(4), replace(taken, staff=None)) == [TakeCase(4, STAFF, LATER)]


def test_a_case_that_nobody_looks_after_is_as_a_new_one():
    released = [TakeCase(4, None, LATER), SetReminder(4, None, 0)]

    assert done(Release(4), after(Take(4))) == released
    assert done(Release(4)) == []


def test_a_case_ends_as_staff_say():
    assert done(End(4)) == [
        CloseCase("d1", LATER, Outcome.DONE, STAFF, kind=CaseKind.HAND_OVER)
    ]
    assert done(Drop(4, "试用"))[0] == CloseCase(
        "d1", LATER, Outcome.DROPPED, STAFF, "试用", CaseKind.HAND_OVER
    )
    assert done(End(4), after(End(4))) == []


def test_a_question_that_is_ended_waits_no_more():
    [kept, closed] = done(End(3))

    assert isinstance(kept, KeepQuestion)
    assert kept.question.status is QuestionStatus.CLOSED_BY_HUMAN
    assert isinstance(closed, CloseCase)


@pytest.mark.parametrize("deed", [Take(4), Release(4), Drop(4), End(4)])
def test_what_somebody_else_has_ended_is_ended(deed: Deed):
    ended = room(replace(OPEN, outcome=Outcome.DONE, closed_by=OTHER))
    assert why(done(deed, ended)) is Refusal.ENDED


def test_an_answer_goes_to_whoever_asked():
    effects = done(Answer(3, f" {REPLY} ", ("a",)))
    [kept, closed, relay] = effects

    assert isinstance(relay, Say)
    assert (relay.room, relay.prompt, relay.to) == (ROOM, "cases/relay", (ANNA,))
    assert (relay.data["answer"], relay.photos) == (REPLY, ("a",))
    assert relay.key == f"relay/{ASKED.id}/{MADE}"
    assert closed == CloseCase(ASKED.id, LATER, Outcome.ANSWERED, STAFF)
    assert isinstance(kept, KeepQuestion)
    assert kept.question.replies[0].by == STAFF


def test_an_answer_for_a_group_that_the_bot_has_left_is_refused():
    gone = replace(room(CARD, OPEN), gone=frozenset({ROOM}))
    assert why(done(Answer(3, REPLY), gone)) is Refusal.ROOM_GONE


def test_an_answer_is_brought_once():
    answered = after(Answer(3, REPLY))

    assert done(Answer(3, REPLY), answered) == []
    assert why(done(Answer(3, "不行"), answered)) is Refusal.ANSWERED
    assert said(done(Answer(3, "补充：写上日期"), answered)) == ["cases/relay"]
    both = after(Answer(3, "补充：写上日期"), answered)
    assert done(Answer(3, "补充：写上日期"), both) == []


def test_the_same_words_answer_what_was_asked_since():
    answered = after(Answer(3, REPLY))
    [asked] = answered.questions
    further = Further(BERT, MessageId("q2"), "我的呢？", LATER + HOUR)
    waits = QuestionStatus.ESCALATED
    again = replace(asked, status=waits, further=(further,))

    assert said(done(Answer(3, REPLY), room(CARD, questions=(again,)))) == ["cases/relay"]


def test_an_answer_is_taken_back():
    effects = done(TakeBack(3), after(Answer(3, REPLY)))

    assert [type(one) for one in effects][:2] == [KeepQuestion, OpenCase]
    assert said(effects) == []  # the page shows that it waits again
    assert why(done(TakeBack(3))) is Refusal.UNANSWERED


def test_an_answer_is_known_from_then_on():
    known, _ = done(Learn(3), after(Answer(3, REPLY)))

    assert isinstance(known, KeepEntry)
    assert (known.entry.answer, known.entry.approver) == (REPLY, STAFF)
    assert why(done(Learn(3))) is Refusal.UNANSWERED


def test_where_something_alike_is_known_staff_choose():
    entry = Entry("k1", ASKED.text, "不能")
    there = replace(after(Answer(3, REPLY)), knowledge=(entry,))

    assert why(done(Learn(3), there)) is Refusal.ALIKE
    merged, _ = done(Learn(3, How.MERGE), there)
    assert isinstance(merged, KeepEntry)
    assert (merged.entry.id, merged.entry.answer) == ("k1", REPLY)
    apart, _ = done(Learn(3, How.APART), there)
    assert isinstance(apart, KeepEntry)
    assert apart.entry.id != "k1"


def test_what_cannot_be_is_refused():
    assert why(done(Take(9))) is Refusal.UNKNOWN
    assert why(done(Answer(4, "好"))) is Refusal.NO_QUESTION
    assert why(done(Answer(3, " "))) is Refusal.NOTHING


def test_an_account_that_is_nobody_in_the_chats_is_kept_by_its_id():
    somebody = PersonId("account:7")

    assert done(Take(4), by=somebody) == [TakeCase(4, somebody, LATER)]
