"""Weeks of made-up talk in a real store, and a watch that looks when it is told to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alarms.watch import FRESH, LOOK_EVERY, Watch
from bot.alarms.ways import ways
from bot.channels.account import Account, Accounts, AccountState
from bot.config import Config, load
from store import directory, inbox
from store.db import Database
from tests.store.made import NOW, SETTING, message

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SLOWLY = FRESH - timedelta(seconds=1)
CONNECTED = AccountState.CONNECTED


def configured(url: str, **given: object) -> Config:
    """Told to the server at this address; more keys of the section by name."""
    keys = {"webhook": url, "timeout": "30s"} | given
    return load(None, {f"alarms.{name}": value for name, value in keys.items()})


async def talk(
    database: Database, rooms: Iterable[str], since: datetime, days: int, every: timedelta
) -> None:
    """Somebody says something in each room at regular times, from 8 to 21 o'clock."""
    said = []
    for room in rooms:
        for day in range(days):
            at = since + day * DAY
            while at < since + day * DAY + timedelta(hours=13):
                said.append(one(f"{room}/{at.isoformat()}", at, room))
                at += every
    async with database.begin() as conn:
        for begin in range(0, len(said), 1000):
            await inbox.put(conn, said[begin : begin + 1000])


def one(id_: str, at: datetime, room: str) -> inbox.Inbound:
    heard = replace(message(id_), channel="wechaty", room=room, lane=f"o:{room}")
    return replace(heard, at=at, received_at=at, fingerprint=None)


class Station:
    """A watch over one account, with a clock of its own."""

    def __init__(self, database: Database, config: Config, at: datetime = NOW) -> None:
        self.database, self.config, self.at = database, config, at
        self.accounts = Accounts()
        self.watch = self.made()

    def made(self) -> Watch:
        """Anew, as after a restart."""
        return Watch(self.config, self.accounts, ways(self.config.alarms), self.at)

    def becomes(self, state: AccountState, ago: timedelta = timedelta()) -> None:
        account = Account("wechaty", "小陪", state, self.at - ago)
        self.accounts.note(account)

    async def look(
        self, after: timedelta, every: timedelta = LOOK_EVERY, *, stored: bool = True
    ) -> None:
        """Go on for so long, looking as often as it does, or a little less often."""
        end = self.at + after
        while True:
            if stored:
                await self.watch.remember(self.database, lambda: self.at)
            await self.watch.look(self.at)
            if self.at >= end:
                return
            self.at = min(end, self.at + every)


async def furnish(database: Database) -> None:
    async with database.begin() as conn:
        await directory.load_setting(conn, SETTING)
