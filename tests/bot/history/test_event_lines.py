"""Format `jsonl`: the event lines of contracts.md."""

import json
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.history import event_lines
from bot.history.told import Told, Trouble
from tests.bot.history.given import local, source

AT = "2026-05-09T09:00:00+08:00"
SENT = {"at": AT, "room": "r1", "from": "p1"}


def lines(*values: object) -> str:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in values)


def test_what_was_said_shown_and_taken_back_in_the_room_is_told(tmp_path: Path):
    (tmp_path / "a.jpg").touch()
    chat = lines(
        {"setting": {}},
        {**SENT, "id": "m1", "text": "早", "quote": "m0"},
        {**SENT, "id": "m2", "photo": "a.jpg"},
        {"at": AT, "room": "r1", "recall": "m1"},
        {**SENT, "room": "r2", "text": "elsewhere"},
        {**SENT, "do": "bind"},
        {**SENT, "voice": "v.amr"},
        "",
        {"at": AT, "end": True},
    )

    at = local("2026-05-09 09:00:00")
    assert list(event_lines.read(chat, source(tmp_path))) == [
        Told(2, at, ("p1",), "早", id="m1", quote="m0"),
        Told(3, at, ("p1",), photo=tmp_path / "a.jpg", id="m2"),
        Told(4, at, recall="m1"),
    ]


def test_a_time_without_offset_is_local():
    [told] = event_lines.read(lines({**SENT, "at": AT[:19], "text": "早"}), source())

    assert isinstance(told, Told)
    assert told.at == local("2026-05-09 09:00:00")


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1]",
        {**SENT, "at": "yesterday", "text": "早"},
        {**SENT, "at": 5, "text": "早"},
        {"at": AT, "room": "r1", "text": "早"},
        {"at": AT, "room": "r1", "recall": 7},
        {**SENT, "photo": "none.jpg"},
        {**SENT, "photo": "../../a.jpg"},
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: object):
    [trouble] = event_lines.read(lines("", line), source())

    assert isinstance(trouble, Trouble)
    assert trouble.line == len(["", line])


def test_a_chat_of_other_rooms_is_refused():
    with pytest.raises(InputError, match="no line is of the room 'r1'; the file has r2"):
        list(event_lines.read(lines({**SENT, "room": "r2", "text": "早"}), source()))
