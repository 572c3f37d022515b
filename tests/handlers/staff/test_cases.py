"""Staff take, end, see and list what waits; the bot says as little as may be (R12)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers import lane
from handlers.model.case import CaseKind, Listed, Outcome, QuestionStatus, Reply, Spoken
from handlers.model.doubt import Doubt, Reason
from handlers.model.effects import (
    CloseCase,
    DropTimers,
    KeepQuestion,
    Say,
    SetReminder,
    TakeCase,
    Withhold,
)
from handlers.model.people import PersonId
from handlers.model.seen import Shows
from handlers.staff import cases, staff_room
from tests.handlers.cards import ASKED, NEVER, OTHER, listed, room, to_card
from tests.handlers.made import (
    HOUR,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    quote,
    said,
    saying,
    says,
)


def hears(text: str, *there: Listed, by: PersonId = STAFF, settings=NEVER, **more):
    """What follows from words about the first card, or the cards of these numbers."""
    numbers = more.pop("numbers", tuple(one.number for one in there[:1]))
    quoted = quote(cases=numbers) if numbers else None
    event = says(text, by, room=STAFF_ROOM, quoted=quoted, **more)
    return staff_room.on_message(room(*there), event, settings)


def test_whoever_takes_a_case_needs_no_answer():
    assert hears("#1 我来", listed()) == [TakeCase(1, STAFF, NOW)]


def test_whoever_has_taken_it_is_left_in_peace_for_a_working_day():
    [taken, later] = hears("#1 我来", listed(), settings=SETTINGS)

    assert taken == TakeCase(1, STAFF, NOW)
    assert later == SetReminder(1, NOW + timedelta(days=2), 0)  # tomorrow is a Sunday
    assert hears("#1 我来", listed(reminders=3), settings=SETTINGS)[1] == later


def test_what_somebody_else_had_taken_is_said_to_them():
    effects = hears("#1 我来", listed(taken_by=OTHER))

    assert effects[0] == TakeCase(1, STAFF, NOW)
    assert saying(effects).data == {
        "number": 1,
        "before": OTHER,
        "by": STAFF,
        "outcome": "",
    }
    assert said(hears("#1 我来", listed(taken_by=STAFF))) == []


def test_a_question_that_staff_are_done_with_is_closed_without_a_word():
    kept, closed, *unsaid = hears("#1 群里答过了", listed())

    assert isinstance(kept, KeepQuestion)
    assert (kept.question.status, kept.question.by) == (
        QuestionStatus.CLOSED_BY_HUMAN,
        "staff",
    )
    kind = CaseKind.QUESTION
    assert closed == CloseCase(ASKED.id, NOW, Outcome.DONE, STAFF, "", kind)
    assert all(isinstance(effect, Withhold) for effect in unsaid)


def test_what_still_waits_to_be_said_about_it_is_not_said():
    reply = Reply("可以报", NOW + HOUR, "relay/q1/s1", by=STAFF)
    asked = replace(ASKED, told="acknowledge/q1", offered=("k1",), replies=(reply,))
    event = to_card("#1 不用管了，是闲聊")

    here = room(listed(), questions=(asked,))
    effects = staff_room.on_message(here, event, NEVER)

    kind = CaseKind.QUESTION
    assert CloseCase("q1", NOW, Outcome.DROPPED, STAFF, "是闲聊", kind) in effects
    assert {DropTimers("q1"), Withhold("acknowledge/q1"), Withhold("relay/q1/s1")} <= {
        e for e in effects if isinstance(e, DropTimers | Withhold)
    }


def test_only_this_card_is_closed_and_why_is_kept():
    voice = listed(2, CaseKind.VOICE)

    effects = hears("#2 不用管了，是闲聊", voice)

    assert effects == [
        CloseCase("d2", NOW, Outcome.DROPPED, STAFF, "是闲聊", CaseKind.VOICE)
    ]


def test_several_cards_at_once():
    effects = hears(
        "#2 #3 好了", listed(2, CaseKind.VOICE), listed(3, CaseKind.PICTURE), numbers=(2, 3)
    )

    assert [e.subject for e in effects if isinstance(e, CloseCase)] == ["d2", "d3"]


def test_the_end_of_what_somebody_else_had_taken_is_said_to_them():
    effects = hears("#2 好了", listed(2, CaseKind.VOICE, taken_by=OTHER))

    assert saying(effects).prompt == "cases/taken_over"
    assert saying(effects).data["outcome"] == "done"


def test_an_answer_is_no_decision():
    [_, closed, relay] = hears("#1 可以买，我来办", listed())[:3]

    assert isinstance(closed, CloseCase)
    assert closed.outcome is Outcome.ANSWERED
    assert isinstance(relay, Say)
    assert relay.room == ROOM


def test_a_picture_is_no_decision_either():
    event = to_card("#1", pictures=("a",))

    assert cases.decided(room(listed()), event, NEVER) is None


def test_thanks_and_nods_are_left_alone():
    assert hears("#1 收到", listed()) == []


def test_a_case_that_has_ended_is_said():
    ended = listed(outcome=Outcome.ANSWERED, closed_by=OTHER)

    for words in ("#1 我来", "#1 好了", "#1 不用管了"):
        told = saying(hears(words, ended))
        assert (told.prompt, told.room) == ("cases/ended", STAFF_ROOM)
        assert (told.data["outcome"], told.data["closed_by"]) == ("answered", OTHER)


def test_a_quoted_card_stands_for_what_still_waits_about_it():
    ended = listed(2, CaseKind.VOICE, outcome=Outcome.DONE, closed_by=OTHER)
    waits = listed(3, CaseKind.HAND_OVER)

    assert hears("我来", ended, waits, numbers=(2, 3)) == [TakeCase(3, STAFF, NOW)]
    assert said(hears("我来", ended, numbers=(2,))) == ["cases/ended"]


def test_words_that_come_too_late_are_said_to_whoever_did_not_end_it():
    ended = listed(2, CaseKind.PICTURE, outcome=Outcome.DONE, closed_by=OTHER)

    assert said(hears("#2 这张可以用", ended)) == ["cases/ended"]
    assert hears("#2 这张可以用", ended, by=OTHER) == []


def test_a_note_about_anything_but_a_question_takes_it():
    handed = listed(2, CaseKind.HAND_OVER)

    assert hears("#2 李叔说下周补", handed) == [TakeCase(2, STAFF, NOW)]
    assert hears("#2 李叔说下周补", replace(handed, taken_by=OTHER)) == []


def test_a_card_that_does_not_exist_is_said():
    told = saying(hears("#7 可以买", numbers=(7,)))
    assert (told.prompt, told.data) == ("cases/unknown", {"numbers": [7]})

    effects = hears("#2 #7 好了", listed(2, CaseKind.VOICE), numbers=(2, 7))
    assert [type(e) for e in effects] == [CloseCase, Say]

    assert hears("#7 号楼的灯坏了", numbers=(7,)) == []


def test_a_card_is_shown_with_what_was_said_around_it():
    spoken = Spoken(NOW - HOUR, "芳姐", "桌布能报销吗？")

    told = saying(hears("#1", listed(conversation=(spoken,), taken_by=OTHER)))

    assert told.prompt == "cases/show"
    assert told.data["conversation"] == [spoken]
    assert (told.data["room"], told.data["taken_by"]) == ("大群", OTHER)
    assert told.question == ASKED.id
    assert saying(hears("#2 怎么回事", listed(2, CaseKind.VOICE))).draft == "d2"


def test_a_card_is_shown_with_what_does_not_fit():
    doubt = Doubt(Reason.OTHER_DAY, NOW, Shows.SIGNIN, NOW.date())

    told = saying(hears("#1", listed(doubt=doubt)))

    assert told.data["doubt"] == {
        "reason": "other_day",
        "posted": NOW.date(),
        "sheet": "signin",
        "day": NOW.date(),
        "told": None,
    }


def test_the_list_has_the_oldest_first_and_counts_the_rest():
    many = [listed(n, CaseKind.VOICE) for n in range(1, 16)]
    ended = listed(20, CaseKind.VOICE, outcome=Outcome.DONE)

    told = saying(hears("待办", *many, ended, numbers=()))

    lines = told.data["cases"]
    assert isinstance(lines, list)
    assert [line["number"] for line in lines] == list(range(15, 3, -1))
    assert (told.data["total"], told.data["more"]) == (15, 3)
    assert lines[0]["age"] == 15 * HOUR


def test_a_room_without_an_organisation_goes_by_its_own_name():
    told = saying(hears("待办", listed(organisation_name=""), numbers=()))

    [line] = told.data["cases"]  # type: ignore[misc] -- a list, as above
    assert line["place"] == "大群"


def test_what_is_said_to_each_other_is_left_alone():
    assert hears("今天食堂有鱼", numbers=()) == []


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("#1 我来", {"taken_by": STAFF}),
        ("#1 好了", {"outcome": Outcome.DONE, "closed_by": STAFF}),
    ],
)
def test_the_next_message_of_the_batch_knows_it(words: str, how: dict[str, object]):
    here = room(listed(), listed(2, CaseKind.VOICE))
    event = to_card(words)

    after = lane.advance(here, staff_room.on_message(here, event, NEVER))

    assert after.cases[0] == replace(here.cases[0], **how)  # type: ignore[arg-type]
    assert after.cases[1] == here.cases[1]
    late = CloseCase(ASKED.id, NOW, kind=CaseKind.VOICE)
    assert lane.advance(after, [late]).cases == after.cases
    again = lane.advance(after, [SetReminder(2, NOW, 1)])
    assert (again.cases[1].remind_at, again.cases[1].reminders) == (NOW, 1)
    assert again.cases[0] == after.cases[0]
