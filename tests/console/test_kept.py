"""What the console keeps, on both databases: the same store, the same promises."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.console import throttle
from store.console import accounts, attempts, logins
from store.console.accounts import Account, AccountId, Rank
from tests.console.browser import PASSWORD
from tests.console.console_server import Clock, Console, console_server
from tests.postgres import postgres_url

__all__ = ["postgres_url"]

WRONG = "not this one"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store that the migrations made."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite+aiosqlite:///{tmp_path}/kept.sqlite"


@pytest.fixture
async def kept(url: str, tmp_path: Path) -> AsyncIterator[Console]:
    """A console over it."""
    async with console_server(tmp_path / "media", url=url) as running:
        yield running


async def test_the_way_in_works(kept: Console):
    browser = await kept.signed_in()
    await browser.post("/accounts", name="小燕", rank="staff")
    assert "小燕" in (await browser.get("/accounts"))[1]
    assert "建了账号" in (await browser.get("/audit"))[1]
    await browser.post("/sign-out")
    assert not await browser.is_inside()


async def test_tries_side_by_side_are_not_more_than_tries_in_a_row(kept: Console):
    await kept.add("ada")
    browsers = [kept.browser() for _ in range(12)]
    answers = await asyncio.gather(*(one.sign_in("ada", WRONG) for one in browsers))
    assert sorted(status for status, _ in answers) == [403] * 5 + [429] * 7


async def test_two_first_accounts_at_once_are_one(kept: Console):
    both = [Account(AccountId(x), x, Rank.ADMINISTRATOR, kept.now()) for x in ("a", "b")]

    async def add(account: Account) -> bool:
        async with kept.database.begin() as conn:
            return await accounts.add_first(conn, account)

    assert sorted(await asyncio.gather(*map(add, both))) == [False, True]


async def test_a_recovery_code_is_good_once_even_at_once(kept: Console):
    ada = await kept.add("ada")
    async with kept.database.begin() as conn:
        await accounts.set_codes(conn, ada.id, ("A" * 32, 1, ["x", "y"]))
    ada = await kept.account("ada")

    async def use(account: Account) -> bool:
        async with kept.database.begin() as conn:
            return await accounts.use_recovery(conn, account, "x")

    assert sorted(await asyncio.gather(use(ada), use(ada))) == [False, True]
    assert (await kept.account("ada")).recovery == ("y",)


async def test_what_counts_no_more_is_thrown_away(kept: Console):
    await kept.add("ada")
    await kept.browser().sign_in("ada", WRONG)
    kept.now.pass_by(days=8)
    await kept.browser().sign_in("ada", PASSWORD)
    key = throttle.of_name("ada").key
    async with kept.database.read() as conn:
        assert await attempts.count(conn, key, kept.now() - throttle.WINDOW) == (0, None)
        assert len(await logins.living(conn, kept.now())) == 1


async def test_an_administrator_sees_all(kept: Console):
    ada = await kept.add("ada", sees=["tea"])
    assert ada.organisations == {"tea"}
    assert (await kept.account("ada")).organisations is None
    bob = await kept.add("bob", Rank.STAFF, sees=["tea"])
    async with kept.database.begin() as conn:
        await accounts.set_access(conn, replace(bob, rank=Rank.ADMINISTRATOR))
    assert (await kept.account("bob")).organisations is None


def test_waits_grow_and_end():
    tried, now = throttle.Tried("key", 5), Clock()()
    waits = [tried.wait(count, now, now).total_seconds() for count in (4, 5, 6, 9, 10, 99)]
    assert waits == [0, 30, 60, 480, 900, 900]
    assert tried.wait(0, None, now).total_seconds() == 0
