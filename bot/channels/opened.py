"""The channels of the outside that are switched on in config.yaml, each ready to be run."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.channels.base import Channel
from bot.channels.wechaty import WechatyChannel, WechatySettings
from bot.channels.wecom import WecomChannel, WecomSettings
from bot.config import Config
from bot.errors import ConfigError
from bot.gentle import Gentle
from bot.handing import Outside
from bot.parts import Parts
from store.db import Database

AT_ONCE = timedelta()  # an official robot is nobody's new account


@dataclass(frozen=True, slots=True)
class Opened:
    """One channel.  gentle: when its account may speak."""

    channel: Channel
    gentle: Gentle

    def outside(self, database: Database) -> Outside:
        """For the sender."""
        return Outside(database, self.channel, self.gentle.speaks)


def open_channels(parts: Parts) -> Sequence[Opened]:
    """Raises: ConfigError when one that is on lacks something."""
    return [*_wechaty(parts), *_wecom(parts)]


def _wechaty(parts: Parts) -> Iterator[Opened]:
    options = parts.config.wechaty
    if options.gateway:
        settings = wechaty_settings(parts.config)
        channel = WechatyChannel(
            settings, parts.accounts, parts.database, parts.media, parts.now
        )
        yield _opened(parts, channel, options.warm_up, listens=options.listen_only)


def wechaty_settings(config: Config) -> WechatySettings:
    """Raises: ConfigError when something is missing."""
    options = config.wechaty
    token = secret(options.token_env)
    if not token:
        variable = options.token_env or "that wechaty.token_env names"
        raise ConfigError(f"wechaty wants a token: set the environment variable {variable}")
    return WechatySettings(
        options.gateway,
        token,
        tls=options.tls,
        ca_file=Path(options.ca) if options.ca else None,
        names=(config.bot_name,),
    )


def _wecom(parts: Parts) -> Iterator[Opened]:
    options = parts.config.wecom
    if options.bot:
        settings = wecom_settings(parts.config)
        channel = WecomChannel(
            settings, parts.database, parts.media, parts.accounts, parts.now
        )
        yield _opened(parts, channel, AT_ONCE, listens=options.listen_only)


def wecom_settings(config: Config) -> WecomSettings:
    """Raises: ConfigError when something is missing."""
    options = config.wecom
    given = secret(options.secret_env)
    return WecomSettings(options.bot, given, config.bot_name, options.url)


def _opened(parts: Parts, channel: Channel, warm_up: timedelta, *, listens: bool) -> Opened:
    return Opened(channel, Gentle(channel.name, parts.accounts, listens, warm_up))


def secret(variable: str) -> str:
    """What the environment holds under this name; empty when there is none."""
    return os.environ.get(variable, "").strip() if variable else ""
