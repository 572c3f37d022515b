"""Open pages hear that something changed, and no more than that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import ClientResponse

from bot.channels.account import Account, Accounts, AccountState
from bot.console.pages import live
from bot.console.pulse import Pulse
from handlers.model.case import CaseKind
from handlers.model.effects import TakeCase
from handlers.model.people import PersonId
from store import cases
from store.console import pulse
from store.console.accounts import Rank
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console


@asynccontextmanager
async def listening(browser: Browser) -> AsyncIterator[ClientResponse]:
    async with browser.client.get(f"{browser.url}/console/live") as answer:
        yield answer


async def mark(console: Console) -> tuple[object, ...]:
    async with console.database.read() as conn:
        return await pulse.mark(conn)


async def test_a_case_that_comes_is_taken_or_goes_changes_the_mark(console: Console):
    chat, marks = Chat(console), [await mark(console)]
    number = await chat.open(CaseKind.UNSURE, "tea/u1")
    marks.append(await mark(console))
    for by in ("yan", "hua", None):
        console.now.pass_by(minutes=1)
        taken = TakeCase(number, PersonId(by) if by else None, console.now())
        async with console.database.begin() as conn:
            await cases.take(conn, [taken])
        marks.append(await mark(console))
    assert len(set(marks)) == len(marks)
    assert await mark(console) == marks[-1]


async def test_so_many_pages_of_one_account_are_told_and_no_more(
    console: Console, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(live, "MOST", 1)
    monkeypatch.setattr(live, "ALIVE", timedelta(milliseconds=10))
    browser = await console.signed_in(Rank.STAFF)
    other = await console.signed_in()
    async with listening(browser) as first, listening(browser) as second:
        assert first.status == 200
        assert second.status == 204
        async with listening(other) as third:
            assert third.status == 200
    while True:  # until the server has noticed that the first page is closed
        async with listening(browser) as again:
            if again.status == 200:
                break
        await asyncio.sleep(0.01)


async def test_nothing_that_anybody_wrote_is_in_the_events(
    console: Console, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(live, "ALIVE", timedelta(milliseconds=10))
    browser = await console.signed_in(Rank.STAFF)
    async with listening(browser) as answer:
        await Chat(console).ask()
        await browser.post("/me/logins/end", login="all")
        await browser.post("/sign-out")
        told = (await answer.content.read()).decode()
    assert set(told.split("\n")) <= {"", ":", "event: changed", "data:"}


async def test_what_happens_before_the_first_look_is_heard_too(console: Console):
    pulse_ = Pulse(console.database, Accounts(), timedelta(milliseconds=200))
    waiting = asyncio.create_task(pulse_.wait(0, timedelta(seconds=20)))
    await asyncio.sleep(0.1)  # it listens, and nobody has looked yet
    await Chat(console).ask()
    pulse_.start()
    assert await waiting == 1
    await pulse_.stop()


async def test_an_account_that_stands_otherwise_is_heard_of(console: Console):
    accounts = Accounts()
    pulse_ = Pulse(console.database, accounts, timedelta(milliseconds=5))
    waiting = asyncio.create_task(pulse_.wait(0, timedelta(seconds=20)))
    pulse_.start()
    await asyncio.sleep(0.1)  # it has looked
    accounts.note(Account("wechaty", "小陪", AccountState.SCAN, console.now()))
    assert await waiting == 1
    await pulse_.stop()
