"""What the bot promises whatever people say, however they say it, and whenever."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given

from bot.deciding import Said
from handlers.model.draft import Ask, Draft, Status
from handlers.model.effects import FileActivity, KeepDraft, Why
from handlers.model.settings import REQUIRED
from handlers.model.state import State
from handlers.records import bulletin
from handlers.records.filing import record
from tests.properties.chats import (
    CHATS,
    LEADER,
    PROMISE,
    SETTINGS,
    STAFF,
    ZONE,
    Played,
    Turn,
)

ASKING = (Why.ASK, Why.NUDGE, Why.SETTLE)
SILENCED = (*ASKING, Why.THANKS, Why.DIGEST, Why.TIP)


def said(played: Played, *purposes: Why) -> list[tuple[Said, Draft]]:
    """What was said for these purposes, each with its record as it then was."""
    return [(s, d) for s, d in played.said if d is not None and s.say.purpose in purposes]


@PROMISE
@given(CHATS)
def test_a_record_is_asked_about_twice_at_most_and_on_different_days(chat: Sequence[Turn]):
    played = Played(chat).play()

    for draft in {d.id: d for _, d in said(played, *ASKING)}.values():
        asked = [one.at for one, d in said(played, *ASKING) if d.id == draft.id]
        days = {at.astimezone(ZONE).date() for at in asked}
        assert len(asked) == len(days) <= SETTINGS.coach.max_asks


@PROMISE
@given(CHATS)
def test_a_field_is_never_asked_twice_for_the_same_purpose(chat: Sequence[Turn]):
    played = Played(chat).play()

    asked = Counter(
        (d.id, one.say.purpose, f)
        for one, d in said(played, *ASKING)
        for f in one.say.about
    )
    assert not asked or max(asked.values()) == 1


@PROMISE
@given(CHATS)
def test_nothing_is_said_between_nine_in_the_evening_and_eight_in_the_morning(
    chat: Sequence[Turn],
):
    played = Played(chat).play()

    to_staff = {None, "staff"}
    for one, _ in played.said:
        assert 8 <= one.at.astimezone(ZONE).hour < 21 or one.say.room in to_staff


@PROMISE
@given(CHATS)
def test_what_was_given_is_never_asked_for(chat: Sequence[Turn]):
    played = Played(chat).play()

    for one, draft in said(played, *ASKING):
        known = {f.field for f in draft.findings}
        stated = {f for m in draft.messages() for f in played.told[m].gives}
        assert not set(one.say.about) & (known | stated)


@PROMISE
@given(CHATS)
def test_every_version_is_filed_once_and_complete(chat: Sequence[Turn]):
    played = Played(chat).play()

    versions: dict[str, list[int]] = {}
    for _, state, effect in played.decided:
        if isinstance(effect, FileActivity):
            activity = effect.activity
            versions.setdefault(activity.id, []).append(activity.version)
            filed = state.draft(activity.id)
            assert filed is not None
            assert not filed.missing(REQUIRED)
    for numbers in versions.values():
        assert numbers == list(range(1, len(numbers) + 1))
    bulletins = Counter(one.key for one, _ in said(played, Why.BULLETIN))
    assert sorted(bulletins.values()) == [1] * sum(map(len, versions.values()))


@PROMISE
@given(CHATS)
def test_a_room_hears_the_bot_unasked_twice_a_day_at_most(chat: Sequence[Turn]):
    played = Played(chat).play()

    days = Counter(
        (one.say.room, one.at.astimezone(ZONE).date()) for one, _ in said(played, *ASKING)
    )
    assert all(times <= SETTINGS.room.max_unsolicited_per_day for times in days.values())


@PROMISE
@given(CHATS)
def test_a_hushed_room_hears_nothing_unasked_until_it_is_resumed(chat: Sequence[Turn]):
    played = Played(chat).play()

    for room, begin, end in hushes(played):
        for one, _ in said(played, *SILENCED):
            assert one.say.room != room or not begin < one.at < end


def hushes(played: Played) -> list[tuple[str, datetime, datetime]]:
    """(room, since, until) of every silence that a leader or staff asked for."""
    found: list[tuple[str, datetime, datetime]] = []
    since: dict[str, datetime] = {}
    for event, now in ((h.event, h.now) for h in played.happenings if h.event is not None):
        words = getattr(event, "text", "")
        if getattr(event, "sender", "") not in (LEADER, STAFF):
            continue
        if words in ("静默", "别提醒了"):
            since.setdefault(event.room, now)
        elif words == "恢复" and event.room in since:
            found.append((event.room, since.pop(event.room), now))
    return found + [(room, at, at + timedelta(days=99)) for room, at in since.items()]


@PROMISE
@given(CHATS)
def test_every_fact_of_a_bulletin_stands_in_a_message_that_was_not_taken_back(
    chat: Sequence[Turn],
):
    played = Played(chat).play()

    for _, state, effect in played.decided:
        if isinstance(effect, FileActivity):
            filed = state.draft(effect.activity.id)
            assert filed is not None
            for fact in bulletin.facts(effect.activity, filed):
                assert fact.message in played.told
            words = [played.told[m].text for m in filed.messages()]
            for text in stated(state, filed):
                assert any(text in said_by_somebody for said_by_somebody in words)


def stated(state: State, draft: Draft) -> list[str]:
    """Every text that the bulletin quotes."""
    activity = record(state, draft, SETTINGS)
    quoted = [speech.text for speech in activity.feedback]
    return [*quoted, *activity.content, *filter(None, [activity.place, activity.theme])]


@PROMISE
@given(CHATS)
def test_every_record_comes_to_an_end(chat: Sequence[Turn]):
    played = Played(chat).play()

    assert not played.state.timers
    for draft in played.state.drafts:
        assert draft.status in (Status.FILED, Status.HANDED_OVER, Status.WITHDRAWN)


@PROMISE
@given(CHATS)
def test_nothing_rests_on_a_message_once_it_is_taken_back(chat: Sequence[Turn]):
    played = Played(chat).play()

    for draft in played.state.drafts:
        if draft.status is not Status.WITHDRAWN:
            assert not draft.messages() & played.taken_back


@PROMISE
@given(CHATS)
def test_a_gap_is_asked_for_only_while_the_record_is_open(chat: Sequence[Turn]):
    played = Played(chat).play()

    for _, _, effect in played.decided:
        if isinstance(effect, KeepDraft) and effect.draft.status is Status.FILED:
            requests = effect.draft.asked(Ask.ASK, Ask.NUDGE)
            filed_at = effect.draft.filed_at
            assert filed_at is not None
            assert all(request.at <= filed_at for request in requests)
