"""How pages change what the bot remembers, show pictures, and hear of changes."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.account import Accounts
from bot.console.desk import Asked, Outcome
from bot.console.pages import live
from bot.console.pulse import Pulse
from bot.pipeline import Pipeline
from store import inbox, media
from store.console import audit
from store.console.accounts import Rank
from store.inbox import Inbound, InboxStatus
from tests.console.console_server import Console

ONCE = "once-of-a-form-12345"
SHA = "ab" * 32


async def test_a_deed_becomes_a_row_in_the_inbox_with_its_line_in_the_audit(
    console: Console,
):
    by = await console.add("yan", Rank.STAFF, person="yan")
    seen: list[Inbound] = []
    desk = replace(console.desk, wake=lambda: seen.append(1), patience=timedelta(0))
    asked = Asked("o:tea", "take", ONCE, "3", {"number": 3, "do": "not this"})
    assert await desk.put(by, asked) is Outcome.LATER
    assert seen
    async with console.database.begin() as conn:
        [row] = await inbox.claim(conn, console.now(), 9, timedelta(minutes=1))
        [deed] = await audit.page(conn, 9)
    assert row.inbound.kind == "desk"
    assert row.inbound.lane == "o:tea"
    assert row.inbound.sender == "yan"
    assert row.inbound.body == {"number": 3, "do": "take"}
    assert (deed.action, deed.subject, deed.detail) == ("desk.take", "3", {"inbox": row.id})
    assert await desk.put(by, asked) is Outcome.AGAIN


async def test_who_is_nobody_in_the_chats_acts_as_an_account(console: Console):
    by = await console.add("ada")
    desk = replace(console.desk, wake=lambda: None, patience=timedelta(0))
    await desk.put(by, Asked("o:tea", "take", ONCE, "3"))
    async with console.database.begin() as conn:
        [row] = await inbox.claim(conn, console.now(), 9, timedelta(minutes=1))
    assert row.inbound.sender == "account:ada"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(InboxStatus.HANDLED, Outcome.DONE), (InboxStatus.PARKED, Outcome.FAILED)],
)
async def test_the_form_hears_what_became_of_it(
    status: InboxStatus, outcome: Outcome, console: Console
):
    by, working = await console.add("ada"), set()

    async def handle() -> None:
        async with console.database.begin() as conn:
            [row] = await inbox.claim(conn, console.now(), 9, timedelta(minutes=1))
            if status is InboxStatus.PARKED:
                await inbox.park(conn, row.id, "an error", console.now())
            else:
                await inbox.mark_handled(conn, [row.id], console.now())

    desk = replace(
        console.desk,
        wake=lambda: working.add(asyncio.get_running_loop().create_task(handle())),
    )
    assert await desk.put(by, Asked("o:tea", "take", ONCE, "3")) is outcome


async def test_what_the_console_asks_wakes_the_pipeline(console: Console):
    """Nobody knows this deed, so it is put aside; but it was looked at."""
    assert isinstance(
        Pipeline(console.database, console.desk.config, console.now), Pipeline
    )
    by = await console.add("ada")
    asked = Asked("o:tea", "no such deed", ONCE, "3")
    assert await console.desk.put(by, asked) is Outcome.FAILED


async def test_pictures_are_for_those_who_may_see_the_room(
    console: Console, tmp_path: Path
):
    await _post(console, tmp_path, "tea", "a/b message")
    there = f"/media/tea/a%2Fb%20message/{SHA}"
    for sees, status in ((None, 200), (["tea"], 200), (["song"], 404)):
        browser = await console.signed_in(Rank.STAFF, sees)
        async with browser.client.get(f"{console.url}/console{there}") as answer:
            assert answer.status == status
            if status == 200:
                assert "sandbox" in answer.headers["Content-Security-Policy"]
    browser = await console.signed_in()
    for other in (
        there.replace("/tea/", "/song/"),
        there.replace("b%20message", "c"),
        there.replace(SHA, "0" * 64),
        there.replace(SHA, "..%2f..%2fpeiban.sqlite"),
        there.replace("/tea/", "/nowhere/"),
    ):
        assert (await browser.get(other))[0] == 404
    reader = await console.signed_in(Rank.READER)
    assert (await reader.get(there))[0] == 403
    next(tmp_path.rglob(f"{SHA}*")).unlink()
    assert (await browser.get(there))[0] == 404


async def _post(console: Console, folder: Path, room: str, message: str) -> None:
    info = media.MediaInfo(SHA, 4, "image/png", "a.png", media.MediaStatus.OK)
    path = console.desk.media.path(SHA)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"pic!")
    now, body = console.now(), {"text": "", "pictures": [SHA]}
    posted = Inbound("web", room, message, "message", "o:tea", "hua", now, now, body)
    async with console.database.begin() as conn:
        await media.put(conn, [info])
        await inbox.put(conn, [posted], InboxStatus.HANDLED)


async def test_open_pages_hear_that_something_changed(console: Console):
    browser = await console.signed_in()
    pulse = Pulse(console.database, Accounts(), timedelta(milliseconds=5))
    pulse.start()
    waiting = asyncio.create_task(pulse.wait(0, timedelta(seconds=20)))
    await asyncio.sleep(0.1)  # it has looked once
    assert not waiting.done()
    await browser.post("/accounts", name="eve", rank="staff")
    assert await waiting == 1
    assert await pulse.wait(1, timedelta(0)) == 1
    await pulse.stop()
    assert await pulse.wait(1, timedelta(seconds=20)) == 1


async def test_the_stream_says_look_again_and_ends_with_the_session(
    console: Console, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(live, "ALIVE", timedelta(milliseconds=20))
    browser = await console.signed_in()
    async with browser.client.get(f"{console.url}/console/live") as answer:
        assert answer.content_type == "text/event-stream"
        assert await answer.content.readline() == b":\n"
        await browser.post("/sign-out")
        assert len(await answer.content.read()) < 10_000


async def test_a_page_that_is_closed_leaves_no_trace_in_the_log(
    console: Console, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(live, "ALIVE", timedelta(milliseconds=10))
    browser = await console.signed_in()
    async with browser.client.get(f"{console.url}/console/live") as answer:
        await answer.content.readline()
    await browser.client.close()
    await asyncio.sleep(0.1)  # it finds nobody there at its next word
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
