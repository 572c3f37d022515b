"""One chat message, read as staff do: what kind it is and what it states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers import memory
from handlers.model.finding import Field, Stated, When
from handlers.read.attendees import find_attendees
from handlers.read.content import find_content, find_planned, find_theme
from handlers.read.counts import find_counts
from handlers.read.dates import find_times, order_times
from handlers.read.facts import Facts
from handlers.read.feedback import find_feedback
from handlers.read.gate import worth_reading
from handlers.read.kinds import judge, judge_by_rules
from handlers.read.merged import merge
from handlers.read.pieces import sift
from handlers.read.places import find_places
from handlers.read.reading import Activity, Kind, Reading, Surroundings
from handlers.read.split import names_day, split_activities
from handlers.read.template import read_slots

LONGEST_NOTE = 800  # characters; what is longer is an article …
_HEAD = 400  # … whose facts, if it is about us at all, stand at its head …
ENDLESS, _GLANCE = 2000, 110  # … and of a whole page a glance must do
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which no library takes
_NOWHERE = Surroundings()
_CHATTER = Reading(Kind.CHAT)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reader of one activity knows besides its text; past: of a report."""

    sent_at: datetime
    plan: tuple[str, ...]
    past: bool
    learned: bool


def read_message(
    text: str, sent_at: datetime, around: Surroundings = _NOWHERE, *, learned: bool = True
) -> Reading:
    """What `text` says.  sent_at: aware; relative days count from it.

    Every span is counted in `text` itself; of an endless text only the head is read.
    learned: False reads by rules alone, to measure what the learned reader adds.
    """
    text = _SURROGATE.sub("\ufffd", text)
    if not worth_reading(text):
        return _CHATTER
    article, text = len(text) > LONGEST_NOTE, _readable(text)
    facts = gather(text, sent_at, around.plan)
    weigh = judge if learned else judge_by_rules
    kind, confidence = weigh(text, facts, sent_at, around)
    if kind in {Kind.REPORT, Kind.ANNOUNCEMENT}:
        activities = _activities(
            text,
            facts,
            _Reader(sent_at, around.plan, kind is Kind.REPORT, learned and not article),
        )
        return Reading(kind, confidence, activities=activities)
    loose = sift(text, facts, sent_at)
    return Reading(kind, confidence, loose=_one_each(loose))


def read_pieces(text: str, sent_at: datetime) -> tuple[Stated, ...]:
    """What `text` adds to a record that is open, whatever kind of message it is.

    Plain chatter, hearsay, questions and doubt (我还以为三十来个) add nothing (R1, R5).
    """
    text = _SURROGATE.sub("\ufffd", text)
    if not worth_reading(text):
        return ()
    text = _readable(text)
    return _one_each(sift(text, gather(text, sent_at, ()), sent_at))


def read_deed(text: str, sent_at: datetime) -> Activity:
    """What `text` states of one activity, if it is told in it, whatever kind it looks like."""
    text = _readable(_SURROGATE.sub("\ufffd", text))
    reader = _Reader(sent_at, (), past=True, learned=True)
    return _activity(text, gather(text, sent_at, ()), reader)


def gather(text: str, sent_at: datetime, plan: Sequence[str]) -> Facts:
    """Everything the finders see in `text`."""
    facts = _found(text, sent_at, sent_at.utcoffset())
    return replace(facts, planned=True) if find_planned(text, plan) else facts


@memory.lately(8)  # what is no report is read once more for each record it may answer
def _found(text: str, sent_at: datetime, offset: timedelta | None) -> Facts:
    """offset: of `sent_at`; the same moment is another day elsewhere, but equal."""
    return Facts(
        times=find_times(text, sent_at),
        places=find_places(text),
        counts=find_counts(text),
        feedback=find_feedback(text),
        slots=read_slots(text),
    )


def _one_each(stated: Sequence[Stated]) -> tuple[Stated, ...]:
    """The first statement of each field; feedback all."""
    kept: list[Stated] = []
    for one in stated:
        if one.field is Field.FEEDBACK or all(one.field is not k.field for k in kept):
            kept.append(one)
    return tuple(kept)


def _readable(text: str) -> str:
    if len(text) <= LONGEST_NOTE:
        return text
    return text[:_HEAD] if len(text) <= ENDLESS else text[:_GLANCE]


def _activities(text: str, facts: Facts, reader: _Reader) -> tuple[Activity, ...]:
    spans = split_activities(text)
    if len(spans) == 1:
        return (_activity(text, facts, reader),)
    found: list[Activity] = []
    day: date | None = None
    for start, end in spans:
        part = text[start:end]
        part_facts = gather(part, reader.sent_at, reader.plan)
        stated = [_on_day(one, part, day) for one in _activity(part, part_facts, reader)]
        day = next((_day_of(one) for one in stated if one.field is Field.TIME), day)
        found.append(tuple(one.moved(start) for one in stated))
    return tuple(found)


def _activity(text: str, facts: Facts, reader: _Reader) -> Activity:
    facts, named = merge(text, facts) if reader.learned else (facts, find_attendees(text))
    times = order_times(text, facts.times, reader.sent_at, past=reader.past)
    known = (*times[:1], *facts.places[:1], *facts.counts)
    content = find_content(text, facts.slots, (*known, *facts.feedback, *named))
    theme = find_theme(text, facts.slots, reader.plan, (*known, *facts.feedback))
    if theme and not content:  # 旧衣缝补服务 says what was done as well
        content = replace(theme, field=Field.CONTENT)
    told = [one for one in (content, theme) if one]
    came = named if reader.past else ()  # who is on a list has not come yet
    return (*_one_each(known), *told, *facts.feedback, *came)


def _on_day(one: Stated, text: str, day: date | None) -> Stated:
    """下午三点 of a later activity is on the day of the one before it."""
    written = text[slice(*one.span)]
    if day is None or not isinstance(one.value, When) or names_day(written):
        return one
    shift = day - one.value.start.date()
    end = one.value.end and one.value.end + shift
    return replace(one, value=replace(one.value, start=one.value.start + shift, end=end))


def _day_of(one: Stated) -> date | None:
    return one.value.start.date() if isinstance(one.value, When) else None
