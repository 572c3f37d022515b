"""Reminding staff of what waits, in their working time, everything in one message (R12)."""

from datetime import datetime, timedelta

from handlers import moments
from handlers.model.case import Listed
from handlers.model.effects import Effect, Say, SetReminder, TakeCase, Why
from handlers.model.events import CasesDue, MessageArrived
from handlers.model.people import PersonId
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.staff import listing, working

TOGETHER = timedelta(
    hours=1
)  # what would be due so soon is told now; one message, not many


def on_due(state: State, event: CasesDue, settings: Settings) -> list[Effect]:
    """All that is due, or nearly, in one message; what is new only gets its moment."""
    waiting = [one for one in state.cases if one.outcome is None]
    due = [one for one in waiting if _due(one, event.now, event.now, settings)]
    if not due:
        return _planned(waiting, event.now, settings)
    open_at = working.begins(event.now, settings)
    if open_at > event.now:
        later = [SetReminder(one.number, open_at, one.reminders) for one in due]
        return [*_planned(waiting, event.now, settings), *later]
    told = _told(waiting, due, event.now, settings)
    others = [one for one in waiting if one not in told]
    again = [_again(one, event.now, settings) for one in told]
    planned = _planned(others, event.now, settings)
    return [*planned, *again, *_say(state, told, event, settings)]


def taken(number: int, event: MessageArrived, settings: Settings) -> list[Effect]:
    """Whoever has just taken a case is left in peace for the longest wait there is."""
    mine = TakeCase(number, event.sender, event.now)
    if not settings.staff.reminds:
        return [mine]
    due = working.after(event.now, max(settings.staff.remind_after), settings)
    return [mine, SetReminder(number, due, 0)]  # theirs is the first reminder


def _told(
    waiting: list[Listed], due: list[Listed], now: datetime, settings: Settings
) -> list[Listed]:
    """What one message tells: of what comes daily, all of that day, or it would be many.

    A new case alone waits its hours; a message about daily ones takes it along.
    """
    tonight = working.ends(now, settings)
    soon = tonight if any(_daily(one, settings) for one in due) else now + TOGETHER
    return [
        one
        for one in waiting
        if _due(one, tonight if _daily(one, settings) else soon, now, settings)
    ]


def _daily(card: Listed, settings: Settings) -> bool:
    """Whether its wait is a working day or more."""
    return _wait(card, card.reminders, settings) >= working.DAY


def _moment(card: Listed, now: datetime, settings: Settings) -> datetime | None:
    """When staff hear of it again; a case that is new has none yet.

    Nor has one of which an older bot told all that it would: its wait begins now.
    """
    begun = now if card.reminders else card.case.at
    return card.remind_at or _after(card, begun, card.reminders, settings)


def _due(card: Listed, by: datetime, now: datetime, settings: Settings) -> bool:
    moment = _moment(card, now, settings)
    return moment is not None and moment <= by


def _planned(waiting: list[Listed], now: datetime, settings: Settings) -> list[Effect]:
    return [
        SetReminder(one.number, _moment(one, now, settings), one.reminders)
        for one in waiting
        if one.remind_at is None
    ]


def _again(card: Listed, now: datetime, settings: Settings) -> SetReminder:
    count = card.reminders + 1
    return SetReminder(card.number, _after(card, now, count, settings), count)


def _after(
    card: Listed, at: datetime, reminders: int, settings: Settings
) -> datetime | None:
    if not settings.staff.remind_after:
        return None
    return working.after(at, _wait(card, reminders, settings), settings)


def _wait(card: Listed, reminders: int, settings: Settings) -> timedelta:
    """The last wait comes again and again, so that nothing is forgotten: at most once a day."""
    waits = settings.staff.remind_after or (working.DAY,)
    if card.taken_by is not None and not reminders:
        return max(waits)
    return waits[reminders] if reminders < len(waits) else max(waits[-1], working.DAY)


def _say(
    state: State, told: list[Listed], event: CasesDue, settings: Settings
) -> list[Effect]:
    if state.staff is None:
        return []
    to = dict.fromkeys(person for one in told for person in _called(state, one, settings))
    data = {
        **listing.of(state, told, event.now),
        "names": [state.name(person) for person in to],
    }
    say = Say(
        state.staff,
        Why.ESCALATE,
        "cases/remind",
        data,
        to=tuple(to),
        not_before=moments.allowed(event.now, settings),
    )
    return [say]


def _called(state: State, card: Listed, settings: Settings) -> list[PersonId]:
    """Who is named: whoever took it, else those of the configured order take turns."""
    if card.taken_by is not None and card.taken_by in state.people:
        return [card.taken_by]
    order = [one for one in dict.fromkeys(settings.staff.order) if one in state.people]
    return [order[card.reminders % len(order)]] if order else []
