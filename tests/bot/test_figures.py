"""What /health and /metrics say of the accounts of other channels."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.account import Account, Accounts, AccountState
from bot.figures import Figures
from store.db import Database, open_database
from tests.store.made import NOW


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/store.sqlite")
    yield opened
    await opened.close()


async def test_without_other_channels_there_is_the_web_alone(database: Database):
    assert await Figures(database).health() == {
        "status": "ok",
        "inbox": 0,
        "outbox": 0,
        "channels": {"web": "ok"},
        "accounts": [],
    }


@pytest.mark.parametrize(
    ("state", "status", "said"),
    [
        (AccountState.CONNECTED, "ok", "ok"),
        (AccountState.STARTING, "ok", "starting"),
        (AccountState.SCAN, "down", "scan"),
        (AccountState.DISCONNECTED, "down", "disconnected"),
        (AccountState.REFUSED, "down", "refused"),
        (AccountState.DISPLACED, "down", "displaced"),
    ],
)
async def test_each_account_is_shown_and_one_that_is_away_is_a_part_that_is_down(
    database: Database, state: AccountState, status: str, said: str
):
    accounts = Accounts()
    heard = NOW + timedelta(minutes=1)
    account = Account("wechaty", "小陪", state, NOW, last_heard=heard, counters={"sent": 3})
    accounts.note(account)
    figures = Figures(database, accounts)

    health = await figures.health()

    assert health["status"] == status
    assert health["channels"] == {"web": "ok", "wechaty": said}
    assert health["accounts"] == [
        {
            "channel": "wechaty",
            "state": state.value,
            "since": "2026-05-09T09:30:00+08:00",
            "heard": "2026-05-09T09:31:00+08:00",
            "detail": "",
        }
    ]
    metrics = figures.metrics().decode()
    assert f'peiban_account_state{{channel="wechaty",state="{state.value}"}} 1.0' in metrics
    assert metrics.count("} 1.0") == 1
    (seconds,) = re.findall(
        r'peiban_account_heard_seconds{channel="wechaty"} (.*)', metrics
    )
    assert float(seconds) == heard.timestamp()
    assert 'peiban_account_count{channel="wechaty",what="sent"} 3.0' in metrics
    assert "小陪" not in metrics
