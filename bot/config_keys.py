"""Every key of config.yaml: its default, how it is read, what is allowed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from yarl import URL

from bot.config_times import hours, kept_for, quiet_hours, time_of_day, waits
from bot.durations import duration
from handlers.model.finding import REQUIRABLE, Field
from handlers.model.people import PersonId

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")

Reader: TypeAlias = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Key:
    """default: as one would write it.  read: raises ValueError or TypeError.  allowed: in words."""

    default: object
    read: Reader
    allowed: str


def _duration(default: str) -> Key:
    return Key(default, duration, "a duration such as 20s, 3m, 4h or 1d")


def _whole(default: int, least: int, most: int) -> Key:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError(value)
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return Key(default, read, f"a whole number from {least} to {most}")


def _share(default: float) -> Key:
    def read(value: object) -> float:
        number = float(str(value))
        if not 0 <= number <= 1:
            raise ValueError(value)
        return number

    return Key(default, read, "a number from 0 to 1")


def _yes_or_no(*, default: bool) -> Key:
    def read(value: object) -> bool:
        words = {
            "true": True,
            "yes": True,
            "on": True,
            "false": False,
            "no": False,
            "off": False,
        }
        return words[str(value).lower()]

    return Key(default, read, "true or false")


def _automatic() -> Key:
    sure = _yes_or_no(default=False)

    def read(value: object) -> bool | None:
        return None if value == "auto" else sure.read(value) is True

    return Key("auto", read, "auto, true or false")


def _text(default: str) -> Key:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError(value)
        return value.strip()

    return Key(default, read, "some text")


def _url(value: object) -> str:
    text = str(value or "").strip().rstrip("/")
    if text and (not text.startswith(("http://", "https://")) or not URL(text).host):
        raise ValueError(value)
    return text


def _people(value: object) -> tuple[PersonId, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(value)
    return tuple(map(PersonId, value))


def _variable(value: object) -> str:
    """A key put here by mistake is refused without being shown whole anywhere else."""
    text = str(value or "").strip()
    if text and not _VARIABLE.fullmatch(text):
        raise ValueError(value)
    return text


def _again_after(value: object) -> timedelta | None:
    return None if value == "next_day" else duration(value)


def _breaker(value: object) -> tuple[int, timedelta] | None:
    if value in ("off", False):
        return None
    count, _, window = str(value).partition("/")
    if int(count) < 1:
        raise ValueError(value)
    return int(count), duration(window)


def _fields(value: object) -> tuple[Field, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(value)
    fields = tuple(Field(one) for one in value)
    if not set(fields) <= set(REQUIRABLE):
        raise ValueError(value)
    return fields


KEYS: Mapping[str, Key] = {
    "bot.name": _text("陪伴"),
    "bot.timezone": Key(
        "Asia/Shanghai", lambda v: ZoneInfo(str(v)), "a zone like Asia/Shanghai"
    ),
    "store.url": Key(
        "", str, "empty for SQLite in the data folder, or postgresql+asyncpg://…"
    ),
    "web.token": Key("", str, "any text; empty: one is made at the first start"),
    "web.behind_proxy": _yes_or_no(default=False),
    "coach.required": Key(
        ["time", "place", "headcount", "content", "feedback"],
        _fields,
        f"a list of {', '.join(REQUIRABLE)}",
    ),
    "coach.settle": _duration("3m"),
    "coach.chatter": _duration("5m"),
    "coach.longest_wait": _duration("4h"),
    "coach.quiet_hours": Key(
        ["21:00", "08:00"],
        quiet_hours,
        'two times like ["21:00", "08:00"], or [] for none',
    ),
    "coach.max_asks": _whole(2, 0, 10),
    "coach.again_after": Key(
        "next_day", _again_after, "next_day, or a duration such as 20s, 3m, 4h or 1d"
    ),
    "coach.hand_over_after": _duration("1d"),
    "coach.thanks": _yes_or_no(default=True),
    "intake.burst": _duration("30m"),
    "intake.stale": _duration("12h"),
    "intake.photos_open": _whole(3, 1, 100),
    "intake.confidence": _share(0.5),
    "room.max_unsolicited_per_day": _whole(2, 0, 10_000),
    "questions.offer_wait": _duration("10m"),
    "staff.hours": Key(
        ["09:00", "18:00"], hours, 'two times of one day like ["09:00", "18:00"]'
    ),
    "staff.remind_after": Key(
        ["2h", "1d", "1d"],
        waits,
        'durations up to 31d like ["2h", "1d", "1d"], or [] for never',
    ),
    "staff.order": Key([], _people, "ids of people like [s1, s2], or [] for nobody"),
    "sender.per_minute": _whole(6, 1, 1_000_000),
    "sender.jitter": _duration("3s"),
    "sender.breaker": Key("10/5m", _breaker, "a count and a duration like 10/5m, or off"),
    "language_model.url": Key(
        "", _url, "empty for none, or an address like https://HOST/v1"
    ),
    "language_model.model": Key("", str, "the server's name of the model"),
    "language_model.key_env": Key(
        "PEIBAN_MODEL_KEY", _variable, "the name of a variable, or empty for no key"
    ),
    "language_model.timeout": _duration("20s"),
    "language_model.per_day": _whole(200, 0, 1_000_000),
    "language_model.tokens_per_day": _whole(300_000, 0, 1_000_000_000),
    "language_model.at_once": _whole(2, 1, 64),
    "language_model.replay": _yes_or_no(default=False),
    "speech.url": Key("", _url, "empty for none, or an address like https://HOST/v1"),
    "speech.model": Key("", str, "the server's name of the model"),
    "speech.key_env": Key(
        "PEIBAN_SPEECH_KEY", _variable, "the name of a variable, or empty for no key"
    ),
    "speech.timeout": _duration("30s"),
    "speech.wait": _duration("5m"),
    "speech.largest_mb": _whole(10, 1, 100),
    "speech.per_day": _whole(500, 0, 1_000_000),
    "bulletin.picture": _automatic(),
    "knowledge.model": _automatic(),
    "recognise.enabled": _automatic(),
    "recognise.workers": _whole(1, 1, 64),
    "recognise.timeout": _duration("30s"),
    "recognise.wait": _duration("2m"),
    "recognise.memory_mb": _whole(1500, 100, 100_000),
    "media.keep_position": _yes_or_no(default=False),
    "privacy.keep_chat": Key("30d", kept_for, "a duration from 1d on, or off"),
    "backup.at": Key("03:30", time_of_day, 'a time like "03:30", or off'),
    "backup.keep": _whole(7, 1, 100),
    "pipeline.batch": _whole(256, 1, 10_000),
    "pipeline.lease": _duration("2m"),
}
