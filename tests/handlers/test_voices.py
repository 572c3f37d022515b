"""Voice messages: read where that is configured, else staff listen; never asked, never lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers import coach, heard, intake, lane, nudge, voices
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import (
    CloseCase,
    DropDraft,
    DropTimers,
    Effect,
    KeepDraft,
    KeepTalk,
    OpenCase,
    RunErrand,
    SetTimer,
)
from handlers.model.errand import Errand, ErrandKind
from handlers.model.events import ErrandReturned, MessageArrived
from handlers.model.finding import Count, Field, Voice, Words
from handlers.model.people import MessageId, PersonId
from handlers.model.state import Hearing, State
from handlers.waiting import awaited, on_overdue
from tests.handlers.made import (
    ANNA,
    BERT,
    CHAT,
    HOUR,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    draft,
    due,
    gathering,
    kept,
    quote,
    recalls,
    said,
    says,
    state,
)

WAIT = 5 * MINUTE
READING = replace(SETTINGS, speech=WAIT)
SECOND = timedelta(seconds=1)
NOTE = "今天上午我们在凉亭教大家扦插，都说学会了"


def speaks(name: str = "v1", by: PersonId = ANNA, **how: object) -> MessageArrived:
    """A voice message; its recording is called like it."""
    event = says(by=by, **how)  # type: ignore[arg-type] -- as for says, by name
    return replace(event, message=MessageId(name), voices=(f"{name}.amr",))


def after(before: State, effects: Sequence[Effect]) -> State:
    return lane.advance(before, effects)


def told(event: MessageArrived, words: object, at: datetime) -> ErrandReturned:
    """What the service made of it; None when it was given up."""
    answer = None if words is None else {"text": words}
    return ErrandReturned(9, ErrandKind.SPEECH, replace(event, now=at), at, answer)


def cases(effects: Sequence[Effect]) -> list[Case]:
    return [e.case for e in effects if isinstance(e, OpenCase)]


def voice(name: str = "v1", by: PersonId = ANNA, at: datetime = NOW):
    return replace(
        voices.spoken(speaks(name, by), f"{name}.amr"), at=at
    )  # as `unread` makes it


def with_voice(*without: Field, **more: object) -> Draft:
    return draft(*without, **more).add([voice()], NOW)


# --- it is read ----------------------------------------------------------------------------


def test_a_voice_message_is_read_and_nothing_else_happens():
    effects = intake.on_message(state(), speaks(), READING)

    [talk, timer, errand] = effects
    assert isinstance(talk, KeepTalk)
    assert talk.talk.spoke_at == NOW
    assert talk.talk.hearing == (Hearing(MessageId("v1"), ANNA, NOW),)
    assert timer == SetTimer("hearing", f"{ROOM}/v1", NOW + WAIT)
    assert errand == RunErrand(Errand(ErrandKind.SPEECH, ROOM, MessageId("v1")))


def test_what_staff_say_is_nobodys_report_and_is_not_read():
    for settings in (SETTINGS, READING):
        assert len(intake.on_message(state(), speaks(by=STAFF), settings)) == 1
    assert voices.unread(state(organisation=None), speaks(), SETTINGS) == []


def test_it_counts_as_if_it_had_been_written():
    spoken, written = speaks(), says(NOTE)
    waiting = after(state(), intake.on_message(state(), spoken, READING))

    effects = heard.on_speech(waiting, told(spoken, f" {NOTE}\n", NOW + MINUTE), READING)

    [record] = kept(effects)
    [expected] = kept(intake.on_message(state(), written, SETTINGS))
    assert [(f.field, f.value, f.span, f.by, f.at) for f in record.findings] == [
        (f.field, f.value, f.span, f.by, f.at) for f in expected.findings
    ]
    assert record.messages() == {"v1"}
    left = after(waiting, effects)
    assert left.talk(ROOM).hearing == ()
    assert awaited(left) == ()


def test_words_and_a_voice_in_one_message_are_read_together():
    both = replace(speaks(), text=NOTE)
    waiting = after(state(), intake.on_message(state(), both, READING))

    [record] = kept(heard.on_speech(waiting, told(both, "来了9个人", NOW), READING))

    assert record.value(Field.HEADCOUNT) == Count(9)


def test_an_answer_by_voice_quotes_what_the_text_would_quote():
    asked = draft(Field.HEADCOUNT).request(Ask.ASK, (Field.HEADCOUNT,), NOW - 3 * HOUR * 24)
    spoken = speaks(by=BERT, quoted=quote("b1", draft="d1"))

    [record] = kept(heard.on_speech(state(asked), told(spoken, "28个人", NOW), READING))

    assert record.value(Field.HEADCOUNT) == Count(28)
    assert record.best(Field.HEADCOUNT).by == BERT


def test_chatter_by_voice_is_chatter():
    waiting = after(state(), intake.on_message(state(), speaks(), READING))

    effects = heard.on_speech(waiting, told(speaks(), "今天风真大", NOW + MINUTE), READING)

    assert not any(isinstance(e, KeepDraft | OpenCase) for e in effects)


# --- records wait for it -------------------------------------------------------------------


def test_no_record_is_asked_about_while_a_voice_is_being_read():
    open_ = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    waiting = after(open_, intake.on_message(open_, speaks(by=BERT), READING))

    later = coach.on_settled(waiting, due("settle"), READING)
    assert later == [SetTimer("settle", "d1", NOW + WAIT)]
    again = nudge.on_again(waiting, due("again"), READING)
    assert again == [SetTimer("again", "d1", NOW + WAIT)]
    elsewhere = replace(waiting, talks={CHAT: waiting.talk(ROOM)})
    assert coach.on_settled(elsewhere, due("settle"), READING) == later


def test_once_it_is_read_what_waited_for_it_is_looked_at_again():
    open_ = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    waiting = after(open_, intake.on_message(open_, speaks(by=BERT), READING))
    waiting = after(waiting, coach.on_settled(waiting, due("settle"), READING))
    other = ("d2", "hand_over")
    waiting = replace(waiting, timers={**waiting.timers, other: NOW + HOUR})

    effects = heard.on_speech(waiting, told(speaks(by=BERT), "真好", NOW + MINUTE), READING)

    left = after(waiting, effects).timers
    assert left == {("d1", "settle"): NOW + MINUTE, other: NOW + HOUR}


def test_the_waiting_has_an_end():
    open_ = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    waiting = after(open_, intake.on_message(open_, speaks(by=BERT), READING))
    overdue = lane.without_timer(waiting, (NOW + WAIT, f"{ROOM}/v1", "hearing"))

    assert on_overdue(overdue, due("hearing"), READING) == []
    assert said(coach.on_settled(overdue, due("settle", NOW + WAIT), READING)) == [
        "coach/ask"
    ]


# --- what its sender said meanwhile --------------------------------------------------------


def test_what_goes_on_from_a_voice_waits_for_it():
    """“来了9个人” alone is nobody's: the voice before it is the report (R4)."""
    report, more = speaks(), says("一共来了9个人", at=NOW + SECOND)
    waiting = after(state(), intake.on_message(state(), report, READING))
    waiting = after(waiting, intake.on_message(waiting, more, READING))
    assert waiting.drafts == ()

    effects = heard.on_speech(waiting, told(report, NOTE, NOW + MINUTE), READING)

    [record] = after(waiting, effects).drafts
    assert record.value(Field.HEADCOUNT) == Count(9)
    assert record.messages() == {"v1", more.message}


def test_of_two_voices_the_second_may_be_read_first():
    first, second = speaks(), speaks("v2", at=NOW + SECOND)
    here = state()
    for event in (first, second):
        here = after(here, intake.on_message(here, event, READING))

    here = after(here, heard.on_speech(here, told(second, "一共来了9个人", NOW), READING))
    assert here.drafts == ()
    here = after(here, heard.on_speech(here, told(first, NOTE, NOW + MINUTE), READING))

    assert here.drafts[0].value(Field.HEADCOUNT) == Count(9)
    assert here.talk(ROOM).hearing == ()


@pytest.mark.parametrize(
    "event",
    [
        says("一共来了9个人", BERT, at=NOW + SECOND),
        says("一共来了9个人", at=NOW - SECOND),
        says("一共来了9个人", room=CHAT, at=NOW + SECOND),
        says(NOTE, at=NOW + SECOND),
    ],
    ids=["another's", "before it", "elsewhere", "a report of its own"],
)
def test_nothing_else_waits_for_it(event: MessageArrived):
    waiting = after(state(), intake.on_message(state(), speaks(), READING))

    waiting = after(waiting, intake.on_message(waiting, event, READING))

    assert [one.after for one in waiting.talk(ROOM).hearing] == [()]


def test_whoever_chats_on_is_not_kept_for_ever():
    here = after(state(), intake.on_message(state(), speaks(), READING))

    for number in range(voices.MOST_AFTER + 1):
        event = replace(says("哈哈", at=NOW), message=MessageId(f"h{number}"))
        here = after(here, intake.on_message(here, event, READING))

    assert len(here.talk(ROOM).hearing[0].after) == voices.MOST_AFTER


# --- nobody reads it -----------------------------------------------------------------------


def test_without_the_service_it_is_a_piece_of_its_senders_record():
    [record, timer] = intake.on_message(state(draft()), speaks(), SETTINGS)[1:]

    assert isinstance(record, KeepDraft)
    [piece] = record.draft.of(Field.VOICE)
    assert (piece.value, piece.message, piece.span, piece.by, piece.at) == (
        Voice("v1.amr"),
        "v1",
        None,
        ANNA,
        NOW,
    )
    assert timer == SetTimer("settle", "d1", NOW + 3 * MINUTE)


@pytest.mark.parametrize("words", [None, "", "  ", 7])
def test_what_could_not_be_read_is_a_piece_as_well(words: object):
    here = state(draft(Field.PLACE))
    waiting = after(here, intake.on_message(here, speaks(), READING))

    effects = heard.on_speech(waiting, told(speaks(), words, NOW + MINUTE), READING)

    left = after(waiting, effects)
    assert len(left.drafts[0].of(Field.VOICE)) == 1
    assert left.talk(ROOM).hearing == ()


def test_the_group_is_not_asked_for_what_may_have_been_said():
    record = with_voice(Field.PLACE)

    effects = coach.on_settled(state(record), due("settle", NOW + HOUR), SETTINGS)

    [handed] = kept(effects)
    assert handed.status is Status.HANDED_OVER
    assert cases(effects) == [Case(CaseKind.VOICE, "d1", ROOM, NOW + HOUR)]
    assert DropTimers("d1") in effects
    assert said(effects) == ["cases/hand_over"]
    asked = record.request(Ask.ASK, (Field.PLACE,), NOW)
    assert nudge.on_again(state(asked), due("again", NOW + HOUR), SETTINGS) == []


def test_a_record_that_is_complete_needs_nobody_to_listen():
    effects = coach.on_settled(state(with_voice()), due("settle", NOW + HOUR), SETTINGS)

    [filed] = kept(effects)
    assert filed.status is Status.FILED
    assert cases(effects) == []
    [activity] = [e.activity for e in effects if hasattr(e, "activity")]
    assert "voice" not in activity.sources


def test_staff_have_it_already():
    record = replace(with_voice(Field.PLACE), status=Status.HANDED_OVER)

    assert coach.on_settled(state(record), due("settle", NOW + HOUR), SETTINGS) == []


@pytest.mark.parametrize("status", [Status.FILED, Status.HANDED_OVER])
def test_to_a_record_that_nobody_looks_at_again_it_comes_with_a_case(status: Status):
    effects = intake.on_message(
        state(draft(status=status)), speaks(at=NOW + MINUTE), SETTINGS
    )

    [record] = kept(effects)
    assert len(record.of(Field.VOICE)) == 1
    assert (record.touched_at == NOW) is (status is Status.FILED)
    assert cases(effects) == [Case(CaseKind.VOICE, "d1", ROOM, NOW + MINUTE)]


def joins(here: State, event: MessageArrived) -> list[str]:
    """The records that a voice joins."""
    return [d.id for d in kept(intake.on_message(here, event, SETTINGS))]


def test_it_joins_what_it_quotes_then_its_senders_then_what_was_asked():
    old = NOW - 2 * HOUR
    asked = draft(Field.PLACE, at=old, id_="asked").request(
        Ask.ASK, (Field.PLACE,), NOW - 20 * MINUTE
    )
    own = draft(id_="own", author=BERT)
    quoted = draft(at=old, id_="quoted")
    here = state(quoted, asked, own)

    by_quote = speaks(by=BERT, quoted=quote("b1", draft="quoted"))
    assert joins(here, by_quote) == ["quoted"]
    assert joins(here, speaks(by=BERT)) == ["own"]
    assert joins(state(asked), speaks(by=BERT)) == ["asked"]


def test_long_after_our_question_only_its_author_answers_by_voice():
    asked = draft(Field.PLACE, at=NOW - 4 * HOUR, author=ANNA)
    asked = asked.request(Ask.ASK, (Field.PLACE,), NOW - 3 * HOUR)

    assert joins(state(asked), speaks(by=ANNA)) == ["d1"]
    assert joins(state(asked), speaks(by=BERT)) == [f"{ROOM}/v1/0"]
    assert joins(state(asked), speaks(by=ANNA, room=CHAT)) == [f"{CHAT}/v1/0"]


# --- a voice with nothing around it ---------------------------------------------------------


def test_a_voice_alone_waits_for_words():
    here = after(state(), intake.on_message(state(), speaks(), SETTINGS))
    [waiting] = here.drafts
    assert waiting.status is Status.GATHERING

    [record] = kept(intake.on_message(here, says(NOTE, at=NOW + MINUTE), SETTINGS))

    assert len(record.of(Field.VOICE)) == 1
    assert record.value(Field.PLACE) == Words("凉亭")


def test_anothers_voice_is_not_taken_in_unless_pictures_are_with_it():
    alone = replace(gathering(), findings=(voice(by=BERT),), author=BERT)
    beside = replace(gathering("a"), author=BERT).add([voice(by=BERT)], NOW)

    [record] = kept(intake.on_message(state(alone), says(NOTE), SETTINGS))
    [richer] = kept(intake.on_message(state(beside), says(NOTE), SETTINGS))

    assert record.of(Field.VOICE) == ()
    assert len(richer.of(Field.VOICE)) == 1


def test_a_voice_that_went_to_anothers_record_comes_back_with_the_senders_report():
    taken = draft(id_="other", author=BERT).add([voice()], NOW)
    report = says("下午我们在河边捡了三袋垃圾", at=NOW + MINUTE)

    [given, own] = kept(intake.on_message(state(taken), report, SETTINGS))

    assert (given.id, given.of(Field.VOICE)) == ("other", ())
    assert len(own.of(Field.VOICE)) == 1


def test_chatter_by_voice_is_one_entry_a_room_on_the_staffs_list():
    alone = replace(gathering(), findings=(voice(), voice("v2")))

    effects = coach.gather(state(alone), alone, NOW + HOUR, SETTINGS)

    assert effects is not None
    assert effects[0] == DropDraft("d1")
    assert cases(effects) == [Case(CaseKind.VOICE, ROOM, ROOM, NOW + HOUR)]


def test_beside_a_picture_it_may_be_a_report_that_was_told():
    told_ = gathering("a").add([voice()], NOW)

    effects = coach.gather(state(told_), told_, NOW + HOUR, SETTINGS)

    assert cases(effects or []) == [Case(CaseKind.VOICE, f"{ROOM}/v1", ROOM, NOW + HOUR)]


def test_enough_pictures_are_a_record_and_its_gaps_are_for_staff():
    shown = gathering("a", "b", "c").add([voice()], NOW)
    here = after(
        state(shown), coach.gather(state(shown), shown, NOW + HOUR, SETTINGS) or []
    )

    effects = coach.on_settled(here, due("settle", NOW + HOUR), SETTINGS)

    assert cases(effects) == [Case(CaseKind.VOICE, "d1", ROOM, NOW + HOUR)]
    assert said(effects) == ["cases/hand_over"]


@pytest.mark.parametrize(
    ("how", "number"),
    [
        ({"mentioned": True}, 1),
        ({"quoted": quote("b1", question="q1")}, 1),
        ({"quoted": quote("m1")}, 0),
        ({}, 0),
    ],
    ids=["called by name", "quoting the bot", "quoting a neighbour", "nothing"],
)
def test_what_is_said_to_the_bot_is_for_staff(how: dict[str, object], number: int):
    effects = intake.on_message(state(), speaks(**how), SETTINGS)

    assert cases(effects) == [Case(CaseKind.VOICE, f"{ROOM}/v1", ROOM, NOW)] * number
    assert said(effects) == []


def test_words_beside_a_voice_are_read_and_the_voice_is_their_piece():
    [first, last] = kept(intake.on_message(state(), replace(speaks(), text=NOTE), SETTINGS))

    assert first.id == last.id
    assert last.value(Field.PLACE) == Words("凉亭")
    assert len(last.of(Field.VOICE)) == 1


# --- it is taken back ----------------------------------------------------------------------


def test_a_voice_that_is_taken_back_is_waited_for_no_more():
    open_ = state(draft(Field.PLACE, at=NOW - 20 * MINUTE))
    waiting = after(open_, intake.on_message(open_, speaks(by=BERT), READING))
    waiting = after(waiting, coach.on_settled(waiting, due("settle"), READING))

    left = after(waiting, intake.on_recall(waiting, recalls("v1", NOW + SECOND), READING))

    assert left.talk(ROOM).hearing == ()
    assert left.timers == {("d1", "settle"): NOW + SECOND}


def test_what_was_kept_for_after_it_can_be_taken_back():
    first, more = speaks(), says("一共来了9个人", at=NOW + SECOND)
    waiting = state()
    for event in (first, speaks("v2"), more):
        waiting = after(waiting, intake.on_message(waiting, event, READING))

    left = after(waiting, intake.on_recall(waiting, recalls(more.message), READING))

    assert [one.after for one in left.talk(ROOM).hearing] == [(), ()]


def test_nobody_need_listen_to_what_was_taken_back():
    effects = intake.on_recall(state(), recalls("v1"), SETTINGS)

    assert effects == [CloseCase(f"{ROOM}/v1", NOW)]


def test_the_record_goes_on_without_it():
    [left] = kept(intake.on_recall(state(with_voice()), recalls("v1"), SETTINGS))

    assert (left.status, left.of(Field.VOICE)) == (Status.OPEN, ())
    filed = replace(with_voice(), status=Status.FILED, version=1)
    [still] = kept(intake.on_recall(state(filed), recalls("v1"), SETTINGS))
    assert not still.corrected


def test_what_staff_had_only_for_its_sake_is_the_bots_again():
    handed = replace(with_voice(Field.PLACE), status=Status.HANDED_OVER)
    asked = handed.request(Ask.ASK, (Field.PLACE,), NOW)

    effects = intake.on_recall(state(handed), recalls("v1"), SETTINGS)
    [still] = kept(intake.on_recall(state(asked), recalls("v1"), SETTINGS))

    [open_] = kept(effects)
    assert open_.status is Status.OPEN
    assert CloseCase("d1", NOW) in effects
    assert still.status is Status.HANDED_OVER


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        (Status.OPEN, Status.GATHERING),
        (Status.HANDED_OVER, Status.GATHERING),
        (Status.FILED, Status.WITHDRAWN),
    ],
)
def test_when_only_a_voice_is_left_it_waits_for_words_once_more(
    status: Status, becomes: Status
):
    record = replace(with_voice(), status=status)

    [left] = kept(intake.on_recall(state(record), recalls("d1/m"), SETTINGS))

    assert left.status is becomes
    assert len(left.of(Field.VOICE)) == 1
