"""Only staff bring the account anywhere (R10); coming, going and outages are remembered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.model.admission import (
    Act,
    Admission,
    Appoint,
    Befriended,
    BindRoom,
    DoAct,
    Entered,
    Invited,
    KeepPeople,
    LeaveRoom,
    Missed,
    PeopleCame,
    PeopleWent,
    PutOut,
    Renamed,
    RenameRoom,
    RoomSeen,
)
from handlers.model.case import CaseKind
from handlers.model.draft import Status
from handlers.model.effects import Effect, KeepDraft, KeepTalk, OpenCase, Say, SetTimer
from handlers.model.events import TimerDue
from handlers.model.people import Person, PersonId, Purpose, Role, RoomId
from handlers.model.state import State, Talk
from handlers.rooms import people, rooms
from tests.handlers.made import (
    ANNA,
    HOUR,
    LEADERS,
    NOW,
    ROOM,
    SETTINGS,
    STAFF,
    STAFF_ROOM,
    STATE,
    draft,
    said,
    sayings,
    state,
)

OURS = Person(STAFF, "小周", Role.STAFF)
AUNT, UNCLE = Person(PersonId("wx1"), "陈姨"), Person(PersonId("wx2"), "老赵")


def after(event: Admission, before: State = STATE) -> list[Effect]:
    return rooms.decide(before, event, SETTINGS)


@pytest.mark.parametrize(("by", "accepted"), [(OURS, True), (AUNT, False), (None, False)])
def test_an_invitation_is_accepted_from_staff_alone(by: Person | None, accepted: bool):
    effects = after(Invited(1, "wechaty", "i9", by, NOW))

    assert effects == ([DoAct("wechaty", Act.ACCEPT_INVITATION, "i9")] if accepted else [])


@pytest.mark.parametrize("by", [AUNT, None])
def test_into_a_room_that_somebody_else_brought_it_the_bot_came_for_nothing(
    by: Person | None,
):
    assert after(Entered(1, RoomId("x"), "别的群", by, NOW)) == []


def test_staff_hear_in_their_room_which_one_waits_to_be_bound():
    [say] = after(Entered(1, RoomId("x"), "导览队大群", OURS, NOW))

    assert isinstance(say, Say)
    assert (say.room, say.data) == (STAFF_ROOM, {"topic": "导览队大群"})
    assert after(Entered(1, RoomId("x"), "群", OURS, NOW), replace(STATE, staff=None)) == []


def test_whoever_has_the_word_is_of_staff():
    effects = after(Befriended(1, "wechaty", AUNT, vouched=True, now=NOW, friendship="f1"))

    assert effects[0] == DoAct("wechaty", Act.ACCEPT_FRIENDSHIP, "f1")
    assert Appoint(AUNT) in effects
    [room] = [e.room for e in effects if isinstance(e, BindRoom)]
    assert (room.id, room.purpose) == (RoomId("wx1"), Purpose.PRIVATE)
    assert said(effects) == ["rooms/staff"]


def test_who_gives_the_word_alone_with_the_bot_is_no_request():
    effects = after(Befriended(1, "wechaty", OURS, vouched=False, now=NOW))

    assert not [e for e in effects if isinstance(e, DoAct)]
    assert Appoint(OURS) in effects


def test_a_stranger_is_no_friend():
    assert (
        after(Befriended(1, "wechaty", AUNT, vouched=False, now=NOW, friendship="f")) == []
    )


def test_newcomers_are_told_once_and_together():
    first = after(PeopleCame(1, ROOM, (AUNT,), NOW))
    [talk] = [e.talk for e in first if isinstance(e, KeepTalk)]
    second = after(
        PeopleCame(2, ROOM, (AUNT, UNCLE), NOW), replace(STATE, talks={ROOM: talk})
    )
    [talk] = [e.talk for e in second if isinstance(e, KeepTalk)]

    assert KeepPeople(ROOM, NOW, (AUNT,)) in first
    assert SetTimer(people.WELCOME, ROOM, NOW + people.TOGETHER) in first
    assert talk.newcomers == (AUNT.id, UNCLE.id)


def welcomed(talk: Talk, *here: Person) -> list[Effect]:
    known = {**STATE.people, **{one.id: one for one in here}}
    before = replace(STATE, people=known, talks={ROOM: talk})
    return people.on_welcome(before, TimerDue(3, people.WELCOME, ROOM, NOW), SETTINGS)


def test_a_welcome_names_a_few_and_forgets_them():
    talk = Talk(ROOM, newcomers=(AUNT.id, UNCLE.id))
    kept, say = welcomed(talk, AUNT, UNCLE)

    assert kept == KeepTalk(Talk(ROOM))
    assert isinstance(say, Say)
    assert say.data == {"name": "陈姨、老赵"}


def test_many_are_welcomed_without_names():
    many = [Person(PersonId(str(n)), f"街坊{n}") for n in range(4)]
    _, say = welcomed(Talk(ROOM, newcomers=tuple(one.id for one in many)), *many)

    assert isinstance(say, Say)
    assert say.data == {"name": ""}


def test_somebody_whom_nobody_can_name_is_welcomed_without_an_id():
    nameless = Person(PersonId("wxid_9"), "wxid_9")
    _, say = welcomed(Talk(ROOM, newcomers=(AUNT.id, nameless.id)), AUNT, nameless)

    assert isinstance(say, Say)
    assert say.data == {"name": ""}


def test_a_silenced_room_welcomes_nobody():
    assert len(welcomed(Talk(ROOM, hushed=True, newcomers=(AUNT.id,)), AUNT)) == 1


def test_whoever_has_left_again_is_not_welcomed():
    assert len(welcomed(Talk(ROOM, newcomers=(AUNT.id,)))) == 1


@pytest.mark.parametrize("room", [ROOM, LEADERS])
def test_nobody_is_welcomed_who_is_known_or_comes_among_leaders(room: RoomId):
    who = (Person(ANNA, "芳姐"),) if room == ROOM else (AUNT,)

    assert after(PeopleCame(1, room, who, NOW)) == [KeepPeople(room, NOW, who)]


def test_a_room_that_is_looked_at_again_has_the_people_and_the_name_it_has():
    same = after(RoomSeen(1, ROOM, "r1", (AUNT,), NOW))
    other = after(RoomSeen(1, ROOM, "新名", (), NOW))

    assert same == [KeepPeople(ROOM, NOW, (AUNT,), whole=True)]
    assert other == [RenameRoom(ROOM, "新名")]
    assert after(RoomSeen(1, RoomId("gone"), "新名", (), NOW)) == []


def test_who_goes_and_what_a_room_is_called_is_remembered():
    assert after(PeopleWent(1, ROOM, (ANNA,), NOW)) == [KeepPeople(ROOM, NOW, went=(ANNA,))]
    assert after(Renamed(1, ROOM, "新名", NOW)) == [RenameRoom(ROOM, "新名")]


def test_put_out_of_a_room_its_records_are_staffs_and_nothing_is_said():
    growing, waiting, elsewhere = (
        draft(),
        replace(draft(), id="d2", status=Status.GATHERING),
        replace(draft(), id="d3", room=RoomId("r2")),
    )
    effects = after(PutOut(1, ROOM, NOW), state(growing, waiting, elsewhere))

    kept = {e.draft.id: e.draft.status for e in effects if isinstance(e, KeepDraft)}
    assert kept == {growing.id: Status.HANDED_OVER, "d2": Status.WITHDRAWN}
    assert [e.case.kind for e in effects if isinstance(e, OpenCase)] == [CaseKind.HAND_OVER]
    assert effects[-1] == LeaveRoom(ROOM, NOW)
    assert not sayings(effects)


@pytest.mark.parametrize("staff", [STAFF_ROOM, None])
def test_what_was_not_heard_is_a_gap_for_staff(staff: RoomId | None):
    missed = Missed(1, "wechaty", NOW - HOUR, NOW, NOW + timedelta(seconds=3))
    [case] = after(missed, replace(STATE, staff=staff))

    assert isinstance(case, OpenCase)
    assert (case.case.kind, case.case.room) == (CaseKind.GAP, staff or "")
    assert case.case.subject == "wechaty/2026-05-09"


def test_whoever_was_there_before_is_not_welcomed_again():
    back = PeopleCame(1, ROOM, (AUNT,), NOW, frozenset({AUNT.id}))

    assert after(back) == [KeepPeople(ROOM, NOW, (AUNT,))]


def test_whoever_has_spoken_before_it_was_told_that_they_came_is_new_all_the_same():
    known = replace(STATE, people={**STATE.people, AUNT.id: AUNT})
    spoke = PeopleCame(1, ROOM, (AUNT,), NOW, spoke=frozenset({AUNT.id}))
    welcome = SetTimer(people.WELCOME, ROOM, NOW + people.TOGETHER)

    assert welcome in after(spoke, known)
    assert welcome not in after(replace(spoke, spoke=frozenset()), known)


def test_a_bound_room_that_we_come_into_again_is_looked_at():
    assert after(Entered(1, ROOM, "r1", OURS, NOW)) == [
        DoAct("web", Act.LOOK_AT_ROOM, ROOM)
    ]
