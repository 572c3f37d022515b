"""Every trouble is told once, and once when it is over; restarts and flapping included."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.account import AccountState
from store import inbox
from store.db import Database
from tests.bot.alarms.hook import Hook, hook
from tests.bot.alarms.placed import (
    CONNECTED,
    DAY,
    MINUTE,
    SLOWLY,
    Station,
    configured,
    furnish,
    one,
    talk,
)
from tests.peers.serving import sends
from tests.store.made import NOW

DISCONNECTED, SCAN = AccountState.DISCONNECTED, AccountState.SCAN
EIGHT = NOW.replace(hour=8, minute=0)


@pytest.fixture(autouse=True)
async def _furnished(database: Database) -> None:
    await furnish(database)


@pytest.fixture
async def server() -> AsyncIterator[Hook]:
    async with hook() as opened:
        yield opened


async def test_an_account_that_is_away_is_told_within_five_minutes_and_when_it_is_back(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url, console="https://h.example/console"))
    station.becomes(DISCONNECTED)
    await station.look(3 * MINUTE)
    assert server.taken == []

    await station.look(2 * MINUTE)
    assert server.titles == ["陪伴：微信账号“小陪”掉线了"]
    await station.look(9 * MINUTE, SLOWLY)
    station.becomes(CONNECTED)
    await station.look(10 * MINUTE, SLOWLY)

    assert server.titles == ["陪伴：微信账号“小陪”掉线了", "陪伴：微信账号“小陪”又连上了"]
    assert "https://h.example/console/outside" in server.texts[0]
    assert server.taken[0]["alarms"] == [
        {
            "kind": "outage",
            "channel": "wechaty",
            "code": "disconnected",
            "since": "2026-05-09T09:30:00+08:00",
            "over": None,
        }
    ]


async def test_a_restart_repeats_nothing_and_a_new_outage_is_told(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    station.becomes(DISCONNECTED)
    await station.look(6 * MINUTE, SLOWLY)
    station.watch = station.made()
    await station.look(20 * MINUTE, SLOWLY)
    assert len(server.taken) == 1

    station.becomes(CONNECTED)
    await station.look(5 * MINUTE)
    station.watch = station.made()
    await station.look(5 * MINUTE)
    assert len(server.taken) == 2

    station.becomes(AccountState.REFUSED)
    await station.look(6 * MINUTE, SLOWLY)
    assert len(server.taken) == 3
    assert "口令" in server.texts[2]


async def test_a_link_that_comes_and_goes_all_day_is_no_flood(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    for _ in range(20):
        station.becomes(DISCONNECTED)
        await station.look(6 * MINUTE, SLOWLY)
        station.becomes(CONNECTED)
        await station.look(3 * MINUTE, SLOWLY)

    assert len(server.taken) <= 6


async def test_who_must_scan_is_told_where_and_once(database: Database, server: Hook):
    station = Station(database, configured(server.url, console="https://h.example/console"))
    station.becomes(SCAN)
    for _ in range(5):  # the code is refreshed every two minutes
        station.becomes(SCAN, ago=station.at - NOW)
        await station.look(2 * MINUTE)
    station.becomes(CONNECTED)
    await station.look(2 * MINUTE)

    assert server.titles == [
        "陪伴：微信账号“小陪”要人扫码登录",
        "陪伴：微信账号“小陪”又连上了",
    ]
    assert "扫一下：https://h.example/console/outside" in server.texts[0]


async def test_an_outage_that_turns_into_a_scan_is_told_so_and_is_over_once(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    station.becomes(AccountState.DISPLACED)
    await station.look(8 * MINUTE, SLOWLY)
    station.becomes(SCAN)
    await station.look(8 * MINUTE, SLOWLY)
    station.becomes(DISCONNECTED)
    await station.look(8 * MINUTE, SLOWLY)
    station.becomes(CONNECTED)
    await station.look(8 * MINUTE, SLOWLY)

    assert ["在别处登录" in server.texts[0], "终端" in server.texts[1]] == [True, True]
    assert [title[-4:] for title in server.titles] == ["”掉线了", "扫码登录", "又连上了"]


async def test_what_no_way_took_is_told_until_one_does(database: Database):
    async with hook(sends(b"", 500), sends(b"", 500), sends(b"{}")) as server:
        station = Station(database, configured(server.url))
        station.becomes(DISCONNECTED)
        await station.look(6 * MINUTE)
        assert len(server.taken) == 3

        await station.look(30 * MINUTE, SLOWLY)
        assert len(server.taken) == 3


async def test_what_a_restart_left_untold_is_told_by_the_next_process(database: Database):
    async with hook(sends(b"", 503)) as deaf:
        station = Station(database, configured(deaf.url))
        station.becomes(DISCONNECTED)
        await station.look(6 * MINUTE, SLOWLY)
        assert deaf.taken
    async with hook() as server:
        station.config = configured(server.url)
        station.watch = station.made()
        await station.look(MINUTE)
        assert len(server.taken) == 1


async def test_a_store_that_cannot_be_written_is_told_while_it_is_away(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    await station.look(MINUTE)
    begun = station.at
    await station.look(MINUTE, stored=False)
    assert server.taken == []

    await station.look(5 * MINUTE, stored=False)
    assert server.titles == ["陪伴：数据库写不进去"]
    await station.look(5 * MINUTE)

    assert server.titles[1:] == ["陪伴：数据库又好了"]
    alarms = server.taken[0]["alarms"]
    assert isinstance(alarms, list)
    assert alarms[0]["since"] == begun.isoformat()


async def test_a_machine_that_slept_is_no_store_that_was_away(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    await station.look(MINUTE)
    station.at += timedelta(hours=8)
    await station.watch.look(station.at)
    await station.look(2 * MINUTE)
    assert server.taken == []


async def test_nothing_is_told_before_it_is_known_what_was(
    database: Database, server: Hook
):
    station = Station(database, configured(server.url))
    station.becomes(DISCONNECTED, ago=DAY)
    await station.look(MINUTE, stored=False)
    assert server.taken == []

    await station.look(3 * MINUTE, stored=False)  # nobody knows, and nobody can be asked
    assert len(server.taken) == 1
    assert len(server.texts[0].split("\n\n")) == 2


async def test_an_account_that_hears_nothing_any_more_is_told_for_all_its_rooms(
    database: Database, server: Hook
):
    await talk(database, ["r1", "r2", "r3"], EIGHT - 20 * DAY, 20, 5 * MINUTE)
    station = Station(database, configured(server.url), EIGHT)
    station.becomes(CONNECTED, ago=DAY)
    await station.look(3 * 60 * MINUTE, SLOWLY)

    assert server.titles == ["陪伴：微信账号“小陪”连着，却一句话也收不到"]
    await post(database, one("again", station.at, "r2"))
    await station.look(2 * MINUTE)
    assert server.titles[1:] == ["陪伴：微信账号“小陪”又收到群里的话了"]


async def test_one_room_that_fell_silent_is_told_by_its_name(
    database: Database, server: Hook
):
    await talk(database, ["r1", "r2"], EIGHT - 20 * DAY, 20, 5 * MINUTE)
    station = Station(database, configured(server.url), EIGHT)
    station.becomes(CONNECTED, ago=DAY)
    for number in range(18):
        await post(database, one(f"alive{number}", station.at, "r2"))
        await station.look(10 * MINUTE, SLOWLY)

    assert server.titles == ["陪伴：群“导览大群”反常地安静"]
    await post(database, one("again", station.at, "r1"))
    await station.look(2 * MINUTE)
    assert server.titles[1:] == ["陪伴：群“导览大群”又有人说话了"]


@pytest.mark.parametrize(
    ("days", "keys", "state"),
    [(10, {}, CONNECTED), (20, {"silence": False}, CONNECTED), (20, {}, DISCONNECTED)],
)
async def test_no_silence_without_history_without_wish_and_without_link(
    database: Database,
    server: Hook,
    days: int,
    keys: dict[str, object],
    state: AccountState,
):
    await talk(database, ["r1"], EIGHT - days * DAY, days, 5 * MINUTE)
    station = Station(database, configured(server.url, after="10h", **keys), EIGHT)
    station.becomes(state, ago=DAY if state is CONNECTED else timedelta())
    await station.look(3 * 60 * MINUTE, SLOWLY)
    assert server.taken == []


async def test_silence_counts_from_the_moment_the_link_is_back(
    database: Database, server: Hook
):
    await talk(database, ["r1"], EIGHT - 20 * DAY, 20, 5 * MINUTE)
    station = Station(database, configured(server.url), EIGHT)
    station.becomes(CONNECTED)
    await station.look(45 * MINUTE, SLOWLY)
    assert server.taken == []
    await station.look(75 * MINUTE, SLOWLY)
    assert len(server.taken) == 1


async def test_without_a_way_the_log_alone_tells(
    database: Database, caplog: pytest.LogCaptureFixture
):
    station = Station(database, configured(""))
    station.becomes(DISCONNECTED)
    await station.look(6 * MINUTE, SLOWLY)
    assert [one.message for one in caplog.records if one.levelname == "WARNING"] == [
        "alarm raised"
    ]


async def post(database: Database, said: inbox.Inbound) -> None:
    async with database.begin() as conn:
        await inbox.put(conn, [said])
