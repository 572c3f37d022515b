"""Staff bind a room at the desk with the same effect as in the room itself (R10, R14)."""

from dataclasses import replace

import pytest

from handlers.desk.deeds import on_deed
from handlers.model.admission import Act, BindRoom, DoAct, Found, LeaveRoom, Unbound
from handlers.model.deed import Bind, Refusal
from handlers.model.effects import Effect
from handlers.model.people import OrganisationId, Purpose, Room, RoomId, RoomKind
from handlers.model.state import State
from tests.handlers.desk.told import at_desk, why
from tests.handlers.made import GARDEN, LEADERS, SETTINGS, STAFF_ROOM, STATE, said

HERE = RoomId("77@chatroom")
OF_GARDEN = Bind(HERE, "wechaty", Purpose.ORGANISATION, GARDEN.id, RoomKind.CORE)
NEW = Bind(HERE, "wechaty", Purpose.ORGANISATION, founds="棋友会")


THERE = Unbound("群名", (GARDEN,))


def after(
    deed: Bind, unbound: Unbound | None = THERE, state: State = STATE
) -> list[Effect]:
    return on_deed(state, replace(at_desk(deed), unbound=unbound), SETTINGS)


def bound(effects: list[Effect]) -> Room:
    [room] = [effect.room for effect in effects if isinstance(effect, BindRoom)]
    return room


def test_the_room_is_its_organisations_and_the_bot_introduces_itself():
    effects = after(OF_GARDEN)

    assert bound(effects) == Room(
        HERE, "群名", Purpose.ORGANISATION, GARDEN.id, RoomKind.CORE, "wechaty"
    )
    assert DoAct("wechaty", Act.LOOK_AT_ROOM, HERE) in effects
    assert said(effects) == ["privacy/introduction"]


def test_a_new_organisation_is_there_before_its_room():
    effects = after(NEW)

    assert isinstance(effects[0], Found)
    assert effects[0].organisation.name == "棋友会"
    assert bound(effects).organisation == effects[0].organisation.id


def test_a_new_one_of_a_known_name_is_that_one():
    effects = after(replace(NEW, founds=GARDEN.name))

    assert not any(isinstance(effect, Found) for effect in effects)
    assert bound(effects).organisation == GARDEN.id


@pytest.mark.parametrize(
    ("purpose", "before"), [(Purpose.LEADERS, LEADERS), (Purpose.STAFF, STAFF_ROOM)]
)
def test_the_rooms_of_leaders_and_staff_move(purpose: Purpose, before: RoomId):
    effects = after(Bind(HERE, "wechaty", purpose))
    first = after(
        Bind(HERE, "wechaty", purpose), state=replace(STATE, leaders=None, staff=None)
    )

    assert bound(effects) == Room(HERE, "群名", purpose, channel="wechaty")
    assert said(effects) == ["rooms/bound"]
    assert [e.room for e in effects if isinstance(e, LeaveRoom)] == [before]
    assert not [e for e in first if isinstance(e, LeaveRoom)]


def test_a_room_that_waits_no_more_is_left_alone():
    assert why(after(OF_GARDEN, None)) is Refusal.UNKNOWN


def test_an_organisation_that_is_not_there_gets_no_room():
    strange = replace(OF_GARDEN, organisation=OrganisationId("x"))

    assert why(after(strange)) is Refusal.UNKNOWN


@pytest.mark.parametrize("purpose", [Purpose.PRIVATE, Purpose.ORGANISATION])
def test_nobodys_room_cannot_be_bound_to_nobody(purpose: Purpose):
    assert why(after(Bind(HERE, "wechaty", purpose))) is Refusal.UNFIT
