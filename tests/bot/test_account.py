"""`account`: who may use the console, from a terminal, in a real store."""

import asyncio
import sys
from pathlib import Path

import pytest

from bot import clock
from bot.__main__ import main
from bot.console.passwords import Passwords
from store.console import accounts, logins
from store.console.accounts import Account, Rank
from store.db import open_database
from tests.bot.files import SETTING, noted, written

URL = "sqlite+aiosqlite:///kept/peiban.sqlite"
PASSWORD = "a word nobody guesses"
DATA = ["--data", "kept"]


@pytest.fixture(autouse=True)
def _loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("setting.json", SETTING), *DATA]) == 0
    capsys.readouterr()


def test_a_link_is_printed_where_nobody_can_be_asked(capsys: pytest.CaptureFixture[str]):
    said = done(
        capsys, "add", "小燕", "--role", "staff", "--organisation", "tea", "--person", "p1"
    )
    assert "交给小燕本人" in said
    link = said.split("：")[-1].strip()
    assert link.startswith("http://127.0.0.1:8730/console/invitation/")
    account = kept("小燕")
    assert (account.rank, account.organisations, account.person) == (
        Rank.STAFF,
        {"tea"},
        "p1",
    )
    assert account.password is None
    token = link.rpartition("/")[2]
    assert asyncio.run(_invited(token)) == account.id


def test_on_a_terminal_the_password_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    at_a_terminal(monkeypatch, PASSWORD, PASSWORD)
    assert "小燕的密码设好了" in done(capsys, "add", "小燕")
    assert asyncio.run(Passwords().fits(kept("小燕").password, PASSWORD))
    at_a_terminal(monkeypatch)
    said = done(
        capsys, "reset", "小燕", "--link", "--codes", "--url", "https://bot.example/"
    )
    assert "https://bot.example/console/invitation/" in said


@pytest.mark.parametrize(
    ("typed", "why"),
    [(["short"], "too short"), ([PASSWORD, "another word"], "differ")],
)
def test_a_bad_password_changes_nothing(
    typed: list[str],
    why: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    at_a_terminal(monkeypatch, *typed)
    assert main(["account", "add", "ada", *DATA]) == 1
    assert why in capsys.readouterr().err
    assert "还没有账号" in done(capsys, "list")


def test_the_list_says_who_may_what(capsys: pytest.CaptureFixture[str]):
    done(capsys, "add", "ada", "--role", "administrator")
    done(capsys, "add", "bob", "--organisation", "tea")
    done(capsys, "disable", "bob")
    done(capsys, "reset", "ada", "--codes")
    lines = done(capsys, "list").splitlines()
    assert [line.split() for line in lines] == [
        ["ada", "administrator", "全部", "还没设密码"],
        ["bob", "staff", "tea", "停用"],
    ]
    said = [(line.action, dict(line.detail)) for line in noted(URL)[1:]]
    everywhere = {"rank": "administrator", "organisations": None}
    assert said == [
        ("account.added", {"terminal": True, **everywhere}),
        ("account.added", {"terminal": True, "rank": "staff", "organisations": ["tea"]}),
        ("account.disabled", {"terminal": True}),
        ("account.reset", {"terminal": True, "codes": "off"}),
    ]


def test_what_a_reader_sees_is_said(capsys: pytest.CaptureFixture[str]):
    assert main(["account", "add", "eve", "--role", "reader", *DATA]) == 1
    assert "--organisation ID, more than once, or --all" in capsys.readouterr().err
    done(capsys, "add", "eve", "--role", "reader", "--all")
    done(capsys, "add", "mia", "--role", "reader", "--organisation", "tea")
    assert (kept("eve").organisations, kept("mia").organisations) == (None, {"tea"})


def test_names_that_cannot_be_are_said(capsys: pytest.CaptureFixture[str]):
    done(capsys, "add", "ada")
    assert main(["account", "add", "ADA", *DATA]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["account", "reset", "eve", *DATA]) == 1
    assert "no account called 'eve'" in capsys.readouterr().err
    assert main(["account", "list", "--data", "nowhere"]) == 1
    assert "no store" in capsys.readouterr().err
    assert not Path("nowhere").exists()


def done(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command says."""
    assert main(["account", *words, *DATA]) == 0
    return capsys.readouterr().out


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    """Somebody sits there and types this; nothing typed: nothing may be asked."""
    words = iter(typed)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("bot.commands.account.getpass", lambda _said: next(words))


def kept(name: str) -> Account:
    async def find() -> Account:
        database = await open_database(URL)
        async with database.read() as conn:
            found = await accounts.by_name(conn, name)
        await database.close()
        assert found is not None
        return found

    return asyncio.run(find())


async def _invited(token: str) -> str | None:
    database = await open_database(URL)
    async with database.read() as conn:
        found = await logins.invited(conn, token, clock.now())
    await database.close()
    return found
