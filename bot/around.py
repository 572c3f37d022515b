"""What goes on around the engine: the outside is listened to, watched, and told of trouble."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import prompts
from bot import backup, consulting, retaining
from bot.alarms import watching
from bot.background import running
from bot.channels.account import Account, Accounts, AccountState
from bot.channels.opened import Opened
from bot.channels.wechaty.qr import half_block
from bot.listening import Listener
from bot.parts import Parts
from bot.placing import Places
from bot.vouching import Vouching
from store.inbox import Inbound


@dataclass(frozen=True, slots=True)
class Surroundings:
    """word: see `Vouching`.  wake, news: tell the engine and open pages of what was heard."""

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
    forgets = retaining.nightly(config, database, parts.media, parts.data, now)
    await stack.enter_async_context(forgets)
    watched = watching(config, parts.accounts, database, now)
    await stack.enter_async_context(watched)
    if config.sentence_model:
        today = now().astimezone(config.zone).date()
        knows = running(consulting.prepare(database, today), "sentence model")
        await stack.enter_async_context(knows)
    await _listen(stack, around, opened)
    if opened:
        shows = running(_show_codes(parts.accounts), "codes to scan")
        await stack.enter_async_context(shows)


async def _listen(
    stack: AsyncExitStack, around: Surroundings, opened: Sequence[Opened]
) -> None:
    """To all channels.  They end together, so that their last seconds are the same."""
    parts = around.parts
    listeners = [_listener(around, one) for one in opened]
    for one, listener in zip(opened, listeners, strict=True):
        name = one.channel.name
        await one.gentle.remember(parts.database)
        warms_up = one.gentle.watch(parts.database, parts.now)
        await stack.enter_async_context(running(warms_up, f"{name} warm-up"))
        await stack.enter_async_context(running(listener.run(), f"{name} listening"))
    for listener in listeners:
        stack.callback(listener.end)


def _listener(around: Surroundings, one: Opened) -> Listener:
    parts, channel = around.parts, one.channel
    places = Places(channel.name, Vouching(around.word, parts.now))
    listener = Listener(parts.database, channel, places, around.wake, around.news)
    parts.accounts.whole.holds(channel.name, listener.oldest)
    return listener


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
