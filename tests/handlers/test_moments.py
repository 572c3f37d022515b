"""When it is right to speak (R2, R3)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from handlers import moments
from handlers.model.settings import CoachSettings
from handlers.model.state import Talk
from tests.handlers.made import BEIJING, HOUR, MINUTE, NOW, ROOM, SETTINGS, draft


def coach(**settings: object):
    return replace(SETTINGS, coach=CoachSettings(**settings))  # type: ignore[arg-type] -- by name


def at(clock: str, day: int = 9) -> datetime:
    return datetime.combine(date(2026, 5, day), time.fromisoformat(clock), BEIJING)


@pytest.mark.parametrize(
    ("clock", "day", "allowed"),
    [
        ("20:59:59", 9, at("20:59:59")),
        ("21:00", 9, at("08:00", 10)),
        ("23:30", 9, at("08:00", 10)),
        ("00:10", 10, at("08:00", 10)),
        ("07:59", 10, at("08:00", 10)),
        ("08:00", 10, at("08:00", 10)),
    ],
)
def test_between_nine_and_eight_one_waits_until_eight(
    clock: str, day: int, allowed: datetime
):
    assert moments.allowed(at(clock, day), SETTINGS) == allowed


def test_quiet_hours_are_those_of_the_neighbourhood():
    utc = at("22:00").astimezone(tz=datetime.fromisoformat("2026-01-01T00:00Z").tzinfo)

    assert moments.allowed(utc, SETTINGS) == at("08:00", 10)


def test_without_quiet_hours_any_moment_will_do():
    assert moments.allowed(at("23:00"), coach(quiet_hours=None)) == at("23:00")


@pytest.mark.parametrize(
    ("clock", "allowed"),
    [
        ("11:59", at("11:59")),
        ("12:00", at("14:00")),
        ("13:59", at("14:00")),
        ("14:00", at("14:00")),
    ],
)
def test_quiet_hours_may_lie_within_a_day(clock: str, allowed: datetime):
    noon = coach(quiet_hours=(time(12), time(14)))

    assert moments.allowed(at(clock), noon) == allowed


def test_the_next_day_begins_at_the_first_allowed_moment():
    assert moments.next_day(at("15:00"), SETTINGS) == at("08:00", 10)
    assert moments.next_day(at("15:00"), coach(quiet_hours=None)) == at("00:00", 10)


def test_a_group_is_asked_again_the_next_day_or_after_the_time_that_is_set():
    assert moments.again(at("09:00"), SETTINGS) == at("08:00", 10)
    assert moments.again(at("09:00"), coach(again_after=2 * HOUR)) == at("11:00")
    assert moments.again(at("20:00"), coach(again_after=2 * HOUR)) == at("08:00", 10)


def test_a_good_moment_is_after_the_last_piece_and_the_last_chatter():
    one = draft()

    silent = moments.good_moment(one, Talk(ROOM), SETTINGS)
    chatty = moments.good_moment(one, Talk(ROOM, spoke_at=NOW + HOUR), SETTINGS)
    old = moments.good_moment(one, Talk(ROOM, spoke_at=NOW - HOUR), SETTINGS)

    assert silent == NOW + 5 * MINUTE
    assert chatty == NOW + HOUR + 5 * MINUTE
    assert old == NOW + 3 * MINUTE


def test_one_waits_for_quiet_four_hours_at_most():
    busy = Talk(ROOM, spoke_at=NOW + 6 * HOUR)

    assert moments.good_moment(draft(), busy, SETTINGS) == NOW + 4 * HOUR
    short = coach(longest_wait=timedelta(seconds=1))
    assert moments.good_moment(draft(), busy, short) == NOW + 3 * MINUTE


def test_only_moments_of_the_same_local_day_count():
    told = [at("00:01"), at("20:00"), at("23:59", 8), at("00:00", 10)]

    assert moments.same_day(told, at("12:00"), SETTINGS) == 2
