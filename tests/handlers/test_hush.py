"""静默 and 恢复 (R11)."""

import pytest

from handlers import hush
from handlers.model.draft import Status
from handlers.model.effects import DropTimers, KeepTalk, SetTimer, Unsay, Why
from handlers.model.people import PersonId
from handlers.model.state import Talk
from tests.handlers.made import (
    ANNA,
    CHAT,
    LEADER,
    MINUTE,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STATE,
    draft,
    says,
    state,
    talking,
)


@pytest.mark.parametrize("by", [LEADER, STAFF])
def test_a_leader_or_staff_silence_the_bot_at_once(by: PersonId):
    kept, unsaid = hush.obey(STATE, says("静默", by), SETTINGS) or []

    assert kept == KeepTalk(Talk(ROOM, hushed=True, spoke_at=NOW))
    assert isinstance(unsaid, Unsay)
    assert unsaid.room == ROOM
    assert set(unsaid.purposes) == {
        Why.ASK,
        Why.NUDGE,
        Why.SETTLE,
        Why.THANKS,
        Why.DIGEST,
        Why.TIP,
    }


@pytest.mark.parametrize("by", [ANNA, PersonId("新来的")])
def test_a_member_or_a_stranger_does_not(by: PersonId):
    assert hush.obey(STATE, says("静默", by), SETTINGS) is None


def test_resuming_looks_again_at_the_open_records_of_this_room():
    here, closed = draft(), draft(id_="d2", status=Status.FILED)
    there = draft(id_="d3", room=CHAT)
    silent = state(here, closed, there, talks=talking(hushed=True))

    effects = hush.obey(silent, says("恢复", LEADER), SETTINGS)

    assert effects == [
        KeepTalk(Talk(ROOM, hushed=False, spoke_at=NOW)),
        DropTimers(here.id),
        SetTimer("settle", here.id, NOW + 3 * MINUTE),
    ]


def test_other_words_and_other_commands_are_for_others():
    assert hush.obey(STATE, says("今天真静", LEADER), SETTINGS) is None
    assert hush.obey(STATE, says("别记我", LEADER), SETTINGS) is None
