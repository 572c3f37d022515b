"""A new account only listens for a while, some always do; over restarts too (R10)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.background import running
from bot.channels.account import Account, Accounts, AccountState
from bot.gentle import Gentle
from store import accounts
from store.db import Database, open_database
from tests.peers.waiting import until
from tests.store.made import NOW

DAYS = timedelta(days=3)
NEW = Account("wechaty", "陪伴", AccountState.STARTING, NOW)
OURS, NEXT = "wxid_ours", "wxid_next"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/s.sqlite3")
    yield opened
    await opened.close()


def new(*, listen_only: bool = False, warm_up: timedelta = DAYS) -> Gentle:
    """Of a process that begins, whose account is not connected yet."""
    standing = Accounts()
    standing.note(NEW)
    return Gentle("wechaty", standing, listen_only, warm_up)


async def connected(database: Database, gentle: Gentle, id_: str = OURS, at=NOW) -> None:
    """As that account, and it is written down."""
    gentle.accounts.identify("wechaty", id_)
    gentle.accounts.note(NEW.becomes(AccountState.CONNECTED, at))
    await gentle.notice(database, lambda: at)


async def test_a_new_account_only_listens_for_a_while(database: Database):
    gentle = new()
    await gentle.notice(database, lambda: NOW - DAYS)
    before = gentle.speaks(NOW), gentle.speaks_from
    await connected(database, gentle)

    assert (before, gentle.speaks_from) == ((False, None), NOW + DAYS)
    spoke = [gentle.speaks(NOW + n * DAYS / 2) for n in range(4)]
    assert spoke == [False, False, True, True]


async def test_a_restart_does_not_make_it_new(database: Database):
    await connected(database, new())
    again = new()
    await again.remember(database)
    shown = again.speaks_from
    await connected(database, again, at=NOW + DAYS)

    assert shown == again.speaks_from == NOW + DAYS
    assert again.speaks(NOW + DAYS)


async def test_the_account_that_follows_one_that_was_closed_is_new(database: Database):
    gentle = new()
    await connected(database, gentle)
    gentle.accounts.identify("wechaty", NEXT)
    at_once = gentle.speaks(NOW + 9 * DAYS)
    await connected(database, gentle, NEXT, NOW + 9 * DAYS)

    assert (at_once, gentle.speaks_from) == (False, NOW + 10 * DAYS)
    await connected(database, gentle, OURS, NOW + 9 * DAYS)
    assert gentle.speaks(NOW + 9 * DAYS)


async def test_another_account_is_noticed_while_the_bot_runs(database: Database):
    gentle = new()
    await connected(database, gentle)
    async with running(gentle.watch(database, lambda: NOW + DAYS), "warm-up"):
        await asyncio.sleep(0)
        gentle.accounts.identify("wechaty", NEXT)
        await until(lambda: gentle.speaks_from == NOW + 2 * DAYS)


async def test_the_account_of_an_older_program_is_the_first_that_is_seen(
    database: Database,
):
    async with database.begin() as conn:
        await accounts.begin(conn, "wechaty", accounts.UNNAMED, NOW - DAYS)
        await accounts.begin(conn, "wechaty_too", OURS, NOW)
    gentle = new()
    await gentle.remember(database)
    gentle.accounts.identify("wechaty", OURS)
    at_once = gentle.speaks(NOW)
    await connected(database, gentle)

    assert (at_once, gentle.speaks(NOW)) == (True, True)
    await connected(database, gentle, NEXT)
    assert not gentle.speaks(NOW)
    async with database.read() as conn:
        known = await accounts.begun_by(conn, "wechaty")
    assert known == {OURS: NOW - DAYS, NEXT: NOW}


async def test_an_account_that_only_listens_never_speaks(database: Database):
    gentle = new(listen_only=True, warm_up=timedelta())
    await connected(database, gentle)

    assert (gentle.speaks(NOW + 99 * DAYS), gentle.speaks_from) == (False, None)


async def test_without_a_warm_up_it_speaks_at_once():
    assert new(warm_up=timedelta()).speaks(NOW)
