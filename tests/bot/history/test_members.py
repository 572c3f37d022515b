"""Who spoke, by name."""

from bot.history.members import Members, names_of
from handlers.model.people import Person, PersonId, RoomId

YU = Person(PersonId("p1"), "于姐")
SONG = Person(PersonId("p2"), "宋建国")
NICK = Person(PersonId("wx9"), "老宋")


def test_people_are_found_by_name_id_or_another_id_of_theirs():
    people = {one.id: one for one in (YU, SONG, NICK)}
    known = names_of([YU, NICK], people, {NICK.id: SONG.id})
    members = Members(RoomId("r1"), known)

    assert members.who([" 于姐 "]) == YU
    assert members.who(["P1"]) == YU
    assert members.who(["某人", "宋建国"]) == NICK
    assert members.who(["老宋"]) == NICK
    assert members.new == ()


def test_who_is_not_found_is_one_new_person_a_name():
    members = Members(RoomId("r1"), [(YU, YU.name)])

    new = members.who(["小林", "wx7"])

    assert new.name == "小林"
    assert members.who(["小林"]) == new
    assert members.new == (new,)
    assert members.everybody == (YU, new)
    assert Members(RoomId("r1"), []).who(["小林"]) == new
    assert Members(RoomId("r2"), []).who(["小林"]).id != new.id
