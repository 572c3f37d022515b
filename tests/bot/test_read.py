"""`read`: chat messages in, what they say out, a line each."""

import io
import json

import pytest

from bot.__main__ import main
from tests.bot.files import NOTE


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def read(monkeypatch: pytest.MonkeyPatch, *lines: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    return main(["read"])


def test_read_answers_every_line_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    sent = "2026-05-09T12:00:00+08:00"
    lines = [
        json.dumps({"id": "a", "text": NOTE, "sent_at": sent}),
        "",
        json.dumps({"id": "b", "text": "哈哈", "sent_at": sent}),
    ]

    assert read(monkeypatch, *lines) == 0

    note, chat = map(json.loads, said(capsys).splitlines())
    assert (note["id"], note["kind"], chat["kind"]) == ("a", "report", "chat")
    [activity] = note["activities"]
    assert (activity["place"], activity["headcount"]) == ("茶室", 9)
    assert (activity["start_precision"], activity["missing"]) == ("halfday", [])
    begin, end = activity["evidence"]["headcount"]
    assert NOTE[begin:end] == "9个人"
    assert chat["activities"] == []
    assert 0.5 <= note["confidence"] <= 1
    assert all(one["confidence"] == round(one["confidence"], 2) for one in (note, chat))


def test_read_gives_days_as_days_and_clock_times_with_their_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    sent = "2026-05-09T20:00:00+08:00"
    texts = (
        "5月8日我们在茶室打扫卫生，来了9个人",
        "今天下午两点到四点我们在茶室打扫卫生，来了30人",
        "我们在茶室打扫了卫生，来了9个人，大家都说敞亮",
    )
    lines = [json.dumps({"id": "x", "text": text, "sent_at": sent}) for text in texts]

    read(monkeypatch, *lines)

    found = [json.loads(line)["activities"] for line in said(capsys).splitlines()]
    assert (found[0][0]["start"], found[0][0]["end"]) == ("2026-05-08", None)
    assert found[1][0]["start"] == "2026-05-09T14:00:00+08:00"
    assert found[1][0]["end"] == "2026-05-09T16:00:00+08:00"
    assert (found[2][0]["start"], found[2][0]["missing"]) == (None, ["time"])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "not JSON"),
        ("[]", "must be a JSON object"),
        ('{"id": "a", "text": "哈"}', "'sent_at' is missing"),
        ('{"id": "a", "text": 7, "sent_at": "x"}', "'text' is missing or no text"),
        ('{"id": "a", "text": "哈", "sent_at": "today"}', "'sent_at' is 'today'"),
        ('{"id": "a", "text": "哈", "sent_at": "2026-05-09T10:00:00"}', "+08:00"),
    ],
)
def test_read_answers_a_wrong_line_with_what_is_wrong(
    line: str,
    complaint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    assert read(monkeypatch, line) == 1

    assert complaint in json.loads(said(capsys))["error"]
