"""What is asked before anything is decided."""

from dataclasses import replace
from datetime import timedelta

from bot.routes import decide
from handlers.model.effects import KeepDraft
from handlers.model.errand import ErrandKind
from handlers.model.events import ErrandReturned
from handlers.model.people import RoomId
from tests.handlers.made import NOW, SETTINGS, STATE, says

REPORT = "今天上午我们在活动室包饺子，来了12个人，大家都说香"


def test_what_arrives_half_a_day_late_is_never_answered():
    fresh, stale = timedelta(hours=12), timedelta(hours=12, seconds=1)

    kept = decide(STATE, says(REPORT, late=fresh), SETTINGS)
    assert any(isinstance(effect, KeepDraft) for effect in kept)
    assert decide(STATE, says(REPORT, late=stale), SETTINGS) == []


def test_a_room_that_nobody_bound_is_left_alone():
    assert decide(STATE, says(REPORT, room=RoomId("elsewhere")), SETTINGS) == []


def test_what_comes_back_too_late_or_after_a_decision_changes_nothing():
    told = {"kind": "report", "activities": [{"content": "包饺子", "place": "活动室"}]}
    back = ErrandReturned(1, ErrandKind.READING, says(REPORT), NOW, told)

    assert any(isinstance(e, KeepDraft) for e in decide(STATE, back, SETTINGS))
    assert decide(STATE, replace(back, settled=True), SETTINGS) == []
    late = replace(back, now=NOW + timedelta(hours=12, seconds=1))
    assert decide(STATE, late, SETTINGS) == []
    elsewhere = replace(back, about=says(REPORT, room=RoomId("elsewhere")))
    assert decide(STATE, elsewhere, SETTINGS) == []
