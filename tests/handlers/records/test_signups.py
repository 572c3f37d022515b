"""Lists of names (接龙): remembered in silence, and shown beside who came."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.model.coming import Coming
from handlers.model.effects import KeepTalk
from handlers.model.events import MessageArrived, MessageRecalled
from handlers.model.finding import Count, Field, Words
from handlers.model.people import MessageId
from handlers.model.state import State, Talk
from handlers.records import filing, signups
from tests.handlers.made import (
    BERT,
    CHAT,
    COMPLETE,
    NOW,
    ROOM,
    SETTINGS,
    STATE,
    draft,
    finding,
    says,
    state,
    talking,
)

LIST = "周日上午扦插接龙\n1. 芳姐\n2. 李叔+1"
SUNDAY = date(2026, 5, 10)
OLD = NOW - timedelta(days=40)


def coming(
    about: str = "周日上午扦插接龙", day: date | None = SUNDAY, *names: str
) -> Coming:
    return Coming(MessageId("m0"), NOW, about, day, names or ("芳姐",), 1)


def remembered(event: MessageArrived, before: State = STATE) -> tuple[Coming, ...] | None:
    effects = signups.remember(before, event, SETTINGS)
    if effects is None:
        return None
    [effect] = effects
    assert isinstance(effect, KeepTalk)
    assert effect.talk.spoke_at == event.now
    return effect.talk.coming


def test_a_list_is_remembered_with_its_day_and_its_names():
    [listed] = remembered(says(LIST)) or ()

    assert (listed.about, listed.day) == ("周日上午扦插接龙", SUNDAY)
    assert (listed.names, listed.people) == (("芳姐", "李叔"), 3)


def test_the_newest_version_replaces_the_older_one_only():
    other = coming("端午包粽子报名", None, "王姐")
    before = state(talks=talking(coming=(coming(), other)))

    lists = remembered(says(LIST, BERT), before) or ()

    assert [one.about for one in lists] == ["端午包粽子报名", "周日上午扦插接龙"]
    assert lists[-1].names == ("芳姐", "李叔")


def test_the_same_words_for_another_day_are_another_list():
    before = state(talks=talking(coming=(coming(day=date(2026, 5, 17)),)))
    assert len(remembered(says(LIST), before) or ()) == 2


def test_a_bare_list_goes_on_with_the_one_that_it_repeats():
    before = state(talks=talking(coming=(coming(),)))

    [listed] = remembered(says("1. 芳姐 2. 小吴"), before) or ()

    assert (listed.about, listed.day) == ("周日上午扦插接龙", SUNDAY)
    assert listed.names == ("芳姐", "小吴")


def test_a_bare_list_goes_on_with_one_without_a_day():
    before = state(talks=talking(coming=(coming("扦插接龙", None),)))
    [listed] = remembered(says("1. 芳姐 2. 小吴"), before) or ()
    assert listed.day is None


def test_a_bare_list_after_the_day_may_be_who_came():
    before = state(talks=talking(coming=(coming(),)))
    event = says("1. 芳姐 2. 小吴", at=NOW + timedelta(days=1))
    assert remembered(event, before) is None


def test_what_is_no_such_list_is_left_to_others():
    assert remembered(says("1. 芳姐 2. 小吴")) is None
    assert remembered(says("有这些人：1. 芳姐 2. 小吴")) is None
    assert remembered(says(LIST, mentioned=True)) is None
    assert remembered(says("早")) is None


def test_old_lists_and_too_many_of_them_are_forgotten():
    plenty = tuple(coming(f"第{n}次巡河报名", None, f"小{n}") for n in "一二三四五六七")
    old = replace(coming("磨刀报名", None), at=OLD)

    lists = remembered(says(LIST), state(talks=talking(coming=(*plenty, old)))) or ()

    assert len(lists) == signups.MOST_LISTS
    assert old not in lists


def test_the_record_of_that_day_shows_who_had_registered():
    sunday = draft(Field.TIME).add([finding(Field.TIME, COMPLETE[Field.TIME])], NOW)
    listed = coming("周六上午接龙", NOW.date(), "芳姐", "李叔")
    before = state(sunday, talks={CHAT: Talk(CHAT, coming=(listed, coming()))})

    activity = filing.record(before, sunday, SETTINGS)

    assert activity.registered == ("芳姐", "李叔")
    assert activity.headcount == Count(20)
    assert activity.attendees == ()


def test_without_a_day_the_theme_tells_which_list_it_is():
    undated = draft(Field.TIME).add([finding(Field.THEME, Words("扦插"))], NOW)
    by_content = draft(Field.TIME)
    wordless = draft(Field.TIME, Field.CONTENT)
    lists = state(talks=talking(ROOM, coming=(coming("端午包粽子"), coming())))

    assert signups.registered(lists, undated, SETTINGS) == ("芳姐",)
    assert signups.registered(lists, by_content, SETTINGS) == ()
    assert signups.registered(lists, wordless, SETTINGS) == ()


def test_a_list_that_was_taken_back_is_forgotten():
    before = state(talks=talking(coming=(coming(),)))
    gone = MessageRecalled(9, MessageId("m0"), ROOM, NOW)

    [effect] = signups.recalled(before, gone)

    assert isinstance(effect, KeepTalk)
    assert effect.talk.coming == ()
    assert signups.recalled(before, replace(gone, message=MessageId("other"))) == []
