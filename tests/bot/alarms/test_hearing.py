"""What the store says about talk, brought up to date by reading what is new."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.alarms.hearing import ALL, LEARN_EVERY, Hearing, habits
from store import inbox
from store.db import Database
from store.heard import Talk
from tests.bot.alarms.placed import DAY, MINUTE, one, talk
from tests.store.made import NOW

ZONE = ZoneInfo("Asia/Shanghai")
EIGHT = NOW.replace(hour=8, minute=0)
HOUR = timedelta(hours=1)


async def test_habits_are_learnt_a_few_times_a_day_and_voices_heard_at_once(
    database: Database,
):
    await talk(database, ["r1", "r2"], EIGHT - 20 * DAY, 20, 30 * MINUTE)
    hearing = Hearing(ZONE)
    async with database.read() as conn:
        assert not await hearing.read(conn, [], EIGHT)
        assert await hearing.read(conn, ["wechaty"], EIGHT)
        assert not await hearing.read(conn, ["wechaty"], EIGHT + MINUTE)
    async with database.begin() as conn:
        await inbox.put(conn, [one("new", EIGHT, "r3")])
    async with database.read() as conn:
        assert not await hearing.read(conn, ["wechaty"], EIGHT + MINUTE)
        assert await hearing.read(conn, ["wechaty"], EIGHT + LEARN_EVERY)

    assert set(hearing.habits) == {("wechaty", room) for room in ("r1", "r2", ALL)}
    assert hearing.heard["wechaty", ALL] == hearing.heard["wechaty", "r3"] == EIGHT
    assert hearing.heard["wechaty", "r1"] < EIGHT
    assert hearing.habits["wechaty", "r1"].a_day == 26
    assert hearing.habits["wechaty", ALL].a_day == 52


async def test_what_another_channel_says_is_no_habit_of_this_one(database: Database):
    await talk(database, ["r1"], EIGHT - 20 * DAY, 20, HOUR)
    hearing = Hearing(ZONE)
    async with database.read() as conn:
        await hearing.read(conn, ["wecom"], EIGHT)
    assert hearing.habits == {}


def test_days_on_which_the_account_heard_nothing_and_today_do_not_count():
    heard_on = [EIGHT - day * DAY for day in range(20) if day % 5 != 4]
    said = [Talk("wechaty", "r1", day + 2 * HOUR, 6) for day in heard_on]
    rare = [Talk("wechaty", "r2", heard_on[3] + 2 * HOUR, 6)]

    found = habits(said + rare, ZONE, NOW)

    assert found["wechaty", "r1"].a_day == 6
    assert found["wechaty", "r2"].a_day == pytest.approx(6 / 15)
