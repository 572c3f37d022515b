"""The keys of the section `alarms`."""

import re
from collections.abc import Collection, Mapping

from bot.config_key import Key, a_duration, url, variable, whole, yes_or_no

FORMATS = ("json", "wecom")
SECURITIES = ("starttls", "tls", "none")

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def _one_of(default: str, choices: Collection[str]) -> Key:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(value)
        return str(value)

    return Key(default, read, " or ".join(choices))


def _line(value: object) -> str:
    text = str(value or "").strip()
    if any(one.isspace() for one in text):
        raise ValueError(value)
    return text


def _address(value: object) -> str:
    text = str(value or "").strip()
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError(value)
    return text


def _addresses(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(value):
        raise TypeError(value)
    return tuple(map(_address, value))


ALARM_KEYS: Mapping[str, Key] = {
    "alarms.after": a_duration("4m"),
    "alarms.store_after": a_duration("2m"),
    "alarms.silence": yes_or_no(default=True),
    "alarms.console": Key("", url, "empty, or an address like https://HOST/console"),
    "alarms.webhook": Key("", url, "empty for none, or an address like https://HOST/…"),
    "alarms.webhook_env": Key(
        "PEIBAN_ALARM_WEBHOOK", variable, "the name of a variable, or empty"
    ),
    "alarms.webhook_format": _one_of("json", FORMATS),
    "alarms.mail_host": Key("", _line, "empty for no mail, or the name of a mail server"),
    "alarms.mail_port": whole(587, 1, 65_535),
    "alarms.mail_security": _one_of("starttls", SECURITIES),
    "alarms.mail_user": Key("", _line, "empty for a server that asks nobody, or a name"),
    "alarms.mail_password_env": Key(
        "PEIBAN_ALARM_MAIL_PASSWORD", variable, "the name of a variable, or empty"
    ),
    "alarms.mail_from": Key("", _address, "an address like bot@HOST"),
    "alarms.mail_to": Key([], _addresses, "a list of addresses like [me@HOST]"),
    "alarms.timeout": a_duration("10s"),
}
