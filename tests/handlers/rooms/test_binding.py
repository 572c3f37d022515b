"""Whose room it is: staff say it in the room, nobody else is heard there (R10, R14)."""

from dataclasses import replace

import pytest

from handlers.model.admission import Act, BindRoom, Called, DoAct, Found
from handlers.model.effects import Effect, Say
from handlers.model.people import (
    MessageId,
    Organisation,
    OrganisationId,
    Person,
    PersonId,
    Purpose,
    Role,
    Room,
    RoomId,
    RoomKind,
)
from handlers.model.state import State
from handlers.rooms import rooms
from handlers.rooms.binding import MOST_NAMED
from tests.handlers.made import (
    DEAF,
    GARDEN,
    LEADERS,
    NOW,
    SETTINGS,
    STAFF,
    STATE,
    said,
    sayings,
)

CHOIR = Organisation(OrganisationId("choir"), "北里合唱队")
HERE = RoomId("77@chatroom")
OURS = Person(STAFF, "小周", Role.STAFF)
AUNT = Person(PersonId("wx1"), "陈姨")


def called(text: str, by: Person = OURS, known: tuple[Organisation, ...] = (GARDEN, CHOIR)):
    return Called(7, "wechaty", MessageId("m1"), HERE, "群名", by, text, NOW, known)


def after(event: Called, before: State = STATE) -> list[Effect]:
    return rooms.decide(before, event, SETTINGS)


def bound(effects: list[Effect]) -> Room | None:
    return next((e.room for e in effects if isinstance(e, BindRoom)), None)


def test_staff_bind_a_room_and_the_bot_introduces_itself_there():
    effects = after(called("@陪伴 绑定 北里合唱队 核心群"))

    assert bound(effects) == Room(
        HERE, "群名", Purpose.ORGANISATION, CHOIR.id, RoomKind.CORE, "wechaty"
    )
    assert DoAct("wechaty", Act.LOOK_AT_ROOM, HERE) in effects
    assert said(effects) == ["rooms/bound", "privacy/introduction"]


def test_leaders_hear_where_the_bot_must_be_called():
    deaf = replace(SETTINGS, channels={"wechaty": DEAF})
    event = called("@陪伴 绑定 北里合唱队")

    def told(state: State) -> list[Say]:
        effects = rooms.decide(state, event, deaf)
        return [e for e in sayings(effects) if e.prompt == "rooms/called"]

    [leaders] = told(STATE)
    assert (leaders.room, leaders.data) == (LEADERS, {"name": CHOIR.name, "bot": ""})
    assert told(replace(STATE, leaders=None)) == []


def test_the_end_of_a_name_is_enough_where_it_is_nobody_elses():
    room = bound(after(called("@陪伴 绑定合唱队")))

    assert room is not None
    assert (room.organisation, room.kind) == (CHOIR.id, None)


@pytest.mark.parametrize(
    ("words", "purpose"), [("能人管理群", Purpose.LEADERS), ("工作群", Purpose.STAFF)]
)
def test_the_rooms_of_leaders_and_staff_are_bound_too(words: str, purpose: Purpose):
    effects = after(called(f"@陪伴 绑定 {words}"), replace(STATE, staff=None, leaders=None))
    room = bound(effects)

    assert room is not None
    assert (room.purpose, room.organisation) == (purpose, None)
    assert said(effects) == ["rooms/bound"]


def test_anybody_else_is_not_heard():
    assert after(called("@陪伴 绑定 北里合唱队", AUNT)) == []


def test_who_binds_to_nobody_known_hears_who_there_is():
    [reply] = after(called("@陪伴 绑定 太极队"))

    assert isinstance(reply, Say)
    assert reply.data == {
        "whose": "太极队",
        "names": ["花友会", "北里合唱队"],
        "meant": False,
    }


def test_who_names_two_is_asked_which():
    [reply] = after(called("@陪伴 绑定 花友会和北里合唱队"))

    assert isinstance(reply, Say)
    assert (reply.prompt, reply.data["meant"]) == ("rooms/which", True)


def test_no_more_are_named_than_fit_a_message():
    many = tuple(Organisation(OrganisationId(str(n)), f"第{n}组织") for n in range(9))
    [reply] = after(called("@陪伴 绑定 太极拳", known=many))

    assert isinstance(reply, Say)
    assert len(list(reply.data["names"])) == MOST_NAMED  # type: ignore[call-overload]


def test_other_words_of_staff_are_told_how_it_is_done():
    assert said(after(called("@陪伴 在吗"))) == ["rooms/how"]


def test_a_new_organisation_is_founded_once():
    effects = after(called("@陪伴 新建 胡同导览队"))
    [new] = [e.organisation for e in effects if isinstance(e, Found)]
    again = after(called("@陪伴 新建 胡同导览队", known=(new,)))

    assert (new.name, bound(effects)) == ("胡同导览队", bound(again))
    assert not [e for e in again if isinstance(e, Found)]
    assert after(replace(called("@陪伴 新建 胡同导览队"), row=8))[0] != effects[0]


@pytest.mark.parametrize("words", ["能人管理群", "工作群"])
def test_there_is_one_room_of_leaders_and_one_of_staff(words: str):
    effects = after(called(f"@陪伴 绑定 {words}"))

    assert (bound(effects), said(effects)) == (None, ["rooms/taken"])


@pytest.mark.parametrize("words", ["我们新建了一个小组活动", "手机号绑定在哪里改"])
def test_ordinary_words_found_and_bind_nothing(words: str):
    assert said(after(called(f"@陪伴 {words}"))) == ["rooms/how"]
