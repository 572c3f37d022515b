"""`cases`: the staff's list in a terminal, from a real store, while a bot may run."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from handlers.model.case import Case, CaseKind, Outcome
from handlers.model.effects import CloseCase, TakeCase
from handlers.model.people import PersonId, RoomId
from store import cases, inbox
from store.db import open_database
from store.inbox import Inbound
from tests.bot.files import SETTING, written
from tests.store.made import NOW

MINUTE = timedelta(minutes=1)
URL = "sqlite+aiosqlite:///kept/peiban.sqlite"


@pytest.fixture(autouse=True)
def _loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("setting.json", SETTING), "--data", "kept"]) == 0
    asyncio.run(_keep())
    capsys.readouterr()


async def _keep() -> None:
    database = await open_database(URL)
    room = RoomId("r1")
    async with database.begin() as conn:
        lines = [
            ("m1", "上午好", NOW - 5 * MINUTE),
            ("m2", "茶叶钱能报吗", NOW),
            ("m3", "昨天的事", NOW - timedelta(days=1)),
        ]
        await inbox.put(
            conn,
            [
                Inbound("web", room, name, "message", "o:tea", "p1", at, at, {"text": text})
                for name, text, at in lines
            ],
        )
        await cases.put(
            conn,
            [
                ("o:tea", Case(CaseKind.QUESTION, "r1/m2", room, NOW + MINUTE)),
                ("o:tea", Case(CaseKind.PICTURE, "r1/m9", room, NOW)),
                ("o:tea", Case(CaseKind.VOICE, "r1", room, NOW)),
            ],
        )
        await cases.take(conn, [TakeCase(2, PersonId("p1"), NOW)])
        gone = CloseCase("r1", NOW + MINUTE, Outcome.DROPPED, PersonId("p1"), "闲聊")
        await cases.close(conn, [gone])
    await database.close()


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["cases", *arguments, "--data", "kept"]) == 0
    return capsys.readouterr().out


def test_the_list_has_a_line_for_each_that_waits(capsys: pytest.CaptureFixture[str]):
    header, first, second = told(capsys).splitlines()

    assert header.startswith("号")
    assert first.split()[:3] == ["#1", "待回复", "茶友会"]
    assert second.split()[-1] == "于姐"


def test_ended_ones_are_shown_when_asked_for(capsys: pytest.CaptureFixture[str]):
    lines = told(capsys, "--all").splitlines()

    assert lines[-1].split()[0] == "#3"
    assert lines[-1].endswith("已了结")


def test_one_case_comes_with_what_was_said_around_it(capsys: pytest.CaptureFixture[str]):
    shown = told(capsys, "1")

    assert "【#1 待回复】茶友会（茶友群）" in shown
    assert "9:25 于姐：上午好" in shown
    assert "9:30 于姐：茶叶钱能报吗" in shown
    assert "昨天的事" not in shown
    assert "闲聊" in told(capsys, "3")


def test_pictures_come_with_the_reason_why_they_wait(capsys: pytest.CaptureFixture[str]):
    asyncio.run(_keep_picture())

    shown = told(capsys, "4")
    assert "为什么：有照片打不开，或者没看成。" in shown
    assert "建议：打开看看；看不了就请发的人再发一次" in shown
    assert json.loads(told(capsys, "4", "--json"))["doubt"] == "unseen"


async def _keep_picture() -> None:
    database, room = await open_database(URL), RoomId("r1")
    body = {"text": "", "pictures": ["0" * 64]}
    message = Inbound("web", room, "m5", "message", "o:tea", "p1", NOW, NOW, body)
    async with database.begin() as conn:
        await inbox.put(conn, [message])
        await cases.put(conn, [("o:tea", Case(CaseKind.PICTURE, "r1/m5", room, NOW))])
    await database.close()


def test_scripts_get_json(capsys: pytest.CaptureFixture[str]):
    lines = [json.loads(line) for line in told(capsys, "--json", "--all").splitlines()]

    assert [line["kind"] for line in lines] == ["question", "picture", "voice"]
    assert (lines[2]["outcome"], lines[2]["closed_by"], lines[2]["reason"]) == (
        "dropped",
        "p1",
        "闲聊",
    )
    assert lines[0]["opened_at"] == "2026-05-09T09:31:00+08:00"
    [one] = [json.loads(line) for line in told(capsys, "1", "--json").splitlines()]
    assert [said["text"] for said in one["conversation"]] == ["上午好", "茶叶钱能报吗"]


def test_what_is_not_there_is_said(capsys: pytest.CaptureFixture[str]):
    assert main(["cases", "9", "--data", "kept"]) == 1
    assert "there is no case 9" in capsys.readouterr().err
    assert main(["cases", "--data", "elsewhere"]) == 1
    assert "there is no store in elsewhere" in capsys.readouterr().err
    assert not Path("elsewhere").exists()


def test_an_empty_list_says_so(capsys: pytest.CaptureFixture[str]):
    assert main(["load", written("other.json", SETTING), "--data", "fresh"]) == 0
    capsys.readouterr()

    assert main(["cases", "--data", "fresh"]) == 0
    assert capsys.readouterr().out == "没有待办。\n"


async def _away() -> None:
    """An outage of today and one of two days ago, and the case of today's."""
    database = await open_database(URL)
    async with database.begin() as conn:
        for days in (0, 2):
            until = NOW - timedelta(days=days)
            body = {"since": (until - 10 * MINUTE).isoformat(), "until": until.isoformat()}
            name = f"outage:{days}"
            lost = Inbound("loud", "", name, "outage", "a:loud", None, NOW, NOW, body)
            await inbox.put(conn, [lost])
        gap = Case(CaseKind.GAP, f"loud/{NOW.date()}", RoomId("r1"), NOW)
        await cases.put(conn, [("o:tea", gap)])
    await database.close()


def test_a_gap_says_from_when_to_when_nothing_was_heard(capsys: pytest.CaptureFixture[str]):
    asyncio.run(_away())
    assert main(["cases", "4", "--data", "kept"]) == 0

    told = capsys.readouterr().out
    assert told.count("（10分钟）") == 1
    assert "没听到的时间" in told


def test_a_line_of_json_has_no_telephone_number(capsys: pytest.CaptureFixture[str]):
    asyncio.run(_called("打13801234567问"))
    assert main(["cases", "1", "--json", "--data", "kept"]) == 0

    told = json.loads(capsys.readouterr().out)["conversation"]
    assert [one["text"] for one in told if one["text"].startswith("打")] == [
        "打***********问"
    ]


async def _called(text: str) -> None:
    database = await open_database(URL)
    said = {"text": text}
    row = Inbound("web", "r1", "m4", "message", "o:tea", "p1", NOW, NOW, said)
    async with database.begin() as conn:
        await inbox.put(conn, [row])
    await database.close()
