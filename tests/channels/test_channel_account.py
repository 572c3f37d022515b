"""What is known of an account, and who waits to hear of it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.channels.account import Account, Accounts, AccountState

NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)
FIRST = Account("wechaty", "园园", AccountState.STARTING, NOW)


def test_a_state_has_one_beginning() -> None:
    later = NOW + timedelta(minutes=1)
    scan = FIRST.becomes(AccountState.SCAN, later, qr="one")
    again = scan.becomes(AccountState.SCAN, later + timedelta(minutes=1), qr="two")
    assert (again.since, again.qr) == (later, "two")
    assert again.becomes(AccountState.CONNECTED, NOW).qr is None


def test_the_latest_of_each_channel_is_known() -> None:
    accounts = Accounts()
    assert accounts.of("wechaty") is None
    other = replace(FIRST, channel="wecom")
    accounts.note(FIRST)
    accounts.note(other)
    assert accounts.all == (FIRST, other)
    assert accounts.of("wecom") == other


def test_figures_alone_are_no_news() -> None:
    accounts = Accounts()
    accounts.note(FIRST)
    accounts.note(replace(FIRST, last_heard=NOW, counters={"messages": 1}))
    assert accounts.changes == 1
    accounts.note(replace(FIRST, detail="lost"))
    assert accounts.changes == 2


async def test_whoever_waits_is_told_of_news() -> None:
    accounts = Accounts()
    waiting = asyncio.create_task(accounts.changed(accounts.changes))
    await asyncio.sleep(0)
    accounts.note(FIRST)
    assert await waiting == 1
    assert await accounts.changed(0) == 1
