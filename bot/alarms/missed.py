"""Which accounts and rooms are missed, and which were heard again (R9)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alarms.book import Book, Trouble
from bot.alarms.hearing import ALL, Hearing, Place
from bot.alarms.silence import is_uncanny
from store.alarms import About, AlarmKind

QUIET = "silent"


def missed(
    channel: str, up: datetime, hearing: Hearing, now: datetime, zone: ZoneInfo
) -> Iterator[Trouble]:
    """What has been silent for too long since the account is connected, `up`.

    An account that is silent as a whole says so for all its rooms.
    """
    whole = _silence((channel, ALL), up, hearing, now, zone)
    if whole is not None:
        yield whole
        return
    for place in hearing.habits:
        if place[0] == channel and place[1] != ALL:
            silence = _silence(place, up, hearing, now, zone)
            if silence is not None:
                yield silence


def heard_again(book: Book, hearing: Hearing) -> Iterator[About]:
    """Silences that have ended; only a voice ends one."""
    for alarm in book.open:
        about = alarm.about
        if about.kind in (AlarmKind.SILENCE, AlarmKind.ROOM):
            heard = hearing.heard.get((about.channel, about.room))
            if heard is not None and heard > alarm.since:
                yield about


def nobody_to_miss(book: Book, hearing: Hearing) -> Iterator[About]:
    """Silent rooms that the bot has left: nothing will be heard there again."""
    for alarm in book.open:
        if alarm.about.kind is AlarmKind.ROOM and alarm.about.room in hearing.left:
            yield alarm.about


def _silence(
    place: Place, up: datetime, hearing: Hearing, now: datetime, zone: ZoneInfo
) -> Trouble | None:
    usual = hearing.habits.get(place)
    since = max(up, hearing.heard.get(place, up))
    if usual is None or not is_uncanny(usual, since.astimezone(zone), now.astimezone(zone)):
        return None
    channel, room = place
    kind = AlarmKind.ROOM if room != ALL else AlarmKind.SILENCE
    return Trouble(About(kind, channel, room), QUIET, since)
