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
    due = [one for one in waiting if _due(one, event.now, settings)]
    if not due:
        return _planned(waiting, settings)
    open_at = working.begins(event.now, settings)
    if open_at > event.now:
        later = [SetReminder(one.number, open_at, one.reminders) for one in due]
        return [*_planned(waiting, settings), *later]
    told = [one for one in waiting if _due(one, event.now + TOGETHER, settings)]
    others = [one for one in waiting if one not in told]
    again = [_again(one, event.now, settings) for one in told]
    return [*_planned(others, settings), *again, *_say(state, told, event, settings)]


def taken(number: int, event: MessageArrived, settings: Settings) -> list[Effect]:
    """Whoever has just taken a case is left in peace for the longest wait there is."""
    mine = TakeCase(number, event.sender, event.now)
    if not settings.staff.reminds:
        return [mine]
    due = working.after(event.now, max(settings.staff.remind_after), settings)
    return [mine, SetReminder(number, due, 0)]  # theirs is the first reminder


def _moment(card: Listed, settings: Settings) -> datetime | None:
    """When staff hear of it again; a case that is new has none yet."""
    return card.remind_at or _after(card.case.at, card.reminders, settings)


def _due(card: Listed, now: datetime, settings: Settings) -> bool:
    moment = _moment(card, settings)
    return moment is not None and moment <= now


def _planned(waiting: list[Listed], settings: Settings) -> list[Effect]:
    return [
        SetReminder(one.number, _moment(one, settings), one.reminders)
        for one in waiting
        if one.remind_at is None
    ]


def _again(card: Listed, now: datetime, settings: Settings) -> SetReminder:
    count = card.reminders + 1
    return SetReminder(card.number, _after(now, count, settings), count)


def _after(at: datetime, reminders: int, settings: Settings) -> datetime | None:
    """The last wait comes again and again, so that nothing is forgotten: at most once a day."""
    waits = settings.staff.remind_after
    if not waits:
        return None
    wait = waits[reminders] if reminders < len(waits) else max(waits[-1], working.DAY)
    return working.after(at, wait, settings)


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
    """Who is named: whoever took it, then one after the other of the configured order."""
    order = dict.fromkeys((card.taken_by, *settings.staff.order))
    known = [person for person in order if person is not None and person in state.people]
    return known[: card.reminders + 1][-1:]
