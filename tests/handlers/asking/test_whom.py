"""Whom a question in a group is for, without the bot's name."""

from dataclasses import replace

from handlers.asking.whom import for_staff
from handlers.model.people import Person, PersonId, Role
from tests.handlers.made import STATE, says

WORKER = Person(PersonId("w"), "彭丽", Role.STAFF)
MEMBER = Person(PersonId("p"), "彭姐")
THERE = replace(STATE, people={**STATE.people, WORKER.id: WORKER})


def test_what_only_staff_know_and_what_is_said_to_them_is_theirs():
    assert for_staff(STATE, says("场地怎么借"))
    assert for_staff(THERE, says("小彭，周六几点走"))
    assert not for_staff(STATE, says("小彭，周六几点走"))
    assert not for_staff(THERE, says("小彭，周六见"))


def test_how_staff_are_doing_is_for_nobody_else():
    assert not for_staff(THERE, says("小彭，吃饭了吗？"))
    assert not for_staff(THERE, says("小彭，周末去哪儿玩了？"))


def test_who_is_only_asked_about_is_not_asked():
    assert not for_staff(THERE, says("请问彭医生几点坐诊？"))
    assert not for_staff(THERE, says("请问彭老师的课几点开始？"))


def test_nobody_calls_themselves():
    both = replace(THERE, people={**THERE.people, MEMBER.id: MEMBER})

    assert for_staff(both, says("小彭，周六几点走", MEMBER.id))


def test_a_member_of_that_name_is_meant():
    both = replace(THERE, people={**THERE.people, MEMBER.id: MEMBER})

    assert not for_staff(both, says("彭姐，周六几点走"))
