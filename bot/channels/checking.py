"""What doctor says of the channels: configured whole, and whether somebody answers there."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.channels.opened import secret, wechaty_settings, wecom_settings
from bot.config import Config
from bot.errors import ConfigError
from handlers.model.people import WEB

NAME = "channels"
PATIENCE_S = 5.0
PORTS = {"ws": 80, "wss": 443}


def lines(config: Config) -> Iterator[tuple[bool, str, str]]:
    """One a channel; connects to no account, so that nobody who is there is put out."""
    yield True, NAME, f"{WEB}, the built-in chat"
    if config.wechaty.gateway:
        yield _wechaty(config)
    if config.wecom.bot:
        yield _wecom(config)


def _wechaty(config: Config) -> tuple[bool, str, str]:
    name = f"{NAME}, wechaty"
    try:
        settings = wechaty_settings(config)
    except ConfigError as error:
        return False, name, str(error)
    return _answers(name, *settings.address)


def _wecom(config: Config) -> tuple[bool, str, str]:
    name = f"{NAME}, wecom"
    if not secret(config.wecom.secret_env):
        variable = config.wecom.secret_env or "wecom.secret_env"
        return False, name, f"no secret; set the environment variable {variable}"
    try:
        parts = urlsplit(wecom_settings(config).url)
    except ConfigError as error:
        return False, name, str(error)
    return _answers(name, parts.hostname or "", parts.port or PORTS[parts.scheme])


def _answers(name: str, host: str, port: int) -> tuple[bool, str, str]:
    where = f"{host}:{port}"
    try:
        socket.create_connection((host, port), PATIENCE_S).close()
    except OSError as error:
        why = error.strerror or type(error).__name__
        return False, name, f"nobody answers at {where} ({why}); look at the address"
    return True, name, f"somebody answers at {where}; the console shows the account"
