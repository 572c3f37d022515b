"""What is asked before anything is decided."""

from datetime import timedelta

from bot.routes import decide
from handlers.model.effects import KeepDraft
from handlers.model.people import RoomId
from tests.handlers.made import SETTINGS, STATE, says

REPORT = "今天上午我们在活动室包饺子，来了12个人，大家都说香"


def test_what_arrives_half_a_day_late_is_never_answered():
    fresh, stale = timedelta(hours=12), timedelta(hours=12, seconds=1)

    kept = decide(STATE, says(REPORT, late=fresh), SETTINGS)
    assert any(isinstance(effect, KeepDraft) for effect in kept)
    assert decide(STATE, says(REPORT, late=stale), SETTINGS) == []


def test_a_room_that_nobody_bound_is_left_alone():
    assert decide(STATE, says(REPORT, room=RoomId("elsewhere")), SETTINGS) == []
