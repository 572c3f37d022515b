"""Deeds at the desk, and what they come to."""

from datetime import timedelta

from handlers.desk.deeds import on_deed
from handlers.lane import advance
from handlers.model.deed import Deed, Refusal
from handlers.model.draft import Draft
from handlers.model.effects import Effect, FileActivity, Refuse, StrikeActivity
from handlers.model.events import AtDesk
from handlers.model.people import MessageId
from handlers.model.state import State
from tests.handlers.made import HOUR, NOW, SETTINGS, STAFF, state

LATER = NOW + HOUR
MADE = MessageId("desk/once")
MONTHS = timedelta(days=70)


def at_desk(deed: Deed, *old: Draft, row: int = 7, by=STAFF, at=LATER) -> AtDesk:
    """old: records that the lane holds no more."""
    return AtDesk(row, MADE, by, at, deed, old)


def done(deed: Deed, *there: Draft, settings=SETTINGS, **more) -> list[Effect]:
    """What a deed comes to where these records are, once: the second time nothing."""
    return done_in(state(*there, **more), deed, settings=settings)


def done_in(before: State, deed: Deed, *old: Draft, settings=SETTINGS) -> list[Effect]:
    effects = on_deed(before, at_desk(deed, *old), settings)
    after = advance(before, effects)
    again = on_deed(after, at_desk(deed, *old), settings)
    assert not again or all(isinstance(one, Refuse) for one in again), "not idempotent"
    return effects


def why(effects: list[Effect]) -> Refusal:
    """Why nothing was done."""
    [one] = effects
    assert isinstance(one, Refuse)
    assert one.row == 7
    return one.why


def ledger(effects: list[Effect]) -> list[object]:
    """What enters the ledger and what leaves it."""
    return [
        one.activity for one in effects if isinstance(one, FileActivity | StrikeActivity)
    ]
