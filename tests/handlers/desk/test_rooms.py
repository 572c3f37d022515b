"""Staff silence the bot in a room, or in all rooms of an organisation (R11)."""

from handlers.desk import rooms
from handlers.hush import SILENCED
from handlers.model.deed import Hush, Introduce, Refusal
from handlers.model.effects import DropTimers, KeepTalk, Say, SetTimer, Unsay
from handlers.model.people import RoomId
from handlers.model.state import Talk
from handlers.records.pieces import SETTLE
from tests.handlers.desk.told import LATER, at_desk, done, why
from tests.handlers.made import CHAT, ROOM, SETTINGS, STATE, draft, talking


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
