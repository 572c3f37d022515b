"""Staff silence the bot in a room, or in all rooms of an organisation (R11)."""

from dataclasses import replace

from handlers.desk import rooms
from handlers.desk.deeds import on_deed
from handlers.hush import SILENCED
from handlers.model.admission import LeaveRoom, Unbind
from handlers.model.case import Case, CaseKind
from handlers.model.deed import Hush, Introduce, Refusal
from handlers.model.draft import Status
from handlers.model.effects import (
    DropTimers,
    KeepDraft,
    KeepTalk,
    OpenCase,
    Say,
    SetTimer,
    Unsay,
)
from handlers.model.people import RoomId
from handlers.model.state import Talk
from handlers.records.pieces import SETTLE
from tests.handlers.desk.told import LATER, at_desk, done, why
from tests.handlers.made import CHAT, ROOM, SETTINGS, STATE, draft, filed, state, talking


def test_a_room_is_silenced_at_once():
    assert done(Hush(on=True, room=ROOM)) == [
        KeepTalk(Talk(ROOM, hushed=True)),
        Unsay(ROOM, SILENCED),
    ]


def test_an_organisation_is_silenced_in_all_its_rooms():
    effects = done(Hush(on=True), talks=talking(hushed=True))

    assert [e.talk.room for e in effects if isinstance(e, KeepTalk)] == [CHAT]


def test_its_records_are_looked_at_again_afterwards():
    effects = done(Hush(on=False), draft(), talks=talking(hushed=True))

    assert effects == [
        KeepTalk(Talk(ROOM)),
        DropTimers("d1"),
        SetTimer(SETTLE, "d1", LATER + SETTINGS.coach.settle),
    ]
    assert done(Hush(on=False), draft()) == []


def test_a_room_of_somebody_else_is_not_known_here():
    assert why(done(Hush(on=True, room=RoomId("x")))) is Refusal.UNKNOWN


def test_a_room_that_is_not_theirs_is_left_with_what_grows_there_for_staff():
    deed = Unbind(ROOM)
    here = draft(), draft(id_="d2", room=RoomId("r9")), filed(id_="d3")

    effects = on_deed(state(*here), at_desk(deed), SETTINGS)

    assert effects == [
        KeepDraft(replace(here[0], status=Status.HANDED_OVER)),
        DropTimers("d1"),
        OpenCase(Case(CaseKind.HAND_OVER, "d1", ROOM, LATER)),
        LeaveRoom(ROOM, LATER, unbound=True),
    ]
    assert why(done(Unbind(RoomId("x")))) is Refusal.UNKNOWN


def test_the_bot_introduces_itself_where_staff_want_it():
    deed = Introduce(ROOM)

    said, again = (
        one for _ in range(2) for one in rooms.decide(STATE, at_desk(deed), deed, SETTINGS)
    )

    assert isinstance(said, Say)
    assert said == again  # under one key: it is said once
    assert said.key
    assert (said.room, said.prompt) == (ROOM, "privacy/introduction")
    assert why(done(Introduce(RoomId("x")))) is Refusal.UNKNOWN
