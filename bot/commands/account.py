"""`account`: who may use the console, from a terminal; works while the bot runs."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable, Mapping
from getpass import getpass
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

import prompts
from bot import clock
from bot.commands import options as common
from bot.commands.noting import note
from bot.config import Config
from bot.console.beginning import new_id
from bot.console.passwords import SHORTEST, Passwords, problem_with
from bot.errors import InputError
from bot.where import PORT, existing_store
from handlers.model.people import OrganisationId, PersonId
from store.console import accounts, logins
from store.console.accounts import Account, Rank
from store.db import open_database

Step: TypeAlias = Callable[[AsyncConnection, argparse.Namespace], Awaitable[str]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do with whose account."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    add = deeds.add_parser(
        "add", help="a new account; asks for its password, or makes a link"
    )
    add.add_argument("name")
    add.add_argument(
        "--role", choices=[one.value for one in Rank], default=Rank.STAFF.value
    )
    seen = add.add_mutually_exclusive_group()
    seen.add_argument(
        "--organisation", action="append", help="only this one; may be repeated"
    )
    seen.add_argument(
        "--all", action="store_true", help="all of them, which a reader must be given"
    )
    add.add_argument("--person", help="id of the person it is in the chats")
    reset = deeds.add_parser("reset", help="a new password, or a link to choose one")
    reset.add_argument("name")
    reset.add_argument(
        "--codes", action="store_true", help="turn one-time codes off as well"
    )
    for deed in (add, reset):
        deed.add_argument("--link", action="store_true", help="a link, even on a terminal")
        deed.add_argument("--url", default=f"http://127.0.0.1:{PORT}", help="of the bot")
    deeds.add_parser("disable", help="out at once, and not in again").add_argument("name")
    deeds.add_parser("list", help="all accounts")
    for each in deeds.choices.values():
        common.add(each)


def run(options: argparse.Namespace) -> int:
    """Raises: InputError for a name that is taken or unknown, or a password that is too easy."""
    config = common.read(options)
    sys.stdout.write(asyncio.run(_done(config, options)) + "\n")
    return 0


async def _done(config: Config, options: argparse.Namespace) -> str:
    password = await _password(options)
    database = await open_database(existing_store(config, options.data))
    try:
        async with database.begin() as conn:
            said = await DEEDS[options.deed](conn, options)
            if options.deed in ("add", "reset"):
                said = await _give(conn, options, password)
    finally:
        await database.close()
    return said


async def _password(options: argparse.Namespace) -> str:
    """Its hash, asked for before anything is written; empty for a link instead."""
    if options.deed not in ("add", "reset") or options.link or not sys.stdin.isatty():
        return ""
    asked = getpass(prompts.render("account/password", {"shortest": SHORTEST}) + " ")
    if problem := problem_with(asked, options.name):
        raise InputError(f"this password is too {problem}; nothing was changed")
    if getpass(prompts.render("account/again", {}) + " ") != asked:
        raise InputError("the two passwords differ; nothing was changed")
    return await Passwords().hash(asked)


async def _add(conn: AsyncConnection, options: argparse.Namespace) -> str:
    given = options.organisation
    if options.role == Rank.READER and not given and not options.all:
        raise InputError(
            "say what a reader may see: --organisation ID, more than once, or --all"
        )
    account = Account(
        id=new_id(),
        name=options.name,
        rank=Rank(options.role),
        made_at=clock.now(),
        organisations=frozenset(map(OrganisationId, given)) if given else None,
        person=PersonId(options.person) if options.person else None,
    )
    if not await accounts.add(conn, account):
        raise InputError(f"there is an account called {options.name!r} already")
    await note(conn, "account.added", account.id, **account.access())
    return ""


async def _reset(conn: AsyncConnection, options: argparse.Namespace) -> str:
    account = await _the_account(conn, options.name)
    if options.codes:
        await accounts.set_codes(conn, account.id, None)
    codes = {"codes": "off"} if options.codes else {}
    await note(conn, "account.reset", account.id, **codes)
    return ""


async def _give(conn: AsyncConnection, options: argparse.Namespace, password: str) -> str:
    """The password, or the link with which it is chosen."""
    account = await _the_account(conn, options.name)
    if password:
        await accounts.set_password(conn, account.id, password)
        await logins.end_all(conn, account.id, clock.now())
        return prompts.render("account/set", {"name": account.name})
    token = secrets.token_urlsafe(32)
    await logins.invite(conn, account.id, token, clock.now())
    link = f"{options.url.rstrip('/')}/console/invitation/{token}"
    return prompts.render("account/link", {"name": account.name, "link": link})


async def _disable(conn: AsyncConnection, options: argparse.Namespace) -> str:
    account, now = await _the_account(conn, options.name), clock.now()
    await accounts.set_disabled(conn, account.id, now)
    await logins.end_all(conn, account.id, now)
    await note(conn, "account.disabled", account.id)
    return prompts.render("account/disabled", {"name": account.name})


async def _list(conn: AsyncConnection, _options: argparse.Namespace) -> str:
    every = await accounts.every(conn)
    return prompts.render("account/list", {"accounts": every})


DEEDS: Mapping[str, Step] = {
    "add": _add,
    "reset": _reset,
    "disable": _disable,
    "list": _list,
}


async def _the_account(conn: AsyncConnection, name: str) -> Account:
    account = await accounts.by_name(conn, name)
    if account is None:
        raise InputError(f"there is no account called {name!r}; `account list` shows all")
    return account
