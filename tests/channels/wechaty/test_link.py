"""The link breaks in every way there is, and comes back, or says why it does not."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.account import AccountState
from bot.channels.wechaty import WechatySettings, words
from bot.errors import SendFailedError
from tests.channels.wechaty.bench import (
    QUICK,
    ROOM,
    Bench,
    bench,
    garden,
    settings_for,
    to_say,
)
from tests.peers.certificates import certificate
from tests.peers.waiting import until
from tests.peers.wechat import TOKEN, Settings
from tests.peers.wechat_gateway import wechat_gateway

WATCHFUL = replace(QUICK, quiet=0.1, dong=0.3)
DISPLACED, REFUSED = AccountState.DISPLACED, AccountState.REFUSED


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[Bench]:
    async with garden(tmp_path) as ready:
        yield ready


async def test_it_starts_the_puppet_and_never_stops_it(made: Bench) -> None:
    health = await made.wechat.health()
    assert (health.starts, health.stops) == (1, 0)
    await made.wechat.drop()
    await made.stands(AccountState.DISCONNECTED, "lost")
    await made.online()
    health = await made.wechat.health()
    assert (health.starts, health.stops) == (2, 0)


async def test_a_dropped_link_comes_back_and_the_gap_is_told(made: Bench) -> None:
    await made.wechat.say("rose", ROOM, "之前")
    await made.row("message")
    await asyncio.sleep(QUICK.gap)
    await made.wechat.drop()
    await made.row("outage")
    await made.wechat.say("rose", ROOM, "之后")
    await made.row("message", 2)
    outage = made.of_kind("outage")[0]
    assert (outage.room, outage.lane) == ("wechaty", "wechaty")
    assert outage.body["reason"] == "lost"
    assert str(outage.body["since"]) < str(outage.body["until"])


async def test_a_gateway_that_was_killed_is_found_again(made: Bench) -> None:
    await made.python().kill()
    await made.stands(AccountState.DISCONNECTED)
    with pytest.raises(SendFailedError):
        await made.channel.send(to_say("没人听"))
    await made.wechat.start()
    await made.online()
    await made.wechat.say("rose", ROOM, "回来了")
    assert (await made.row("message")).body["text"] == "回来了"


async def test_a_frozen_gateway_is_noticed(tmp_path: Path) -> None:
    async with garden(tmp_path, WATCHFUL) as made:
        await made.wechat.freeze()
        await made.stands(AccountState.DISCONNECTED, "frozen")
        await made.wechat.thaw()
        await made.online()
        assert (await made.row("outage")).body["reason"] == "frozen"


async def test_a_quiet_gateway_that_answers_is_left_alone(tmp_path: Path) -> None:
    async with garden(tmp_path, replace(WATCHFUL, dong=5)) as made:
        await made.row("room")
        heard = made.account.last_heard
        await until(lambda: made.account.last_heard != heard, lambda: made.account)
        assert (await made.wechat.health()).starts == 1
        assert made.account.counters["links_lost"] == 0


async def test_a_stream_that_is_dead_while_calls_are_answered_is_noticed(
    tmp_path: Path,
) -> None:
    async with garden(tmp_path, WATCHFUL) as made:
        await made.row("room")
        world = made.python().world
        world.emit = lambda event, payload: None
        await made.stands(AccountState.DISCONNECTED, "frozen")


async def test_a_wrong_token_is_refused_said_once_and_tried_slowly(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with wechat_gateway() as wechat:
        wrong = replace(settings_for(wechat), token="wrong")
        with caplog.at_level(logging.INFO, "bot.channels"):
            async with bench(tmp_path, wechat, wrong) as made:
                account = await made.stands(REFUSED, "token")
                await asyncio.sleep(QUICK.refused * 2.5)
                assert made.account.since == account.since
        assert 2 <= made.account.counters["links_lost"] <= 4
        assert len([one for one in caplog.records if one.message == "account"]) == 1
        assert "wrong" not in caplog.text
        assert (await wechat.health()).starts == 0


async def test_a_foreign_certificate_is_refused(tmp_path: Path) -> None:
    async with wechat_gateway(Settings(tls=certificate(tmp_path).server())) as wechat:
        ours = WechatySettings(wechat.endpoint, TOKEN, timings=QUICK)
        async with bench(tmp_path, wechat, ours) as made:
            await made.stands(REFUSED, "certificate")


async def test_a_certificate_of_our_own_is_trusted(tmp_path: Path) -> None:
    ours = certificate(tmp_path)
    async with wechat_gateway(Settings(tls=ours.server())) as wechat:
        given = WechatySettings(
            wechat.endpoint,
            TOKEN,
            ca_file=ours.certificate,
            tls_name="localhost",
            timings=QUICK,
        )
        async with bench(tmp_path, wechat, given) as made:
            await made.online()


async def test_a_gateway_without_tls_is_not_talked_to_in_the_clear(tmp_path: Path) -> None:
    async with wechat_gateway() as wechat:
        secret = WechatySettings(wechat.endpoint, TOKEN, timings=QUICK)
        async with bench(tmp_path, wechat, secret) as made:
            await made.stands(REFUSED, "tls")


async def test_a_second_client_waits_its_turn(made: Bench, tmp_path: Path) -> None:
    async with bench(tmp_path / "second", made.wechat) as second:
        await second.stands(DISPLACED, "second_client")
        await made.wechat.say("rose", ROOM, "还是第一个听")
        await made.row("message")
        assert made.account.state is AccountState.CONNECTED
        assert (await made.wechat.health()).stops == 0


async def test_whoever_is_put_out_twice_keeps_away(made: Bench) -> None:
    made.python()._events.put_nowait(None)
    await made.stands(AccountState.DISCONNECTED, "ended")
    await made.online()
    made.python()._events.put_nowait(None)
    await made.stands(DISPLACED, "second_client")
    await made.online()


async def test_a_scan_is_shown_until_somebody_logs_in(tmp_path: Path) -> None:
    nobody = Settings(logged_in=False)
    async with wechat_gateway(nobody) as wechat, bench(tmp_path, wechat) as made:
        await made.stands(AccountState.STARTING)
        await wechat.scan("https://example.org/code-1")
        first = await made.stands(AccountState.SCAN)
        assert first.qr == "https://example.org/code-1"
        await wechat.scan("https://example.org/code-2")
        await _until_code(made, "https://example.org/code-2")
        assert made.account.since == first.since
        await wechat.scan("", status=3)
        assert (await made.stands(AccountState.SCAN, "scanned")).qr is None
        await wechat.login()
        assert (await made.online()).qr is None


async def test_who_is_logged_out_says_nothing_more(made: Bench) -> None:
    await made.wechat.logout()
    await made.stands(AccountState.DISCONNECTED, "logged_out")
    with pytest.raises(SendFailedError):
        await made.channel.send(to_say("没人听"))
    await made.wechat.scan("code")
    await made.stands(AccountState.SCAN)
    await asyncio.sleep(QUICK.gap)
    await made.wechat.login()
    assert (await made.row("outage")).body["reason"] == "logged_out"


async def test_a_scan_that_nobody_announced_is_an_outage_as_well(made: Bench) -> None:
    await made.wechat.scan("code")
    await made.stands(AccountState.SCAN)
    with pytest.raises(SendFailedError):
        await made.channel.send(to_say("没人听"))


async def _until_code(made: Bench, code: str) -> None:
    await until(lambda: made.account.qr == code, lambda: made.account)


async def test_a_defect_of_ours_does_not_end_it(
    made: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("玫瑰")

    with monkeypatch.context() as patch:
        patch.setattr(made.channel._link, "_dial", broken)
        await made.wechat.drop()
        await made.stands(AccountState.DISCONNECTED, "defect")
    await made.online()
    assert "玫瑰" not in caplog.text


async def test_an_event_that_meets_a_defect_of_ours_becomes_a_marker(
    made: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(words, "without_quote", broken)
        id_ = await made.wechat.say("rose", ROOM, "一句话")
        marker = await made.row("unreadable")
    assert marker.external_id == id_
    assert made.account.counters["defects"] == 1
