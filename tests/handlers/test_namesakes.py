"""Who may be one person; two in one group never are."""

from dataclasses import replace

import pytest

from handlers.model.people import Person, PersonId, RoomId
from handlers.namesakes import alike, like, namesakes

ONE = Person(PersonId("a"), "郑玉兰")
TWO = Person(PersonId("b"), "郑玉兰（合唱）")
FAR = Person(PersonId("c"), "孙大海")
SOUNDS = Person(PersonId("d"), "郑玉岚")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("郑玉兰", "郑玉兰", True),
        ("郑玉兰", "茶艺 郑玉兰", True),
        ("郑玉兰", "郑玉岚", True),
        ("郑玉兰", "孙大海", False),
        ("郑阿姨", "孙阿姨", False),
        ("郑", "郑", False),
        ("🌸", "🌸", False),
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str, same: bool):
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_pairs_come_once_and_in_order():
    assert namesakes([ONE, TWO, FAR], {}) == [(ONE, TWO)]
    assert namesakes([ONE, FAR, SOUNDS], {}) == [(ONE, SOUNDS)]


def test_two_in_one_group_are_two():
    assert namesakes([ONE, TWO], {RoomId("r"): {ONE.id, TWO.id}}) == []
    rooms = {RoomId("r"): {ONE.id}, RoomId("s"): {TWO.id}}
    assert namesakes([ONE, TWO], rooms) == [(ONE, TWO)]


def test_whom_staff_have_told_apart_is_not_asked_about_again():
    assert namesakes([ONE, TWO], {}, [frozenset((ONE.id, TWO.id))]) == []


def test_half_of_a_long_name_is_not_enough():
    long = [Person(PersonId(name), name) for name in ("欧阳玉兰", "欧阳大海")]
    assert namesakes(long, {}) == []


def test_so_many_pairs_as_are_wanted():
    assert namesakes([ONE, TWO, SOUNDS], {}, most=1) == [(ONE, TWO)]


def test_names_that_sound_alike_need_no_character_in_common():
    both = [Person(PersonId(name), name) for name in ("王芳", "汪方")]
    assert namesakes(both, {}) == [(both[0], both[1])]


def test_who_may_be_the_one_with_a_name():
    asked = replace(FAR, name="郑玉兰（舞蹈）")
    assert list(like(asked, [ONE, FAR, SOUNDS])) == [ONE, SOUNDS]


def test_whoever_is_called_otherwise_by_now_is_found_by_a_former_name():
    renamed = replace(FAR, before=("郑玉兰", "老郑"))
    assert namesakes([ONE, renamed], {}) == [(ONE, renamed)]
    assert list(like(renamed, [ONE])) == [ONE]
    assert list(like(ONE, [renamed, FAR])) == [renamed]
