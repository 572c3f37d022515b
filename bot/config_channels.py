"""The keys of the channels of the outside: which accounts there are, and how gentle each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.config_key import Key, variable, yes_or_no
from bot.durations import duration

OFF = timedelta()


@dataclass(frozen=True, slots=True)
class WechatyOptions:
    """WeChat through a gateway.  gateway: "host:port", empty for none.

    token_env: the variable that holds the gateway's token.  ca: a file, empty for wechaty's.
    listen_only: nothing is ever said; what would have been is left to a person (R10).
    warm_up: so long after it first connected a new account only listens.
    """

    gateway: str
    token_env: str
    tls: bool
    ca: str
    listen_only: bool
    warm_up: timedelta


@dataclass(frozen=True, slots=True)
class WecomOptions:
    """A robot of 企业微信.  bot: its id, empty for none.

    secret_env: the variable that holds its secret.  url: of the long connection.
    """

    bot: str
    secret_env: str
    url: str
    listen_only: bool


def _line(value: object) -> str:
    text = str(value or "").strip()
    if any(one.isspace() for one in text):
        raise ValueError(value)
    return text


def _socket(value: object) -> str:
    text = _line(value)
    if not text.startswith(("ws://", "wss://")):
        raise ValueError(value)
    return text


def _for_so_long(value: object) -> timedelta:
    return OFF if value in ("off", False) else duration(value)


CHANNEL_KEYS: Mapping[str, Key] = {
    "wechaty.gateway": Key("", _line, "empty for no WeChat, or HOST:PORT of a gateway"),
    "wechaty.token_env": Key(
        "PEIBAN_WECHATY_TOKEN", variable, "the name of a variable that holds the token"
    ),
    "wechaty.tls": yes_or_no(default=True),
    "wechaty.ca": Key("", str, "empty for wechaty's own, or a file of certificates"),
    "wechaty.listen_only": yes_or_no(default=False),
    "wechaty.warm_up": Key("3d", _for_so_long, "a duration such as 3d, or off"),
    "wecom.bot": Key("", _line, "empty for none, or the id of a robot"),
    "wecom.secret_env": Key(
        "PEIBAN_WECOM_SECRET", variable, "the name of a variable that holds the secret"
    ),
    "wecom.url": Key(
        "wss://openws.work.weixin.qq.com", _socket, "an address like wss://HOST"
    ),
    "wecom.listen_only": yes_or_no(default=False),
}
