"""What handlers know of the channels."""

from dataclasses import replace

from handlers.model.abilities import BUILT_IN
from handlers.model.people import Purpose
from tests.handlers.made import DEAF, ROOM, SETTINGS, STATE

SETTING = replace(SETTINGS, channels={"robot": DEAF})
GROUP = replace(STATE.rooms[ROOM], channel="robot")


def test_a_channel_that_nobody_opened_is_the_built_in_chat():
    assert SETTING.can("robot") is DEAF
    assert SETTING.can("web") is BUILT_IN


def test_a_group_of_a_channel_that_hears_only_mentions_must_call():
    assert SETTING.must_be_called(GROUP)
    assert not SETTING.must_be_called(replace(GROUP, channel="web"))


def test_alone_with_the_bot_nobody_need_call_it():
    assert not SETTING.must_be_called(replace(GROUP, purpose=Purpose.PRIVATE))
    assert not SETTING.must_be_called(None)
