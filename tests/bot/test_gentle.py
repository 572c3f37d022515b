"""A new account only listens for a while, some always do; over restarts too (R10)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.account import Account, Accounts, AccountState
from bot.gentle import Gentle
from store.db import Database, open_database
from tests.store.made import NOW

DAYS = timedelta(days=3)
NEW = Account("wechaty", "陪伴", AccountState.STARTING, NOW)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/s.sqlite3")
    yield opened
    await opened.close()


async def connected(database: Database, gentle: Gentle, at=NOW) -> None:
    """Until it knows since when."""
    accounts = Accounts()
    accounts.note(NEW)
    watching = asyncio.create_task(gentle.watch(database, accounts, lambda: at))
    await asyncio.sleep(0)
    accounts.note(NEW.becomes(AccountState.CONNECTED, at))
    await watching


async def test_a_new_account_only_listens_for_a_while(database: Database):
    gentle = Gentle("wechaty", listen_only=False, warm_up=DAYS)
    before = gentle.speaks(NOW)
    await connected(database, gentle)

    assert (before, gentle.speaks_from) == (False, NOW + DAYS)
    assert [gentle.speaks(NOW + n * DAYS / 2) for n in range(4)] == [
        False,
        False,
        True,
        True,
    ]


async def test_a_restart_does_not_make_it_new(database: Database):
    await connected(database, Gentle("wechaty", listen_only=False, warm_up=DAYS))
    again = Gentle("wechaty", listen_only=False, warm_up=DAYS)
    await again.remember(database)

    assert again.speaks(NOW + DAYS)


async def test_an_account_that_only_listens_never_speaks(database: Database):
    gentle = Gentle("wechaty", listen_only=True, warm_up=timedelta())
    await connected(database, gentle)

    assert (gentle.speaks(NOW + 99 * DAYS), gentle.speaks_from) == (False, None)


async def test_without_a_warm_up_it_speaks_at_once():
    assert Gentle("wecom", listen_only=False, warm_up=timedelta()).speaks(NOW)
