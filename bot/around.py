"""What goes on around the engine: the outside is listened to, watched, and told of trouble."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import prompts
from bot import backup, retaining
from bot.alarms import watching
from bot.background import running
from bot.channels.account import Account, Accounts, AccountState
from bot.channels.opened import Opened
from bot.channels.wechaty.qr import half_block
from bot.errors import describe
from bot.listening import Listener
from bot.parts import Parts
from store.inbox import Inbound

log = logging.getLogger(__name__)

PATIENCE_S = 5.0  # before a channel that broke is listened to again


@dataclass(frozen=True, slots=True)
class Surroundings:
    """word: see `Listener`.  wake, news: tell the engine and open pages of what was heard."""

    parts: Parts
    word: Callable[[], str]
    wake: Callable[[], None]
    news: Callable[[Iterable[Inbound]], None]


async def enter(
    stack: AsyncExitStack, around: Surroundings, opened: Sequence[Opened]
) -> None:
    """All of it, as long as the stack lasts.  Raises: PeibanError."""
    parts = around.parts
    config, database, now = parts.config, parts.database, parts.now
    await stack.enter_async_context(backup.daily(config, parts.data, now))
    forgets = retaining.nightly(config, database, parts.media, now)
    await stack.enter_async_context(forgets)
    watched = watching(config, parts.accounts, database, now)
    await stack.enter_async_context(watched)
    for one in opened:
        name = one.channel.name
        warms_up = one.gentle.watch(database, parts.accounts, now)
        await stack.enter_async_context(running(warms_up, f"{name} warm-up"))
        listens = running(_listen(around, one), f"{name} listening")
        await stack.enter_async_context(listens)
    if opened:
        shows = running(_show_codes(parts.accounts), "codes to scan")
        await stack.enter_async_context(shows)


async def _listen(around: Surroundings, one: Opened) -> None:
    """For ever: a channel never dies quietly (R18)."""
    database, now = around.parts.database, around.parts.now
    listener = Listener(database, one.channel, now, around.word, around.wake, around.news)
    while True:
        try:
            await listener.run()
        except Exception as error:  # noqa: BLE001 -- whatever it is, we go on listening
            fields = {"channel": one.channel.name, "error": describe(error)}
            log.error("channel broke", extra=fields)  # noqa: TRY400 -- no members' words
        await asyncio.sleep(PATIENCE_S)


async def _show_codes(accounts: Accounts) -> None:
    """In the terminal, each code once; it stands on the console as well (R18)."""
    shown: dict[str, str] = {}
    changes = 0
    while True:
        changes = await accounts.changed(changes)
        for account in accounts.all:
            if account.qr and shown.get(account.channel) != account.qr:
                shown[account.channel] = account.qr
                _show(account)
            elif account.state is AccountState.CONNECTED:
                shown.pop(account.channel, None)


def _show(account: Account) -> None:
    words = prompts.render("run/scan", {"name": account.name})
    os.write(1, f"{words}\n{half_block(account.qr or '')}\n".encode())
