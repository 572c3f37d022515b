"""One message of alarms: what, which account, since when, what to do; nobody's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import prompts
from store.alarms import Alarm, AlarmKind


@dataclass(frozen=True, slots=True)
class Notice:
    """title: the first line of the text.  alarms: the same as JSON, for programs."""

    title: str
    text: str
    alarms: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What the words need beside the alarms.  console: its address, empty for none.

    accounts: what each channel's account is called; rooms: what staff call each room.
    """

    zone: ZoneInfo
    console: str
    accounts: Mapping[str, str] = field(default_factory=dict)
    rooms: Mapping[str, str] = field(default_factory=dict)


def notice(alarms: Sequence[Alarm], around: Around) -> Notice:
    """All of them in one message, so that ten at once are no flood."""
    parts = [_words(alarm, around) for alarm in alarms]
    text = prompts.render("alarms/message", {"parts": parts})
    return Notice(_title(text), text, [_plain(alarm, around) for alarm in alarms])


def trial() -> Notice:
    """To see whether a way works."""
    text = prompts.render("alarms/trial", {})
    return Notice(_title(text), text)


def _title(text: str) -> str:
    return text.partition("\n")[0]


def _words(alarm: Alarm, around: Around) -> str:
    about = alarm.about
    over = alarm.over_at or alarm.raised_at
    data = {
        "channel": about.channel,
        "account": around.accounts.get(about.channel, ""),
        "room": around.rooms.get(about.room, ""),
        "code": alarm.code,
        "since": alarm.since.astimezone(around.zone),
        "over": over.astimezone(around.zone),
        "lasted": over - alarm.since,
        "console": around.console,
    }
    return prompts.render(f"alarms/{_prompt(alarm)}", data)


def _prompt(alarm: Alarm) -> str:
    if alarm.open:
        return alarm.about.kind.value
    away = alarm.about.kind in (AlarmKind.OUTAGE, AlarmKind.SCAN)
    return "back" if away else f"{alarm.about.kind.value}_over"


def _plain(alarm: Alarm, around: Around) -> Mapping[str, object]:
    return {
        "kind": alarm.about.kind.value,
        "channel": alarm.about.channel or None,
        "code": alarm.code,
        "since": _iso(alarm.since, around.zone),
        "over": alarm.over_at and _iso(alarm.over_at, around.zone),
    }


def _iso(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")
