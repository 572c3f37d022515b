"""A file of the past: its encoding, its order, its times."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.history.reading import History, read_history
from bot.history.told import Trouble
from tests.bot.history.given import local, source

NOW = local("2026-06-01 12:00:00")
LATE = "2026-05-09 09:30:00 于姐\n刚到"
EARLY = "2026-05-09 09:00:00 老宋\n早"


def read(data: bytes | str, encoding: str = "utf-8", how: str = "text") -> History:
    file = Path("chat")
    file.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return read_history(file, how, source(), NOW)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_what_happened_comes_in_order_of_time(encoding: str):
    found = read(f"{LATE}\r\n\r\n{EARLY}\r\n", encoding)

    assert [one.text for one in found.told] == ["早", "刚到"]
    assert found.troubles == ()


@pytest.mark.parametrize("year", ["1980", "2031"])
def test_what_is_not_of_the_past_is_named(year: str):
    found = read(f"{EARLY}\n\n{LATE.replace('2026', year)}\n")

    assert len(found.told) == 1
    assert found.troubles == (Trouble(4, "its time is not of the past"),)


def test_clocks_may_differ():
    soon = NOW + timedelta(hours=3)
    assert len(read(f"{soon:%Y-%m-%d %H:%M:%S} 老宋\n早").told) == 1


@pytest.mark.parametrize("digits", ["504b03040000", "81ffff", "fffe00"])
def test_what_is_no_text_is_refused(digits: str):
    with pytest.raises(InputError, match="chat is no text in UTF-8 or GBK"):
        read(bytes.fromhex(digits))


def test_what_cannot_be_read_at_all_is_refused():
    with pytest.raises(InputError, match="cannot be read as text: line 1: no line such as"):
        read("早\n")
    with pytest.raises(InputError, match="none cannot be read"):
        read_history(Path("none"), "text", source(), NOW)


def test_an_empty_file_tells_nothing():
    assert read("") == History((), ())
