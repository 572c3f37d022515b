"""Format `text`: who spoke when, the words, an empty line."""

import pytest

from bot.history import spoken
from bot.history.told import Told, Trouble
from tests.bot.history.given import local, source

NINE = local("2026-05-09 09:00:00")


def test_a_message_is_a_line_with_time_and_name_and_the_words_below_it():
    chat = "2026-05-09 09:00:00 老宋\n早\n都起来了吗\n\n2026/5/9 9:30  于 姐\n刚到\n"

    first, second = spoken.read(chat, source())

    assert first == Told(1, NINE, ("老宋",), "早\n都起来了吗")
    assert second == Told(5, local("2026-05-09 09:30:00"), ("于 姐",), "刚到")


def test_words_may_have_empty_lines_and_times_in_them():
    chat = "2026-05-09 09:00:00 老宋\n安排：\n2026-05-10 09:00:00 集合\n\n记得带水\n"

    [told] = spoken.read(chat, source())

    assert told == Told(1, NINE, ("老宋",), "安排：\n2026-05-10 09:00:00 集合\n\n记得带水")


def test_a_message_without_words_says_nothing():
    assert list(spoken.read("2026-05-09 09:00:00 老宋\n\n", source())) == []
    assert list(spoken.read("", source())) == []


@pytest.mark.parametrize(
    ("chat", "line"),
    [("早\n都起来了吗\n", 1), ("2026-02-30 09:00:00 老宋\n早\n", 1)],
)
def test_what_has_no_such_line_or_no_such_day_is_named(chat: str, line: int):
    good = "\n2026-05-09 09:00:00 老宋\n早"

    trouble, told = spoken.read(chat + good, source())

    assert isinstance(trouble, Trouble)
    assert trouble.line == line
    assert isinstance(told, Told)
