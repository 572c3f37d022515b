"""`replay`: a chat in, what the bot would have done out."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import cv2
import pytest

from bot.__main__ import main
from tests.bot.files import NOTE, SETTING, event, written
from tests.bot.recognise.drawn import landscape


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def chat(*events: object, setting: object = SETTING) -> str:
    return written("chat.jsonl", {"setting": setting}, *events)


def post(clock: str, text: str, id_: str = "m1", **more: object) -> dict[str, object]:
    return event(clock, room="r1", **{"from": "p1"}, id=id_, text=text, **more)


def test_replay_prints_what_was_said_and_how_records_stand(
    capsys: pytest.CaptureFixture[str],
):
    file = chat(post("11:00", NOTE), {"do": "nothing yet"}, event("12:00", end=True))

    assert main(["replay", file, "--json"]) == 0

    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert {line.get("purpose") for line in lines} == {"thanks", "bulletin", None}
    record = lines[-1]["activity"]
    assert (record["id"], record["status"], record["headcount"]) == ("a1", "filed", 9)
    assert record["start"].startswith("2026-05-09T")


def test_replay_is_the_same_twice_and_readable_without_json(
    capsys: pytest.CaptureFixture[str],
):
    file = chat(
        post("11:00", NOTE),
        post("11:30", "材料费能报销吗？", "m2"),
        post("11:40", "没事了", "m3"),
        event("11:41", room="r1", recall="m3"),
    )

    assert main(["replay", file]) == 0
    first = said(capsys)
    assert main(["replay", file]) == 0
    assert said(capsys) == first
    assert "[thanks]" in first
    assert "place=茶室" in first
    assert "status=escalated" in first


def test_a_voice_of_a_recorded_chat_is_for_staff_and_never_sent_away(
    capsys: pytest.CaptureFixture[str],
):
    """The service of config.yaml would not answer: it is not asked."""
    Path("v.amr").write_bytes(b"#!AMR")
    told = post("11:01", "", "m2", voice="v.amr")
    note = post("11:00", "今天上午我们在茶室打扫卫生，来了9个人")
    service = ("--set", "speech.url=http://127.0.0.1:9/v1", "--set", "speech.model=ear")

    assert main(["replay", chat(note, told), "--json", *service]) == 0

    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert [line.get("purpose") for line in lines] == [None]
    assert lines[-1]["activity"]["status"] == "handed_over"
    assert "voice" not in lines[-1]["activity"]["sources"]


def test_pictures_of_a_recorded_chat_are_looked_at(capsys: pytest.CaptureFixture[str]):
    """What the scene shows is kept in its store; a file that is not there counts as a photo."""
    cv2.imwrite("a.jpg", landscape()[:, :, ::-1])  # blue first, as cv2 wants it
    Path("b.jpg").write_bytes(b"no picture")
    posts = [
        post(f"11:0{n}", "", f"m{n}", photo=name)
        for n, name in enumerate(["a.jpg", "b.jpg", "none.jpg"], 1)
    ]
    file = chat(post("11:00", NOTE, "m0"), *posts)

    assert main(["replay", file, "--json", "--data", "kept"]) == 0

    lines = [json.loads(line) for line in said(capsys).splitlines()]
    assert lines[-1]["activity"]["photos"] == ["a.jpg", "none.jpg"]
    with closing(sqlite3.connect("kept/peiban.sqlite")) as store:
        [(sha, body)] = store.execute("select sha, body from seen")
    assert sha == sha256(Path("a.jpg").read_bytes()).hexdigest()
    assert json.loads(body)["shows"] == "scene"


@pytest.mark.parametrize("own", [{}, {"staff.remind_after": ["2h"]}])
def test_staff_are_reminded_only_where_the_chat_says_so(
    own: dict[str, object], capsys: pytest.CaptureFixture[str]
):
    staff = {"id": "S", "name": "社工群", "purpose": "staff"}
    setting = {**SETTING, "rooms": [*SETTING["rooms"], staff], "config": own}
    asked = post("10:00", "@bot 周六茶室开门吗？", mentions=["bot"])
    file = chat(asked, event("17:00", end=True), setting=setting)

    assert main(["replay", file, "--json"]) == 0

    lines = [json.loads(line) for line in said(capsys).splitlines()]
    told = [line["at"][11:16] for line in lines if line.get("room") == "S"]
    assert told == ["10:00", "12:00"][: 1 + len(own)]


def test_replay_of_nothing_prints_nothing(capsys: pytest.CaptureFixture[str]):
    assert main(["replay", chat()]) == 0
    assert said(capsys) == ""


def test_replay_takes_the_settings_of_the_chat_and_of_the_command(
    capsys: pytest.CaptureFixture[str],
):
    silent = {**SETTING, "config": {"coach.thanks": False}}
    file = chat(post("11:00", NOTE), setting=silent)

    main(["replay", file, "--json"])
    assert "thanks" not in said(capsys)
    main(["replay", file, "--json", "--set", "coach.thanks=true"])
    assert "thanks" in said(capsys)


def test_replay_wants_an_empty_store(capsys: pytest.CaptureFixture[str]):
    file = chat(post("11:00", NOTE))

    assert main(["replay", file, "--data", "kept"]) == 0
    assert main(["replay", file, "--data", "kept"]) == 1
    assert "holds a store already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([], "the first line must be"),
        ([{"at": "x"}], "the first line must be"),
        ([{"setting": SETTING}, [1]], "chat.jsonl:2: a line must be a JSON object"),
        ([{"setting": SETTING}, {"room": "r1"}], "'at' is None"),
        ([{"setting": SETTING}, {"at": "2026-05-09T10:00:00"}], "'at' is"),
        ([{"setting": SETTING}, event("10:00", room="r1", id="m")], "'from' is missing"),
        ([{"setting": SETTING}, event("10:00", recall="m1")], "'room' is missing"),
        (
            [{"setting": SETTING}, post("11:00", "早"), post("10:59", "晚", "m2")],
            "chat.jsonl:3: 2026-05-09 10:59:00+08:00 is before the line above",
        ),
        (
            [
                {"setting": SETTING},
                {**post("10:00", "早"), "room": "r9"},
            ],
            "line 2: room 'r9' is not in the setting",
        ),
    ],
)
def test_replay_names_the_line_that_is_wrong(
    lines: list[object], complaint: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["replay", written("chat.jsonl", *lines)]) == 1
    assert complaint in capsys.readouterr().err


def test_replay_names_a_file_that_cannot_be_read(capsys: pytest.CaptureFixture[str]):
    Path("broken.jsonl").write_text('{"setting": {}}\n{', encoding="utf-8")

    assert main(["replay", "none.jsonl"]) == 1
    assert "none.jsonl cannot be read" in capsys.readouterr().err
    assert main(["replay", "broken.jsonl"]) == 1
    assert "broken.jsonl:2: not JSON" in capsys.readouterr().err


def test_a_message_that_asks_two_things_is_one_question_of_the_replay(
    capsys: pytest.CaptureFixture[str],
):
    file = chat(post("11:00", "场地申请表找谁要？另外劳务费最多发多少？"))

    assert main(["replay", file, "--json"]) == 0

    lines = [json.loads(line) for line in said(capsys).splitlines()]
    [asked] = [line["question"] for line in lines if "question" in line]
    assert (asked["id"], asked["asked"], asked["status"]) == ("q1", "m1", "escalated")
