"""Every key of config.yaml: its default, how it is read, what is allowed."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.config_alarms import ALARM_KEYS
from bot.config_channels import CHANNEL_KEYS
from bot.config_key import (
    Key,
    a_duration,
    automatic,
    share,
    some_text,
    url,
    variable,
    whole,
    yes_or_no,
)
from bot.config_times import hours, kept_for, quiet_hours, time_of_day, waits
from bot.durations import duration
from handlers.model.finding import REQUIRABLE, Field
from handlers.model.people import PersonId


def _people(value: object) -> tuple[PersonId, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError(value)
    return tuple(map(PersonId, value))


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
    "bot.name": some_text("陪伴"),
    "bot.timezone": Key(
        "Asia/Shanghai", lambda v: ZoneInfo(str(v)), "a zone like Asia/Shanghai"
    ),
    "store.url": Key(
        "", str, "empty for SQLite in the data folder, or postgresql+asyncpg://…"
    ),
    "web.token": Key("", str, "any text; empty: one is made at the first start"),
    "web.behind_proxy": yes_or_no(default=False),
    "coach.required": Key(
        ["time", "place", "headcount", "content", "feedback"],
        _fields,
        f"a list of {', '.join(REQUIRABLE)}",
    ),
    "coach.settle": a_duration("3m"),
    "coach.chatter": a_duration("5m"),
    "coach.longest_wait": a_duration("4h"),
    "coach.quiet_hours": Key(
        ["21:00", "08:00"],
        quiet_hours,
        'two times like ["21:00", "08:00"], or [] for none',
    ),
    "coach.max_asks": whole(2, 0, 10),
    "coach.again_after": Key(
        "next_day", _again_after, "next_day, or a duration such as 20s, 3m, 4h or 1d"
    ),
    "coach.hand_over_after": a_duration("1d"),
    "coach.thanks": yes_or_no(default=True),
    "intake.burst": a_duration("30m"),
    "intake.stale": a_duration("12h"),
    "intake.photos_open": whole(3, 1, 100),
    "intake.confidence": share(0.5),
    "room.max_unsolicited_per_day": whole(2, 0, 10_000),
    "questions.offer_wait": a_duration("10m"),
    "staff.hours": Key(
        ["09:00", "18:00"], hours, 'two times of one day like ["09:00", "18:00"]'
    ),
    "staff.remind_after": Key(
        ["2h", "1d", "1d"],
        waits,
        'durations up to 31d like ["2h", "1d", "1d"], or [] for never',
    ),
    "staff.order": Key([], _people, "ids of people like [s1, s2], or [] for nobody"),
    "sender.per_minute": whole(6, 1, 1_000_000),
    "sender.jitter": a_duration("3s"),
    "sender.breaker": Key("10/5m", _breaker, "a count and a duration like 10/5m, or off"),
    "language_model.url": Key(
        "", url, "empty for none, or an address like https://HOST/v1"
    ),
    "language_model.model": Key("", str, "the server's name of the model"),
    "language_model.key_env": Key(
        "PEIBAN_MODEL_KEY", variable, "the name of a variable, or empty for no key"
    ),
    "language_model.timeout": a_duration("20s"),
    "language_model.per_day": whole(200, 0, 1_000_000),
    "language_model.tokens_per_day": whole(300_000, 0, 1_000_000_000),
    "language_model.at_once": whole(2, 1, 64),
    "language_model.replay": yes_or_no(default=False),
    "speech.url": Key("", url, "empty for none, or an address like https://HOST/v1"),
    "speech.model": Key("", str, "the server's name of the model"),
    "speech.key_env": Key(
        "PEIBAN_SPEECH_KEY", variable, "the name of a variable, or empty for no key"
    ),
    "speech.timeout": a_duration("30s"),
    "speech.wait": a_duration("5m"),
    "speech.largest_mb": whole(10, 1, 100),
    "speech.per_day": whole(500, 0, 1_000_000),
    "bulletin.picture": automatic(),
    "knowledge.model": automatic(),
    "recognise.enabled": automatic(),
    "recognise.workers": whole(1, 1, 64),
    "recognise.timeout": a_duration("30s"),
    "recognise.wait": a_duration("2m"),
    "recognise.memory_mb": whole(1500, 100, 100_000),
    "media.keep_position": yes_or_no(default=False),
    "privacy.keep_chat": Key("30d", kept_for, "a duration from 1d on, or off"),
    "backup.at": Key("03:30", time_of_day, 'a time like "03:30", or off'),
    "backup.keep": whole(7, 1, 100),
    **ALARM_KEYS,
    **CHANNEL_KEYS,
    "pipeline.batch": whole(256, 1, 10_000),
    "pipeline.lease": a_duration("2m"),
}
