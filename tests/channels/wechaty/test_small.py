"""What needs no gateway: codes, settings, pauses, words, the package itself."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.wechaty import Timings, WechatySettings, qr, rows, words
from bot.channels.wechaty.failures import (
    LinkEnded,
    LinkError,
    LinkLost,
    Occupied,
    Refused,
)
from bot.channels.wechaty.pauses import Pauses
from bot.channels.wechaty.remembered import KEPT, Remembered
from bot.channels.wechaty.wire import Kind, WireEvent, WireMessage
from bot.errors import ConfigError
from store.db import open_database

MESSAGE = WireMessage("m1", Kind.TEXT, "r@chatroom", "rose", "", "好", 0, (), "")
NOW = datetime(2026, 8, 24, 9, tzinfo=UTC)


# --- the code to be scanned


def test_a_code_is_drawn_for_terminals_and_pages() -> None:
    drawn = qr.half_block("https://example.org/login").splitlines()
    assert len({len(line) for line in drawn}) == 1
    assert set("".join(drawn)) <= set(" ▀▄█")
    assert qr.svg("https://example.org/login").lstrip().startswith(b"<?xml")
    assert qr.png("https://example.org/login").startswith(b"\x89PNG")


# --- settings


def test_a_token_is_shown_to_nobody() -> None:
    assert "secret" not in repr(WechatySettings("gateway:1", "secret"))


@pytest.mark.parametrize("endpoint", ["gateway", "gateway:", ":8788", "gateway:99999"])
def test_an_endpoint_that_cannot_be_is_named(endpoint: str) -> None:
    with pytest.raises(ConfigError, match=f"endpoint {endpoint!r}"):
        WechatySettings(endpoint, "token")


def test_without_a_token_or_with_a_lost_certificate_nothing_begins(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"wechaty\.token_env"):
        WechatySettings("gateway:1", "")
    with pytest.raises(ConfigError, match="no certificate file"):
        WechatySettings("gateway:1", "token", ca_file=tmp_path / "none.pem")


def test_an_address_may_be_of_the_newer_kind() -> None:
    assert WechatySettings("[::1]:8788", "token").address == ("::1", 8788)


# --- pauses


def after(
    pauses: Pauses, error: LinkError, lasted: float = 0, was_up: bool = False
) -> float:
    return pauses.after(error, lasted=lasted, was_up=was_up)


def test_accidents_are_mended_soon_and_then_more_slowly() -> None:
    pauses = Pauses(Timings())
    assert 0.2 < after(pauses, LinkLost(), was_up=True) < 0.4
    waited = [after(pauses, LinkLost()) for _ in range(40)]
    assert waited[0] < waited[5]
    assert max(waited) <= 12
    assert after(pauses, LinkLost(), was_up=True) < 0.4


def test_a_refusal_waits_for_somebody_to_mend_it() -> None:
    assert after(Pauses(Timings()), Refused()) == 600


def test_we_keep_longer_away_each_time_another_has_our_place() -> None:
    pauses = Pauses(Timings())
    assert after(pauses, LinkEnded()) == 10
    assert not pauses.displaced
    assert [after(pauses, Occupied()) for _ in range(5)] == [30, 90, 270, 600, 600]
    assert pauses.displaced
    assert after(pauses, LinkEnded(), lasted=601, was_up=True) == 10
    assert not pauses.displaced


def test_an_occupied_place_is_another_client_at_once() -> None:
    pauses = Pauses(Timings())
    assert after(pauses, Occupied()) == 10  # it may be our own link, not yet given up there
    assert pauses.displaced
    assert after(pauses, LinkLost()) < 10
    assert not pauses.displaced


# --- words


def test_a_time_is_in_seconds_or_milliseconds_or_not_given() -> None:
    said = datetime(2026, 8, 24, 8, tzinfo=UTC)
    assert rows.moment(int(said.timestamp()), NOW) == said
    assert rows.moment(int(said.timestamp() * 1000), NOW) == said
    assert rows.moment(0, NOW) == NOW


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12345", "12345"),
        ("<sysmsg><newmsgid>987</newmsgid></sysmsg>", "987"),
        ("<sysmsg>nothing</sysmsg>", ""),
    ],
)
def test_a_recall_says_of_what_in_one_of_two_ways(text: str, told: str) -> None:
    assert words.recalled(replace(MESSAGE, kind=Kind.RECALLED, text=text)) == told


def test_brackets_that_people_write_are_no_quote() -> None:
    assert words.without_quote("「园艺：浇水」今天做了") == ("「园艺：浇水」今天做了", None)


def test_what_people_write_looks_like_markup_only_to_machines() -> None:
    assert words.spoken(replace(MESSAGE, text="<3 大家")) == "<3 大家"
    assert words.spoken(replace(MESSAGE, text="a\0b")) == "ab"
    assert words.spoken(replace(MESSAGE, kind=Kind.LOCATION, text='{"x": 1}')) == ""


def test_names_that_are_there_are_not_said_again() -> None:
    assert words.addressed("请 @玫瑰 看看", ["玫瑰"]) == "请 @玫瑰\u2005看看"
    assert words.addressed("请看看", []) == "请看看"


async def test_of_two_the_later_one_is_quoted_and_the_oldest_are_forgotten() -> None:
    database = await open_database("sqlite+aiosqlite:///:memory:")
    remembered = Remembered(database)
    remembered.keep("r", "第一 句", "m1")
    remembered.keep("r", "第一句", "m2")
    assert await remembered.find("r", "第一句") == "m2"
    assert await remembered.find("other", "第一句") is None
    remembered.keep("r", " ", "m3")
    assert await remembered.find("r", "") is None
    for number in range(KEPT):
        remembered.keep("r", str(number), "n")
    assert await remembered.find("r", "第一句") is None
    assert "第一" not in repr(remembered._ids)
    await database.close()


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@陪伴 在吗", True),
        ("在吗 @陪伴", True),
        ("@陪伴，在吗", True),
        ("@陪伴志愿者小李 在吗", False),
        ("@陪伴志愿者小李 叫一下 @陪伴", True),
    ],
)
def test_somebody_whose_name_begins_like_the_bots_is_not_the_bot(
    text: str, called: bool
) -> None:
    assert ("bot" in words.mentioned(MESSAGE, text, "me", ("陪伴",))) is called


def test_names_of_people_and_groups_can_be_stored_whatever_they_are() -> None:
    members = [{"id": "a\0", "name": "玫\0瑰"}]
    event = WireEvent("room_join", {"inviterId": "b\0"})
    row = rows.room_joined("r\0@chatroom", "东\0园", members, event, NOW)
    assert (row.room, row.lane) == ("r@chatroom", "r@chatroom")
    assert row.body == {
        "room": "r@chatroom",
        "topic": "东园",
        "inviter": "b",
        "members": [{"id": "a", "name": "玫瑰"}],
    }
    said = rows.message(MESSAGE, rows.Said("好", (), name="玫\0瑰"), rows.Kept(), NOW)
    assert (said.sender, said.body["name"], said.body["quote"]) == ("rose", "玫瑰", None)


# --- the package


def test_the_package_is_imported_when_the_channel_is_on_and_not_before(
    tmp_path: Path,
) -> None:
    checked = """
import sys, os
import bot.channels.wechaty
heavy = ("wechaty", "grpclib", "betterproto", "segno", "pyee")
print(sorted(name for name in sys.modules if name.split(".")[0] in heavy))
from bot.channels.wechaty.compat import prepare
prepare()
import wechaty
from wechaty import Wechaty, WechatyOptions
print(WechatyOptions().puppet_options is not None, os.environ.get("WECHATY_LOG"))
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-c", checked],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path.cwd()), "CACHE_DIR": str(tmp_path / "cache")},
    )
    assert ran.stdout.splitlines() == ["[]", "True None"], ran.stderr
