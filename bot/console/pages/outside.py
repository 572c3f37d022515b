"""The accounts in WeChat and 企业微信: how each stands, and what it wants of people."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.channels.account import Account, AccountState
from bot.channels.wechaty.qr import inline
from bot.config import Config
from bot.console.desk import DESK, Desk
from bot.console.pages import rooms_to_bind
from bot.console.sessions import signed
from bot.console.showing import show
from store.console import by_hand


@dataclass(frozen=True, slots=True)
class Shown:
    """One account.  code: to be scanned, as SVG, "" for none.

    speaks: whether it may by now.  speaks_from: when it may; None for never, or not known.
    """

    account: Account
    code: str
    listens_only: bool
    speaks: bool
    speaks_from: datetime | None


async def page(request: web.Request) -> web.StreamResponse:
    """GET /outside: whoever sees one organisation learns how accounts stand, and no more."""
    desk, who = request.app[DESK], signed(request).account
    whole = who.organisations is None
    data: dict[str, object] = {
        "whole": whole,
        "accounts": list(_shown(desk)),
        "opening": [one for one in desk.gentle if desk.accounts.of(one) is None],
        "lacks": lacks(desk.config, os.environ),
        "word": desk.word() if whole else "",
    }
    async with desk.database.read() as conn:
        data["left"] = await by_hand.count(conn, who.organisations)
        if whole:
            data |= await rooms_to_bind.waiting(conn, who)
    return show(request, "outside", data)


def lacks(config: Config, environment: Mapping[str, str]) -> Mapping[str, list[str]]:
    """By channel, the keys of the configuration, and the variables, that are still empty."""
    wechaty, wecom = config.wechaty, config.wecom
    return {
        "wechaty": _empty(
            (("wechaty.gateway", wechaty.gateway), _secret(wechaty.token_env, environment))
        ),
        "wecom": _empty((("wecom.bot", wecom.bot), _secret(wecom.secret_env, environment))),
    }


def _secret(variable: str, environment: Mapping[str, str]) -> tuple[str, str]:
    return variable, environment.get(variable, "").strip()


def _empty(wanted: Iterable[tuple[str, str]]) -> list[str]:
    return [name for name, value in wanted if not value]


def _shown(desk: Desk) -> Iterator[Shown]:
    for account in desk.accounts.all:
        gentle = desk.gentle.get(account.channel)
        waits = account.state is AccountState.SCAN and account.qr
        yield Shown(
            account,
            inline(account.qr) if waits and account.qr else "",
            gentle is not None and gentle.listen_only,
            gentle is None or gentle.speaks(desk.now()),
            gentle.speaks_from if gentle else None,
        )
