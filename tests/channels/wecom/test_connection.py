"""The link comes back after everything that can happen to it, and never fights for its place."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.account import Accounts, AccountState
from bot.channels.standing import Standing
from bot.channels.wecom.connection import Connection
from bot.channels.wecom.settings import WecomSettings
from bot.errors import SendFailedError
from tests.channels.wecom.heard import NOW, QUICK, bot, connected, saying
from tests.peers.waiting import until
from tests.peers.wecom import BOT_ID, SECRET, wecom_service


@pytest.mark.parametrize("how", ["close", "abort"])
async def test_a_link_that_ends_is_made_anew(tmp_path: Path, how: str):
    async with connected(tmp_path) as one:
        if how == "close":
            await one.service.close()
        else:
            one.service.abort()
        await one.links(2)
        await one.service.text("@小陪 还在吗")
        assert (await one.heard()).body["text"] == "还在吗"
        assert one.account.state is AccountState.CONNECTED


async def test_a_service_that_answers_no_heartbeat_is_left(tmp_path: Path):
    async with connected(tmp_path, replace(QUICK, answer=0.2)) as one:
        one.service.mute.add("ping")
        await one.stands(AccountState.DISCONNECTED, "frozen")
        one.service.mute.clear()
        await one.links(2)


async def test_a_service_that_no_longer_knows_us_is_asked_again(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.declines["ping"] = 846609
        await one.stands(AccountState.DISCONNECTED, "errcode_846609")
        one.service.declines.clear()
        await one.links(2)


async def test_our_place_is_taken_back_only_after_a_polite_while(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.event("disconnected_event")
        await one.stands(AccountState.DISPLACED, "second_connection")
        with pytest.raises(SendFailedError, match="not connected"):
            await one.channel.send(saying("在吗"))
        await one.links(2)
        assert one.account.state is AccountState.CONNECTED


async def test_two_bots_of_one_secret_do_not_tear_at_each_other(tmp_path: Path):
    never = replace(QUICK, polite=60, longest_polite=60)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with wecom_service() as service, bot(tmp_path / "a", service, never) as old:
        await old.stands(AccountState.CONNECTED)
        async with bot(tmp_path / "b", service, never) as new:
            await new.stands(AccountState.CONNECTED)
            await old.stands(AccountState.DISPLACED)
            await service.text("@小陪 谁听见了")
            await new.heard()
            assert (old.rows, service.subscribed) == ([], 2)


async def test_a_wrong_secret_is_said_and_tried_again_slowly(tmp_path: Path):
    async with wecom_service() as service, bot(tmp_path, service, secret="wrong") as one:
        await one.stands(AccountState.REFUSED, "errcode_40001")
        await until(lambda: one.account.counters["links_lost"] > 1)
        assert service.subscribed == 0
        assert "wrong" not in repr(one.channel._settings)


async def test_a_service_that_is_busy_is_no_refusal(tmp_path: Path):
    async with wecom_service() as service:
        service.declines["aibot_subscribe"] = 45009
        async with bot(tmp_path, service) as one:
            await one.stands(AccountState.DISCONNECTED, "errcode_45009")
            service.declines.clear()
            await one.stands(AccountState.CONNECTED)


async def test_a_service_that_does_not_answer_at_all_is_tried_again(tmp_path: Path):
    async with wecom_service() as service:
        service.mute.add("aibot_subscribe")
        async with bot(tmp_path, service, replace(QUICK, answer=0.2)) as one:
            await one.stands(AccountState.DISCONNECTED, "frozen")
            service.mute.clear()
            await one.stands(AccountState.CONNECTED)


async def test_nobody_there_is_tried_again(tmp_path: Path):
    async with wecom_service() as service:
        gone = service.url
    async with wecom_service() as service, bot(tmp_path, service, url=gone) as one:
        await one.stands(AccountState.DISCONNECTED, "unreachable")
        await until(lambda: one.account.counters["links_lost"] > 2)


async def test_what_may_have_been_missed_is_told(tmp_path: Path):
    async with connected(
        tmp_path, replace(QUICK, first_pause=0.2, longest_pause=0.2)
    ) as one:
        await one.service.text("@小陪 在")
        await one.heard()
        one.service.abort()
        await one.stands(AccountState.DISCONNECTED)
        one.later(minutes=3)
        row = await one.heard(2)
        assert (row.kind, row.room, row.lane) == ("outage", "", "wecom")
        assert row.body == {
            "since": "2026-11-22T09:00:00+00:00",
            "until": "2026-11-22T09:03:00+00:00",
            "reason": "lost",
        }


async def test_a_short_outage_is_not_told(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.abort()
        await one.links(2)
        await one.service.text("@小陪 在")
        assert (await one.heard()).kind == "message"


async def test_groups_silent_since_a_reconnection_get_one_fresh_connection(tmp_path: Path):
    quiet = replace(QUICK, quiet=0.1)
    async with connected(tmp_path, quiet) as one:
        await one.service.text("@小陪 在")
        one.service.abort()
        await one.links(3)
        assert one.account.counters["links_lost"] == 2
        pings = one.service.pings
        await until(lambda: one.service.pings > pings + 5)
        assert one.service.subscribed == 3


async def test_groups_that_nobody_spoke_in_need_no_fresh_connection(tmp_path: Path):
    async with connected(tmp_path, replace(QUICK, quiet=0)) as one:
        await one.service.text("在吗", chattype="single")
        one.service.abort()
        await one.links(2)
        pings = one.service.pings
        await until(lambda: one.service.pings > pings + 3)
        assert one.service.subscribed == 2


async def test_frames_that_are_none_are_counted_and_do_no_harm(tmp_path: Path):
    async with connected(tmp_path) as one:
        for frame in (
            "{",
            "[]",
            "null",
            "{}",
            '{"cmd":"aibot_msg_callback"}',
            '{"errcode":"x"}',
        ):
            await one.service.raw(frame)
        await one.service.raw(b"no text at all")
        await one.service.raw('{"headers":{"req_id":"of nobody"},"errcode":0}')
        await one.service.event("enter_chat")
        await one.service.text("@小陪 好")
        await one.heard()
        counters = one.account.counters
        assert (counters["damaged"], counters["event"], counters["links"]) == (6, 1, 1)


async def test_ten_thousand_messages_come_in_order(
    tmp_path: Path,
):
    async with connected(tmp_path) as one:
        for number in range(10_000):
            await one.service.text(f"@小陪 {number}", msgid=str(number))
            if number % 100 == 0:
                await asyncio.sleep(0)  # the service and the bot share this loop
        await one.heard(10_000)
        assert one.account.counters["links"] == 1
        assert [row.external_id for row in one.rows] == [str(n) for n in range(10_000)]
        assert [row.body["text"] for row in one.rows] == [str(n) for n in range(10_000)]


async def test_a_full_backlog_keeps_the_service_waiting_and_loses_nothing(tmp_path: Path):
    impatient = replace(QUICK, answer=0.1)  # its answers are not read meanwhile
    async with connected(tmp_path, impatient, backlog=2) as one:
        one.hold()
        for number in range(9):
            await one.service.text(f"@小陪 {number}", msgid=str(number))
        pings = one.service.pings
        await until(lambda: one.service.pings > pings + 3)
        one.go_on()
        await one.heard(9)
        assert [row.external_id for row in one.rows] == [str(n) for n in range(9)]
        assert one.account.counters["links"] == 1


async def test_what_was_read_is_kept_when_the_link_is_given_up_meanwhile(tmp_path: Path):
    async with connected(tmp_path, backlog=1) as one:
        one.hold()
        for number in range(3):
            await one.service.text(f"@小陪 {number}", msgid=str(number))
        await until(one.channel._coming.full)
        one.service.abort()
        await one.links(2)
        one.go_on()
        await one.heard(3)


async def test_a_defect_of_ours_does_not_end_it(caplog: pytest.LogCaptureFixture):
    accounts = Accounts()
    standing = Standing("wecom", "小陪", accounts, lambda: NOW)

    async def hear(_: object) -> None:
        raise RuntimeError("words of a member")

    async with wecom_service() as service, ClientSession() as session:
        settings = WecomSettings(BOT_ID, SECRET, "小陪", service.url, timings=QUICK)
        running = asyncio.create_task(Connection(settings, standing, hear).run(session))
        await until(lambda: standing.online)
        await service.text("@小陪 好")
        await until(lambda: service.subscribed == 2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert "connection failed" in caplog.text
    assert "words of a member" not in caplog.text


async def test_who_listens_again_hears_again_and_knows_what_was_missed(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.stops_listening()
        assert (one.account.state, one.channel.ready) == (AccountState.STARTING, False)
        with pytest.raises(SendFailedError, match="not connected"):
            await one.channel.send(saying("在吗"))
        one.later(minutes=1)
        one.listens()
        await one.links(2)
        await one.service.text("@小陪 还在吗")
        assert (await one.heard(2)).body["text"] == "还在吗"
        assert one.rows[0].body["reason"] == "stopped"
