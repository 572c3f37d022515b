"""When to ask again, and when to stop and call a person (R2, R3, R5, R12)."""

from dataclasses import replace

import prompts
from handlers import coach, nudge
from handlers.model.case import Case, CaseKind
from handlers.model.draft import Ask, Status
from handlers.model.effects import (
    DropTimers,
    FileActivity,
    KeepTalk,
    OpenCase,
    SetTimer,
    Why,
)
from handlers.model.finding import Field
from handlers.model.settings import CoachSettings, RoomSettings
from tests.handlers.made import (
    CHAT,
    DEAF,
    HOUR,
    MINUTE,
    MORNING,
    NOW,
    ROOM,
    SETTINGS,
    STAFF_ROOM,
    STATE,
    disputed,
    draft,
    due,
    kept,
    question,
    said,
    sayings,
    state,
    talking,
)

LATER = NOW + 10 * MINUTE
ASKED = draft(Field.PLACE).request(Ask.ASK, (Field.PLACE,), NOW)


def settled(*drafts, settings=SETTINGS, **more: object):
    return coach.on_settled(state(*drafts, **more), due("settle", LATER), settings)


def again(*drafts, at=MORNING, settings=SETTINGS, **more: object):
    return nudge.on_again(state(*drafts, **more), due("again", at), settings)


def handed(*drafts, at=MORNING, **more: object):
    return nudge.on_hand_over(state(*drafts, **more), due("hand_over", at), SETTINGS)


def test_a_question_is_noted_and_come_back_to_the_next_morning():
    effects = settled(draft(Field.PLACE))

    talk = next(e.talk for e in effects if isinstance(e, KeepTalk))
    assert talk.unsolicited == (LATER,)
    assert effects[-1] == SetTimer("again", "d1", MORNING)


def test_only_the_newest_moments_of_speaking_are_remembered():
    old = tuple(NOW - n * 24 * HOUR for n in range(20, 0, -1))

    effects = settled(draft(Field.PLACE), talks=talking(unsolicited=old))

    talk = next(e.talk for e in effects if isinstance(e, KeepTalk))
    assert talk.unsolicited == (*old[-9:], LATER)


def test_a_hushed_room_is_not_asked_and_its_record_goes_to_staff_in_the_end():
    effects = settled(draft(Field.PLACE), talks=talking(hushed=True))

    assert effects == [DropTimers("d1"), SetTimer("hand_over", "d1", MORNING + 24 * HOUR)]


def test_a_third_question_of_the_day_waits_for_the_next_morning():
    twice = talking(unsolicited=(NOW - HOUR, NOW))
    yesterday = talking(unsolicited=(NOW - 24 * HOUR, NOW))
    elsewhere = talking(CHAT, unsolicited=(NOW - HOUR, NOW))

    assert settled(draft(Field.PLACE), talks=twice) == [SetTimer("settle", "d1", MORNING)]
    assert said(settled(draft(Field.PLACE), talks=yesterday)) == ["coach/ask"]
    assert said(settled(draft(Field.PLACE), talks=elsewhere)) == ["coach/ask"]


def test_a_reminder_beyond_the_budget_waits_as_a_reminder():
    one = replace(SETTINGS, room=RoomSettings(max_unsolicited_per_day=1))

    effects = again(ASKED, settings=one, talks=talking(unsolicited=(MORNING - MINUTE,)))

    assert effects == [SetTimer("again", "d1", MORNING.replace(day=11))]


def test_where_nothing_may_be_said_unasked_staff_take_over():
    none = replace(SETTINGS, room=RoomSettings(max_unsolicited_per_day=0))
    never = replace(SETTINGS, coach=CoachSettings(max_asks=0))

    for settings in (none, never):
        first, then = settled(draft(Field.PLACE), settings=settings)
        assert (first, then.timer) == (DropTimers("d1"), "hand_over")


def test_where_one_question_is_allowed_staff_take_over_a_day_later():
    once = replace(SETTINGS, coach=CoachSettings(max_asks=1))

    effects = settled(draft(Field.PLACE), settings=once)

    assert effects[-1] == SetTimer("hand_over", "d1", LATER + 24 * HOUR)


def test_what_is_still_missing_is_asked_for_once_more():
    effects = again(ASKED)

    [say] = sayings(effects)
    assert (say.prompt, say.purpose) == ("coach/nudge", Why.NUDGE)
    assert say.about == (Field.PLACE,)
    assert effects[-1] == SetTimer("hand_over", "d1", MORNING + 24 * HOUR)


def test_where_the_bot_must_be_called_the_request_says_so():
    called = replace(SETTINGS, channels={"robot": DEAF})
    rooms = {ROOM: replace(STATE.rooms[ROOM], channel="robot")}

    [asked] = sayings(settled(draft(Field.PLACE), settings=called))
    again = nudge.on_again(state(ASKED, rooms=rooms), due("again", MORNING), called)
    [nudged] = sayings(again)

    assert prompts.render(nudged.prompt, nudged.data).endswith("回答时请@我。")
    assert "@我" not in prompts.render(asked.prompt, asked.data)


def test_a_record_that_is_gone_or_closed_is_not_asked_about_again():
    assert again() == []
    assert again(replace(ASKED, status=Status.FILED)) == []
    assert again(replace(ASKED, status=Status.HANDED_OVER)) == []


def test_a_record_that_was_completed_meanwhile_needs_no_reminder():
    assert again(draft().request(Ask.ASK, (Field.PLACE,), NOW)) == []


def test_a_reminder_waits_until_nobody_has_spoken_for_five_minutes():
    spoke = MORNING - MINUTE

    assert again(ASKED, talks=talking(spoke_at=spoke)) == [
        SetTimer("again", "d1", spoke + 5 * MINUTE)
    ]
    night = MORNING.replace(hour=22)
    assert again(ASKED, at=night) == [SetTimer("again", "d1", MORNING.replace(day=11))]


def test_nobody_is_reminded_while_we_owe_the_room_an_answer():
    waits = [SetTimer("again", "d1", MORNING + HOUR)]

    assert again(ASKED, questions=(question(),)) == waits
    assert said(again(ASKED, questions=(question(room=CHAT),))) == ["coach/nudge"]


def test_after_a_day_of_owing_an_answer_it_is_the_turn_of_staff():
    latest = MORNING + 24 * HOUR

    effects = again(ASKED, at=latest - HOUR, questions=(question(),))

    assert effects == [SetTimer("hand_over", "d1", latest)]


def test_the_day_of_owing_counts_from_the_newest_question():
    later = ASKED.request(Ask.NUDGE, (Field.PLACE,), MORNING)

    effects = again(later, at=MORNING + 23 * HOUR, questions=(question(),))

    assert effects == [SetTimer("again", "d1", MORNING + 24 * HOUR)]


def test_a_record_nobody_was_asked_about_counts_from_its_newest_piece():
    effects = again(draft(Field.PLACE), questions=(question(),))

    assert effects == [SetTimer("again", "d1", MORNING + HOUR)]


def test_an_unanswered_disagreement_is_filed_with_the_word_of_a_person_and_shown_to_staff():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)

    effects = again(asked)

    [filed] = [e.activity for e in effects if isinstance(e, FileActivity)]
    assert filed.headcount is not None
    assert filed.headcount.number == 20
    assert effects[-1] == OpenCase(Case(CaseKind.CONFLICT, asked.id, ROOM, MORNING))


def test_what_nobody_answered_goes_to_staff_and_the_group_is_left_in_peace():
    effects = handed(ASKED)

    assert kept(effects)[0].status is Status.HANDED_OVER
    assert DropTimers(ASKED.id) in effects
    assert OpenCase(Case(CaseKind.HAND_OVER, ASKED.id, ROOM, MORNING)) in effects
    [say] = sayings(effects)
    assert (say.room, say.prompt) == (STAFF_ROOM, "cases/hand_over")
    assert say.about == (Field.PLACE,)
    assert (say.data["room"], say.data["fields"]) == (ROOM, ["place"])


def test_staff_without_a_room_still_get_the_case():
    effects = handed(ASKED, staff=None)

    assert said(effects) == []
    assert any(isinstance(e, OpenCase) for e in effects)


def test_the_room_of_a_record_may_have_been_removed():
    effects = handed(ASKED, rooms={})

    assert [one.data["room"] for one in sayings(effects)] == [""]


def test_staff_are_told_in_the_daytime():
    effects = handed(ASKED, at=NOW.replace(hour=23))

    assert effects == [SetTimer("hand_over", "d1", MORNING)]


def test_a_record_that_is_gone_or_closed_is_not_handed_over():
    assert handed() == []
    assert handed(replace(ASKED, status=Status.FILED)) == []
