"""Which record a piece belongs to: sender first, then the record; never two mixed (R4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handlers.likeness import alike
from handlers.model.draft import Draft, Status
from handlers.model.events import MessageArrived
from handlers.model.finding import Count, Field, Precision, Stated, Value, When, Words
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.doings import once_more, other_doing

COLLECTING = (Status.OPEN, Status.HANDED_OVER)
NEARBY = timedelta(minutes=10)  # another member's photos of the same hour
APART = timedelta(minutes=90)  # starts further apart are two activities of one day
ANSWERABLE = timedelta(days=2)  # after a request; later only by quoting it
SAME_TEXT = 0.5
SAME_NUMBER = 5  # people; members who tell of one activity seldom differ by more


def home(
    state: State, event: MessageArrived, stated: Iterable[Stated], settings: Settings
) -> Draft | None:
    """The draft that a full report belongs to, None when it opens a new one."""
    facts = {s.field: s.value for s in stated}
    own = [
        d
        for d in collecting(state)
        if d.author == event.sender
        and in_burst(d, event.now, settings)
        and not contradicts(d, facts, settings)
    ]
    if own:
        return own[-1]
    same = [
        d
        for d in state.drafts
        if _same_activity(d, facts, settings) or _answers(d, event, facts, settings)
    ]
    return same[-1] if same else None


def collecting(state: State) -> list[Draft]:
    """Drafts whose record is still incomplete, oldest first."""
    return [d for d in state.drafts if d.status in COLLECTING]


def in_burst(draft: Draft, now: datetime, settings: Settings) -> bool:
    """Whether the newest piece is so fresh that the next one of its author belongs to it."""
    return now - draft.touched_at <= settings.intake.burst


def contradicts(draft: Draft, facts: dict[Field, Value], settings: Settings) -> bool:
    """Whether the facts cannot be about the draft: another time, or another place and number."""
    if _other_time(draft.value(Field.TIME), facts.get(Field.TIME), settings):
        return True
    return _other_place(draft, facts) and _other_number(draft, facts)


def _same_activity(draft: Draft, facts: dict[Field, Value], settings: Settings) -> bool:
    """Whether another member reports what is recorded already: same day and place or theme."""
    if draft.status in (Status.GATHERING, Status.WITHDRAWN):
        return False
    when, said = draft.value(Field.TIME), facts.get(Field.TIME)
    if not isinstance(when, When) or not isinstance(said, When):
        return False
    if _other_time(when, said, settings):
        return False
    if _other_place(draft, facts) or _other_doing(draft, facts):
        return False
    if _later_again(when, said, facts) and _other_number(draft, facts):
        return False
    fields = (Field.PLACE, Field.THEME)
    same = any(_same_words(draft, facts, field) for field in fields)
    return same or (_same_number(draft, facts) and _same_words(draft, facts, Field.CONTENT))


def quotes(draft: Draft, event: MessageArrived) -> bool:
    """Whether the message quotes a piece of this record, or what we asked about it."""
    quoted = event.quoted
    if quoted is None:
        return False
    ours = quoted.draft in (draft.id, *draft.absorbed)
    return ours or quoted.message in draft.messages()


def elsewhere(draft: Draft, facts: dict[Field, Value], settings: Settings) -> bool:
    """Whether the facts name another place or another time than the draft."""
    other_time = _other_time(draft.value(Field.TIME), facts.get(Field.TIME), settings)
    return other_time or _other_place(draft, facts)


def far_off(draft: Draft, facts: dict[Field, Value]) -> bool:
    """Whether so many more or fewer are told to have come that it may be something else."""
    match draft.value(Field.HEADCOUNT), facts.get(Field.HEADCOUNT):
        case Count(one, False), Count(other, False):
            return abs(one - other) > SAME_NUMBER
        case _:
            return False


def _later_again(before: When, now: When, facts: dict[Field, Value]) -> bool:
    """今天傍晚我们又在屋顶浇了水, where the record is of an afternoon."""
    content = facts.get(Field.CONTENT)
    again = isinstance(content, Words) and once_more(content.text)
    return again and "" not in (before.part, now.part) and before.part != now.part


def _other_doing(draft: Draft, facts: dict[Field, Value]) -> bool:
    """Whether as many others did something else at the place of the draft."""
    match draft.value(Field.HEADCOUNT), facts.get(Field.HEADCOUNT):
        case Count(one), Count(other) if abs(one - other) > SAME_NUMBER:
            pass
        case _:
            return False
    fields = (Field.CONTENT, Field.THEME)
    before = [f.value for field in fields for f in draft.of(field)]
    now = [facts[field] for field in fields if field in facts]
    return other_doing(_in_words(before), _in_words(now))


def _in_words(values: Iterable[Value]) -> str:
    return "，".join(value.text for value in values if isinstance(value, Words))


def _answers(
    draft: Draft, event: MessageArrived, facts: dict[Field, Value], settings: Settings
) -> bool:
    """Whether what reads like a report answers what was asked: about pictures without words,
    or without a time of its own about a record whose gaps it fills.
    """
    if draft.status not in COLLECTING or draft.room != event.room or not draft.requests:
        return False
    late = event.now - draft.requests[-1].at > ANSWERABLE and not quotes(draft, event)
    if late or contradicts(draft, facts, settings):
        return False
    wordless = not draft.of(Field.CONTENT) and not draft.of(Field.THEME)
    fills = any(not draft.of(field) for field in facts if field in draft.requests[-1].about)
    apart = _other_place(draft, facts) or _other_number(draft, facts)
    return wordless or (fills and Field.TIME not in facts and not apart)


def _day(when: When, settings: Settings) -> str:
    return when.start.astimezone(settings.zone).date().isoformat()


def _other_time(one: Value | None, other: Value | None, settings: Settings) -> bool:
    if not isinstance(one, When) or not isinstance(other, When):
        return False
    return _day(one, settings) != _day(other, settings) or other_hour(one, other)


def other_hour(one: When, other: When) -> bool:
    """Whether two times of one day cannot be those of the same activity."""
    if Precision.DAY in (one.precision, other.precision):
        return False
    exact = one.precision is other.precision is Precision.MINUTE
    apart = APART if exact else timedelta(hours=4)  # morning and afternoon
    return abs(one.start - other.start) > apart


def _other_place(draft: Draft, facts: dict[Field, Value]) -> bool:
    both = draft.value(Field.PLACE) is not None and Field.PLACE in facts
    return both and not _same_words(draft, facts, Field.PLACE)


def _other_number(draft: Draft, facts: dict[Field, Value]) -> bool:
    both = _numbers(draft, facts)
    return both is not None and both[0] != both[1]


def _same_number(draft: Draft, facts: dict[Field, Value]) -> bool:
    both = _numbers(draft, facts)
    return both is not None and both[0] == both[1]


def _numbers(draft: Draft, facts: dict[Field, Value]) -> tuple[int, int] | None:
    match draft.value(Field.HEADCOUNT), facts.get(Field.HEADCOUNT):
        case Count(one), Count(other):
            return one, other
        case _:
            return None


def _same_words(draft: Draft, facts: dict[Field, Value], field: Field) -> bool:
    one, other = draft.value(field), facts.get(field)
    if not isinstance(one, Words) or not isinstance(other, Words):
        return False
    return alike(one.text, other.text) >= SAME_TEXT
