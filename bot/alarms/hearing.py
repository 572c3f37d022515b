"""What the store says about talk: when each place was last heard, and what is usual there."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alarms.silence import WEEKS, Habit, habit
from store import heard, rooms
from store.heard import Talk

HISTORY = timedelta(weeks=WEEKS)
LEARN_EVERY = timedelta(hours=6)
ALL = ""  # the room that stands for all rooms of an account

Place: TypeAlias = tuple[str, str]  # channel, and room or ALL


class Hearing:
    """Kept up by reading only what is new; habits are learnt anew a few times a day.

    left: rooms in which the bot is no more, so that nobody there is missed.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.heard: dict[Place, datetime] = {}
        self.habits: Mapping[Place, Habit] = {}
        self.left: frozenset[str] = frozenset()
        self._zone = zone
        self._read = 0
        self._learnt: datetime | None = None

    async def read(
        self, conn: AsyncConnection, channels: Collection[str], now: datetime
    ) -> bool:
        """Look what has come since the last time; whether habits were learnt anew.

        Raises: StoreUnavailable.
        """
        if not channels:
            return False
        if (left := await rooms.left(conn)) != self.left:
            self.left, self._learnt = left, None
        first = await heard.first_since(conn, now - HISTORY) if self._due(now) else 0
        until = await heard.newest(conn)
        for one in await heard.latest(conn, self._read or first - 1, until):
            for place in ((one.channel, one.room), (one.channel, ALL)):
                self.heard[place] = max(one.at, self.heard.get(place, one.at))
        self._read = until
        due = self._due(now)
        if due:
            talk = await heard.talk(conn, now - HISTORY, first)
            wanted = [
                one for one in talk if one.channel in channels and one.room not in left
            ]
            self.habits = await asyncio.to_thread(habits, wanted, self._zone, now)
            self._learnt = now
        return due

    def _due(self, now: datetime) -> bool:
        return self._learnt is None or now - self._learnt >= LEARN_EVERY


def habits(talk: Iterable[Talk], zone: ZoneInfo, now: datetime) -> Mapping[Place, Habit]:
    """Of every account and room that has enough of a past; today is not over yet.

    A day on which an account heard nothing at all is none of its days: it was away.
    """
    today = now.astimezone(zone).date()
    found: dict[Place, Habit] = {}
    for channel, of_channel in groupby(talk, key=lambda one: one.channel):
        all_ = list(of_channel)
        days = {_local(one, zone).date() for one in all_} - {today}
        for room, of_room in groupby(all_, key=lambda one: one.room):
            _add(found, (channel, room), _hours(of_room, zone), days)
        _add(found, (channel, ALL), _hours(all_, zone), days)
    return found


def _add(
    found: dict[Place, Habit],
    place: Place,
    hours: Mapping[datetime, int],
    days: Collection[date],
) -> None:
    usual = habit(hours, days)
    if usual is not None:
        found[place] = usual


def _hours(talk: Iterable[Talk] | Sequence[Talk], zone: ZoneInfo) -> Mapping[datetime, int]:
    hours: dict[datetime, int] = {}
    for one in talk:
        hour = _local(one, zone)
        hours[hour] = hours.get(hour, 0) + one.minutes
    return hours


def _local(talk: Talk, zone: ZoneInfo) -> datetime:
    return talk.hour.astimezone(zone)
