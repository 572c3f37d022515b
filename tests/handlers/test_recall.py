"""撤回: what was taken back counts no longer."""

from dataclasses import replace

from handlers import intake
from handlers.model.case import Case, CaseKind, QuestionStatus
from handlers.model.draft import Status
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    KeepQuestion,
    OpenCase,
    SetTimer,
    Withhold,
)
from handlers.model.finding import Field, Words
from tests.handlers.made import (
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STATE,
    draft,
    finding,
    gathering,
    kept,
    photo,
    question,
    recalls,
    state,
)


def listened(message: str) -> CloseCase:
    """If it was a voice message, nobody need listen to it any more."""
    return CloseCase(f"{ROOM}/{message}", NOW)


def test_what_was_taken_back_counts_no_longer():
    place = finding(Field.PLACE, Words("凉亭"), message="m2")
    other = draft(id_="d2")

    effects = intake.on_recall(
        state(draft().add([place], NOW - HOUR), other), recalls("m2"), SETTINGS
    )

    [left] = kept(effects)
    assert (left.value(Field.PLACE), left.touched_at) == (Words("活动室"), NOW)
    assert SetTimer("settle", "d1", NOW + 3 * MINUTE) in effects


def test_a_record_without_words_is_withdrawn_and_nobody_waits_for_it():
    with_photo = draft().add([photo("a", "p")], NOW)

    effects = intake.on_recall(state(with_photo), recalls("d1/m"), SETTINGS)

    assert [d.status for d in kept(effects)] == [Status.WITHDRAWN]
    assert effects[1:] == [DropTimers("d1"), CloseCase("d1", NOW), listened("d1/m")]


def test_a_bulletin_that_lost_its_words_is_for_staff_to_explain():
    filed = draft(status=Status.FILED, version=1)

    effects = intake.on_recall(state(filed), recalls("d1/m"), SETTINGS)

    assert [d.status for d in kept(effects)] == [Status.WITHDRAWN]
    assert effects[-2] == OpenCase(Case(CaseKind.UNSURE, "d1", ROOM, NOW))


def test_pictures_that_were_all_taken_back_are_forgotten():
    effects = intake.on_recall(state(gathering("a")), recalls("d1/a"), SETTINGS)

    assert effects == [DropDraft("d1"), DropTimers("d1"), listened("d1/a")]


def test_pictures_that_are_left_go_on_waiting():
    effects = intake.on_recall(state(gathering("a", "b")), recalls("d1/a"), SETTINGS)

    assert [d.status for d in kept(effects)] == [Status.GATHERING]


def test_words_taken_back_after_filing_issue_the_bulletin_again_and_pictures_do_not():
    filed = draft(status=Status.FILED, version=1).add(
        [finding(Field.PLACE, Words("凉亭"), message="m2"), photo("a", "p")], NOW
    )

    [words] = kept(intake.on_recall(state(filed), recalls("m2"), SETTINGS))
    [picture] = kept(intake.on_recall(state(filed), recalls("p"), SETTINGS))

    assert words.corrected
    assert not picture.corrected
    once = replace(filed, corrected=True)
    [still] = kept(intake.on_recall(state(once), recalls("p"), SETTINGS))
    assert still.corrected


def test_words_taken_back_from_an_open_record_correct_nothing():
    more = draft().add([finding(Field.PLACE, Words("凉亭"), message="m2")], NOW)

    [left] = kept(intake.on_recall(state(more), recalls("m2"), SETTINGS))

    assert not left.corrected


def test_a_question_that_was_taken_back_waits_for_nobody():
    asked = replace(question(), carded=("card/q1/m",))

    effects = intake.on_recall(state(questions=(asked,)), recalls("q1/m"), SETTINGS)

    closed = replace(asked, status=QuestionStatus.CLOSED_BY_HUMAN, by="asker")
    nothing = [listened("q1/m")]
    unsaid = Withhold("card/q1/m")
    assert effects == [KeepQuestion(closed), CloseCase("q1", NOW), unsaid, *nothing]
    assert intake.on_recall(STATE, recalls("q1/m"), SETTINGS) == nothing
    another = intake.on_recall(state(questions=(asked,)), recalls("m9"), SETTINGS)
    assert another == [listened("m9")]
    elsewhere = state(questions=(question(room=CHAT),))
    assert intake.on_recall(elsewhere, recalls("q1/m"), SETTINGS) == nothing


def test_a_filed_record_that_is_incomplete_now_is_for_staff():
    place = finding(Field.PLACE, Words("凉亭"), message="m2")
    filed = draft(Field.PLACE, status=Status.FILED, version=1).add([place], NOW)

    effects = intake.on_recall(state(filed), recalls("m2"), SETTINGS)

    assert [d.status for d in kept(effects)] == [Status.FILED]
    assert OpenCase(Case(CaseKind.UNSURE, "d1", ROOM, NOW)) in effects
