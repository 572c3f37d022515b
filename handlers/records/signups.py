"""Who put themselves on a list (接龙) beforehand: noted in silence, never as who came (R1, R5)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers.likeness import alike
from handlers.model.coming import Coming
from handlers.model.draft import Draft
from handlers.model.effects import Effect, KeepTalk
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import Field, When, Words
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.dates import find_times
from handlers.read.signups import Signup, read_signup

MOST_LISTS = 5  # in one room; older ones are forgotten …
KEPT = timedelta(days=30)  # … and so are those of long ago
SAME_LIST = 0.6  # of the pairs of the shorter heading
SAME_THEME = 0.5  # of the pairs of the theme


def remember(
    state: State, event: MessageArrived, settings: Settings
) -> list[Effect] | None:
    """Keep the list; a newer version replaces the older one.  Nothing is said."""
    signup = None if event.mentioned else read_signup(event.text)
    talk = state.talk(event.room)
    listed = signup and _listed(talk.coming, event, signup, settings)
    if not listed:
        return None
    others = (c for c in talk.coming if not _same(c, listed) and event.now - c.at <= KEPT)
    coming = (*others, listed)[-MOST_LISTS:]
    return [KeepTalk(replace(talk, spoke_at=event.now, coming=coming))]


def registered(state: State, draft: Draft, settings: Settings) -> tuple[str, ...]:
    """Who is on the list of what the record is about: of its day, else of its theme."""
    lists = [
        one
        for talk in state.talks.values()
        for one in talk.coming
        if draft.touched_at - one.at <= KEPT
    ]
    when, told = draft.value(Field.TIME), _told(draft)
    day = when.start.astimezone(settings.zone).date() if isinstance(when, When) else None
    fit = [c for c in lists if _fits(c, day, told)]
    best = max(fit, key=lambda c: (alike(c.about, told), c.at), default=None)
    return best.names if best else ()


def recalled(state: State, event: MessageRecalled) -> list[Effect]:
    """A list that was taken back is forgotten."""
    return [
        KeepTalk(replace(talk, coming=left))
        for talk in state.talks.values()
        if (left := tuple(c for c in talk.coming if c.message != event.message))
        != talk.coming
    ]


def _listed(
    kept: Sequence[Coming], event: MessageArrived, signup: Signup, settings: Settings
) -> Coming | None:
    """The list as it is now; a bare one goes on with one whose day is still ahead."""
    about = event.text[slice(*signup.heading)].strip()
    names = tuple(entry.name for entry in signup.entries)
    day = _day(about, event, settings)
    listed = Coming(event.message, event.now, about, day, names, signup.people)
    before = next((c for c in reversed(kept) if _same(c, listed)), None)
    if about and (signup.called or day):
        return listed
    over = before is None or (before.day and before.day <= _today(event, settings))
    return (
        None if over or not before else replace(listed, about=before.about, day=before.day)
    )


def _day(about: str, event: MessageArrived, settings: Settings) -> date | None:
    """The first day from that of the message on that the heading names."""
    today = _today(event, settings)
    starts = [
        t.value.start for t in find_times(about, event.at) if isinstance(t.value, When)
    ]
    days = (start.astimezone(settings.zone).date() for start in starts)
    return next((day for day in days if day >= today), None)


def _today(event: MessageArrived, settings: Settings) -> date:
    return event.at.astimezone(settings.zone).date()


def _same(one: Coming, other: Coming) -> bool:
    """Whether two lists are versions of one: the same heading, or the same first names."""
    if one.day and other.day and one.day != other.day:
        return False
    if one.about and other.about:
        return alike(one.about, other.about) >= SAME_LIST
    return one.names[:1] == other.names[:1]


def _fits(listed: Coming, day: date | None, told: str) -> bool:
    if listed.day and day:
        return listed.day == day
    return bool(told) and alike(told, listed.about) >= SAME_THEME


def _told(draft: Draft) -> str:
    """What the record calls itself, else what was done."""
    for field in (Field.THEME, Field.CONTENT):
        value = draft.value(field)
        if isinstance(value, Words):
            return value.text
    return ""
