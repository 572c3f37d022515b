"""Staff put a field right; what others said stays in the history (R5, R6)."""

from dataclasses import replace

import pytest

from handlers import coach
from handlers.desk.correcting import FITS
from handlers.model.case import CaseKind
from handlers.model.deed import Correct, Refusal
from handlers.model.draft import Status
from handlers.model.effects import CloseCase, KeepDraft, SetTimer
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Picture,
    Source,
    Speech,
    Value,
    When,
    Words,
)
from handlers.model.people import DraftId
from handlers.pictures.evidence import doubtful
from handlers.records import supplement
from handlers.records.pieces import SETTLE
from tests.handlers.desk.told import LATER, MADE, MONTHS, done, done_in, ledger, why
from tests.handlers.made import (
    ANNA,
    COMPLETE,
    HOUR,
    NOW,
    SETTINGS,
    STAFF,
    STATE,
    disputed,
    draft,
    due,
    filed,
    finding,
    gathering,
    kept,
    said,
    says,
    state,
)

D1 = DraftId("d1")


def correct(field: Field, *values: Value, reissue: bool = False) -> Correct:
    return Correct(D1, field, values, reissue)


def test_staff_are_cited_like_anybody_else():
    [changed] = kept(done(correct(Field.HEADCOUNT, Count(22)), draft()))

    assert changed.best(Field.HEADCOUNT) == Finding(
        Field.HEADCOUNT, Count(22), Source.DESK, MADE, None, STAFF, LATER
    )
    assert [f.value for f in changed.of(Field.HEADCOUNT)] == [Count(20), Count(22)]


def test_their_word_holds_until_a_member_puts_it_right():
    [changed] = kept(done(correct(Field.HEADCOUNT, Count(22, approx=True)), draft()))
    note = finding(Field.HEADCOUNT, Count(30), at=LATER + HOUR)
    fixed = finding(Field.HEADCOUNT, Count(25), source=Source.CORRECTION, at=LATER + HOUR)
    before = finding(Field.HEADCOUNT, Count(9), source=Source.CORRECTION, at=NOW)

    assert changed.add([note, before], NOW).value(Field.HEADCOUNT) == Count(22, approx=True)
    assert changed.add([note, fixed], NOW).value(Field.HEADCOUNT) == Count(25)


def test_a_second_thought_of_staff_replaces_the_first():
    [once] = kept(done(correct(Field.PLACE, Words("西门")), draft()))
    [twice] = kept(done(correct(Field.PLACE, Words("北门")), once))

    assert twice.value(Field.PLACE) == Words("北门")
    assert [s.finding.value for s in twice.struck] == [Words("西门")]


def test_of_what_may_be_several_staff_say_all():
    both = draft().add([finding(Field.FEEDBACK, Speech("还想来"))], NOW)
    values = (Speech("都说学会了"), Speech("下次带工具", "李叔"))
    [changed] = kept(done(correct(Field.FEEDBACK, *values), both))

    assert [f.value for f in changed.told(Field.FEEDBACK)] == list(values)
    assert [(s.finding.value, s.by, s.at) for s in changed.struck] == [
        (Speech("都说学会了"), STAFF, LATER),
        (Speech("还想来"), STAFF, LATER),
    ]


def test_what_staff_took_out_does_not_come_back():
    [changed] = kept(done(correct(Field.PLACE), draft()))
    [place] = draft().of(Field.PLACE)

    assert changed.value(Field.PLACE) is None
    assert changed.add([place], NOW) == changed
    assert done(correct(Field.SERVED), draft()) == []


def test_an_open_record_is_looked_at_again():
    effects = done(correct(Field.PLACE, Words("西门")), draft(Field.FEEDBACK))

    assert effects[1] == SetTimer(SETTLE, "d1", LATER)
    fresh = draft(Field.FEEDBACK, touched_at=LATER)
    later = LATER + SETTINGS.coach.settle
    assert done(correct(Field.PLACE, Words("西门")), fresh)[1] == SetTimer(
        SETTLE, "d1", later
    )


def test_pictures_with_words_of_staff_are_a_record():
    [changed] = kept(done(correct(Field.CONTENT, Words("包粽子")), gathering("a", "b")))

    assert changed.status is Status.OPEN


def test_a_filed_record_is_corrected_without_a_second_bulletin():
    effects = done(correct(Field.HEADCOUNT, Count(22)), filed())

    [changed], [activity] = kept(effects), ledger(effects)
    assert (changed.version, activity.version) == (2, 2)
    assert activity.headcount == Count(22)
    assert activity.sources["headcount"] == ("d1/m", MADE)
    assert changed.marks == {"place": "before"}  # what the newest bulletin said
    assert said(effects) == []


def test_leaders_get_it_again_if_staff_want():
    effects = done(correct(Field.HEADCOUNT, Count(22), reissue=True), filed())

    assert said(effects) == ["bulletin/activity"]
    assert [changed.marks for changed in kept(effects)] != [{"place": "before"}]


def test_a_closed_month_is_no_obstacle():
    old = filed(at=NOW - MONTHS)
    effects = done_in(STATE, correct(Field.HEADCOUNT, Count(22)), old)

    assert [one.version for one in kept(effects)] == [2]


def test_what_was_with_staff_is_filed_once_it_is_complete_and_nobody_is_thanked():
    handed = draft(Field.FEEDBACK, status=Status.HANDED_OVER)
    effects = done(correct(Field.FEEDBACK, Speech("学会了")), handed)

    assert [one.status for one in kept(effects)] == [Status.FILED]
    assert said(effects) == ["bulletin/activity"]
    assert CloseCase("d1", LATER, by=STAFF) in effects


def test_what_is_still_incomplete_stays_with_staff():
    handed = draft(Field.FEEDBACK, Field.PLACE, status=Status.HANDED_OVER)
    effects = done(correct(Field.PLACE, Words("西门")), handed)

    [changed] = kept(effects)
    assert changed.status is Status.HANDED_OVER
    assert effects == [KeepDraft(changed)]


def test_a_record_that_left_the_ledger_comes_back_quietly():
    handed = draft(Field.FEEDBACK, status=Status.HANDED_OVER, version=1)
    effects = done(correct(Field.FEEDBACK, Speech("学会了")), handed)

    assert [one.version for one in ledger(effects)] == [2]
    assert said(effects) == []


def test_whoever_counts_decides_between_sheet_and_word():
    effects = done(correct(Field.HEADCOUNT, Count(20)), disputed())
    [changed] = kept(effects)

    assert changed.conflict(Field.HEADCOUNT) is not None
    assert not changed.disputed(Field.HEADCOUNT)
    assert not doubtful(changed)
    ended = CloseCase("d1", LATER, by=STAFF, kind=CaseKind.CONFLICT)
    assert ended in effects
    assert ended not in done(correct(Field.PLACE, Words("西门")), disputed())


def test_the_group_is_thanked_for_its_own_words():
    nothing = draft(*SETTINGS.coach.required, at=NOW)
    for field, value in COMPLETE.items():
        [nothing] = kept(done(correct(field, value), nothing))
    filing = coach.on_settled(state(nothing), due(SETTLE, LATER), SETTINGS)
    assert said(filing) == ["bulletin/activity"]

    [one] = kept(done(correct(Field.PLACE, Words("西门")), draft(Field.PLACE)))
    thanks = coach.on_settled(state(one), due(SETTLE, LATER), SETTINGS)
    [thanked] = [e for e in thanks if getattr(e, "prompt", "") == "coach/thanks"]
    assert thanked.to == (ANNA,)


def test_a_member_still_answers_what_staff_left_open():
    [changed] = kept(done(correct(Field.PLACE, Words("西门")), draft(Field.FEEDBACK)))
    told = says("大家说下次还来", at=LATER)

    [answered] = kept(supplement.answer(state(changed), told, SETTINGS))
    assert not answered.missing(SETTINGS.coach.required)


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (Correct(DraftId("x"), Field.PLACE), Refusal.UNKNOWN),
        (correct(Field.PHOTO, Picture("a")), Refusal.UNFIT),
        (correct(Field.VOICE), Refusal.UNFIT),
        (correct(Field.PLACE, Count(3)), Refusal.UNFIT),
        (correct(Field.PLACE, Picture("a")), Refusal.UNFIT),
        (correct(Field.PLACE, Words(" ")), Refusal.UNFIT),
        (correct(Field.FEEDBACK, Speech("")), Refusal.UNFIT),
        (correct(Field.HEADCOUNT, Count(-1)), Refusal.UNFIT),
        (correct(Field.TIME, When(NOW, NOW - HOUR)), Refusal.UNFIT),
        (correct(Field.PLACE, Words("西门"), Words("北门")), Refusal.TOO_MANY),
    ],
)
def test_what_cannot_be_is_refused(deed: Correct, refusal: Refusal):
    assert why(done(deed, draft())) is refusal


def test_a_withdrawn_record_must_be_restored_first():
    gone = draft(status=Status.WITHDRAWN)
    assert why(done_in(STATE, correct(Field.PLACE), gone)) is Refusal.WITHDRAWN


def test_times_may_have_an_end():
    when = When(NOW, NOW + HOUR)
    [changed] = kept(done(correct(Field.TIME, when), draft()))
    assert changed.value(Field.TIME) == when


def test_every_field_but_pictures_and_voices_can_be_corrected():
    assert {*Field} - FITS.keys() == {Field.PHOTO, Field.VOICE}


def test_whoever_put_something_right_is_no_author_of_the_bulletin():
    effects = done(correct(Field.FEEDBACK, Speech("学会了"), reissue=True), filed())
    [bulletin] = [e for e in effects if getattr(e, "prompt", "") == "bulletin/activity"]

    assert bulletin.data["authors"] == [ANNA]
    assert bulletin.data["feedback"] == [{"text": "学会了", "who": ""}]


def test_what_is_recalled_is_gone_from_the_history_too():
    [changed] = kept(done(correct(Field.PLACE), draft()))

    assert changed.struck
    assert changed.messages() == {"d1/m"}
    assert replace(changed, findings=()).without("d1/m").struck == ()
