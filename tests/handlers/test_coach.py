"""What is said about a record once its burst is over (R2, R3, R5, R6)."""

from dataclasses import replace

from handlers import coach
from handlers.model.draft import Ask, Status
from handlers.model.effects import DropDraft, FileActivity, SetTimer
from handlers.model.finding import Count, Field, Picture, Precision, Source, When
from handlers.model.settings import Settings
from tests.handlers.made import (
    ANNA,
    CHAT,
    HOUR,
    MINUTE,
    MORNING,
    NIGHT,
    NOW,
    ROOM,
    SETTINGS,
    STATE,
    disputed,
    draft,
    due,
    filed,
    finding,
    gathering,
    kept,
    said,
    sayings,
    state,
    talking,
)
from tests.pictures import PLAIN

QUIET = due("settle", NOW + 10 * MINUTE)


def settled(*drafts, at=QUIET, settings: Settings = SETTINGS, **more: object):
    return coach.on_settled(state(*drafts, **more), at, settings)


def test_all_gaps_are_asked_for_in_one_message_to_whoever_began():
    effects = settled(draft(Field.PLACE, Field.HEADCOUNT, Field.FEEDBACK))

    [say] = sayings(effects)
    assert say.prompt == "coach/ask"
    assert say.about == (Field.PLACE, Field.HEADCOUNT, Field.FEEDBACK)
    assert (say.room, say.to) == (ROOM, (ANNA,))
    assert [r.about for r in kept(effects)[0].requests] == [say.about]


def test_no_more_than_four_points_are_put_in_one_message():
    [say] = sayings(settled(draft(*SETTINGS.coach.required)))

    assert say.about == SETTINGS.coach.required[:4]


def test_what_was_asked_once_is_left_to_the_next_day():
    asked = draft(Field.PLACE).request(Ask.ASK, (Field.PLACE,), NOW)
    nudged = draft(Field.PLACE).request(Ask.NUDGE, (Field.PLACE,), NOW)

    assert settled(asked) == settled(nudged) == []


def test_only_an_open_record_is_asked_about():
    for status in (Status.HANDED_OVER, Status.FILED, Status.WITHDRAWN):
        assert settled(draft(Field.PLACE, status=status, version=1)) == []


def test_nothing_happens_to_a_record_that_is_gone():
    assert settled() == []
    assert settled(draft(status=Status.WITHDRAWN)) == []


def test_a_chatty_room_is_left_alone_until_it_is_quiet():
    spoke = NOW + 8 * MINUTE

    effects = settled(draft(Field.PLACE), talks=talking(spoke_at=spoke))

    assert effects == [SetTimer("settle", "d1", spoke + 5 * MINUTE)]


def test_chatter_in_another_room_does_not_matter():
    talks = talking(CHAT, spoke_at=NOW + 8 * MINUTE)

    assert said(settled(draft(Field.PLACE), talks=talks)) == ["coach/ask"]


def test_a_timer_found_at_night_waits_for_the_morning_however_long_ago_the_report_was():
    effects = settled(draft(Field.PLACE, at=NOW - 6 * HOUR), at=due("settle", NIGHT))

    assert effects == [SetTimer("settle", "d1", MORNING)]


def test_a_complete_record_is_filed():
    effects = settled(draft())

    assert [e.activity.version for e in effects if isinstance(e, FileActivity)] == [1]
    assert said(effects) == ["coach/thanks", "bulletin/activity"]


def test_a_filed_record_is_filed_again_only_when_it_was_corrected():
    assert settled(filed()) == []
    [again] = [e for e in settled(filed(corrected=True)) if isinstance(e, FileActivity)]
    assert again.activity.version == 2


def test_what_is_handed_over_is_filed_once_it_is_complete():
    assert kept(settled(draft(status=Status.HANDED_OVER)))[0].status is Status.FILED


def test_two_numbers_that_disagree_are_asked_about_once():
    effects = settled(disputed())

    [say] = sayings(effects)
    assert (say.prompt, say.about) == ("coach/settle", (Field.HEADCOUNT,))
    assert (say.data["seen"], say.data["said"]) == (23, 20)
    assert settled(kept(effects)[0]) == []


def test_what_was_filed_is_not_disputed_any_more():
    assert settled(disputed(status=Status.FILED, version=1)) == []


def test_a_disagreement_that_was_answered_is_filed():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)
    word = finding(Field.HEADCOUNT, Count(20), source=Source.ANSWER, message="m9")

    assert kept(settled(asked.add([word], NOW)))[0].status is Status.FILED


def test_gaps_are_asked_for_beside_an_open_disagreement():
    asked = disputed().request(Ask.SETTLE, (Field.HEADCOUNT,), NOW)
    gap = replace(asked, findings=tuple(f for f in asked.findings if f.field != "place"))

    assert said(settled(gap)) == ["coach/ask"]


def test_three_pictures_are_an_activity_of_the_day_they_were_posted():
    effects = settled(gathering("a", "b", "c"))

    opened = kept(effects)[0]
    assert opened.status is Status.OPEN
    midnight = NOW.replace(hour=0)
    assert opened.value(Field.TIME) == When(midnight, None, Precision.DAY)
    assert effects[-1] == SetTimer("settle", "d1", QUIET.now)


def test_one_picture_sent_three_times_is_no_activity():
    made = gathering("a", "b", "c")
    copies = tuple(
        replace(f, value=Picture(f.value.media, PLAIN))
        for f in made.findings
        if isinstance(f.value, Picture)
    )
    over = NOW + SETTINGS.intake.burst

    assert settled(replace(made, findings=copies)) == [SetTimer("settle", "d1", over)]


def test_two_pictures_wait_for_words_and_are_then_forgotten():
    two = gathering("a", "b")
    over = NOW + SETTINGS.intake.burst

    assert settled(two) == [SetTimer("settle", "d1", over)]
    assert settled(two, at=due("settle", over)) == [DropDraft(two.id)]


def test_the_day_of_a_picture_is_that_of_the_neighbourhood():
    utc = NOW.replace(hour=1).astimezone(tz=None)
    one = gathering("a", "b", "c", at=NOW)
    early = replace(one, findings=tuple(replace(f, at=utc) for f in one.findings))

    when = kept(settled(early))[0].value(Field.TIME)

    assert isinstance(when, When)
    assert when.start == NOW.replace(hour=0)


def test_an_organisation_without_rooms_for_leaders_is_thanked_all_the_same():
    effects = coach.on_settled(
        replace(STATE, drafts=(draft(),), leaders=None), QUIET, SETTINGS
    )

    assert said(effects) == ["coach/thanks"]
