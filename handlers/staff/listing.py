"""What lists and cards of cases show: values for the words of prompts/cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.model.case import Listed
from handlers.model.doubt import Doubt
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address

MOST = 12  # lines of a list; more is no list for a phone (R17)


def of(state: State, waiting: Sequence[Listed], now: datetime) -> dict[str, object]:
    """What a list of cases shows: the oldest of them, and how many more there are."""
    first = sorted(waiting, key=lambda one: (one.case.at, one.number))[:MOST]
    lines = [line(state, one, now) for one in first]
    return {"cases": lines, "total": len(waiting), "more": len(waiting) - len(lines)}


def line(state: State, listed: Listed, now: datetime) -> dict[str, object]:
    """One case: its number, what it is, whose, how old, what was asked, who looks after it."""
    question = next((q for q in state.questions if q.id == listed.case.subject), None)
    return {
        "number": listed.number,
        "kind": listed.case.kind.value,
        "asker": state.name(question.asker) if question else "",
        "asked": without_address(question.words) if question else "",
        "place": listed.organisation_name or listed.room_name,
        "age": now - listed.case.at,
        "taken_by": state.name(listed.taken_by),
    }


def details(
    state: State, listed: Listed, now: datetime, settings: Settings
) -> dict[str, object]:
    """One case with its room, how it ended, and what was said around it."""
    said = listed.conversation
    return {
        **line(state, listed, now),
        **end(state, listed),
        "room": listed.room_name,
        "reason": listed.reason,
        "doubt": why(listed.doubt, settings),
        "unheard": [[at.astimezone(settings.zone) for at in one] for one in listed.unheard],
        "conversation": [replace(s, at=s.at.astimezone(settings.zone)) for s in said],
    }


def why(doubt: Doubt | None, settings: Settings) -> dict[str, object] | None:
    """What does not fit, by the neighbourhood's days."""
    if doubt is None:
        return None
    return {
        "reason": doubt.reason.value,
        "posted": doubt.posted_at.astimezone(settings.zone).date(),
        "sheet": doubt.sheet.value if doubt.sheet else "",
        "day": doubt.day,
        "told": doubt.told,
    }


def end(state: State, card: Listed) -> dict[str, object]:
    """How a case ended, and by whom; both empty while it waits."""
    return {
        "outcome": card.outcome.value if card.outcome else "",
        "closed_by": state.name(card.closed_by),
    }
