"""`ask`: questions in, the entries that answer them out, a line each."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

ENTRIES = (
    {"id": "k1", "question": "音响怎么借", "phrasings": ["想借话筒"], "answer": "找前台。"},
    {"id": "k2", "question": "合唱服装能不能洗", "answer": "可以手洗。"},
    {"question": "签到表在哪里领", "answer": "前台。"},
)


def lines(*rows: object) -> str:
    return "".join(
        (row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows
    )


def ask(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    knowledge: str,
    questions: str,
    *options: str,
) -> tuple[int, list[dict[str, object]]]:
    Path("k.jsonl").write_text(knowledge, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(questions))
    status = main(["ask", "--knowledge", "k.jsonl", *options])
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("model", ["auto", "false"])
def test_every_question_is_answered_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], model: str
):
    asked = lines(
        {"id": "a", "text": "合唱服装可以洗吗"},
        {"id": "b", "text": "明天几点下雨"},
        "",
        {"id": "c", "text": "签到表在哪里领"},
    )

    status, found = ask(
        monkeypatch, capsys, lines(*ENTRIES), asked, "--set", f"knowledge.model={model}"
    )

    assert status == 0
    assert [one["id"] for one in found] == ["a", "b", "c"]
    assert [one["decision"] for one in found] == ["answer", "decline", "answer"]
    assert found[0]["entries"][0]["id"] == "k2"
    assert found[2]["entries"][0]["id"].startswith("k")
    assert all(0 < e["score"] <= 1 for one in found for e in one["entries"])
    assert all(len(one["entries"]) <= 3 for one in found)


def test_bad_lines_get_an_error_and_the_others_an_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    asked = lines(
        "{", "[1]", {"id": "a"}, {"text": "音响"}, {"id": "b", "text": "音响怎么借"}
    )

    status, found = ask(monkeypatch, capsys, lines(*ENTRIES), asked)

    assert status == 1
    assert [one["id"] for one in found] == [None, None, "a", None, "b"]
    assert [bool(one.get("error")) for one in found] == [True, True, True, True, False]
    assert found[2]["error"] == "'text' is missing or no text"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("nonsense", "not JSON"),
        ({"id": "x", "answer": "答"}, "'question' is missing or no text"),
        ({"question": "问", "answer": " "}, "'answer' is missing or no text"),
        ({"question": "问", "answer": "答", "phrasings": "问"}, "must be a list of texts"),
    ],
)
def test_a_bad_entry_is_named_and_the_others_answer(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    entry: object,
    words: str,
):
    asked = lines({"id": "a", "text": "音响怎么借"})
    entries = lines(ENTRIES[0], "", entry)

    status, found = ask(monkeypatch, capsys, entries, asked)

    assert status == 1
    assert words in str(found[0]["error"])
    assert "k.jsonl, line 3" in str(found[0]["error"])
    assert found[1]["decision"] == "answer"


def test_whoever_asks_one_by_one_is_answered_one_by_one(tmp_path: Path):
    entries = tmp_path / "k.jsonl"
    entries.write_text(lines(*ENTRIES), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "ask", "--knowledge", str(entries)]
    pipe = subprocess.PIPE

    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as asking:
        assert asking.stdin is not None
        assert asking.stdout is not None
        for id_ in ("a", "b"):
            asking.stdin.write(lines({"id": id_, "text": "音响怎么借"}))
            asking.stdin.flush()
            assert json.loads(asking.stdout.readline())["id"] == id_  # or it waits for ever
        asking.stdin.close()
        assert asking.wait() == 0


def test_questions_that_are_no_text_are_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "k.jsonl").write_text(lines(*ENTRIES), encoding="utf-8")
    broken = io.TextIOWrapper(io.BytesIO(b"\xff\xfe{}"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", broken)

    with pytest.raises(UnicodeDecodeError):
        main(["ask", "--knowledge", str(tmp_path / "k.jsonl")])


def test_without_entries_everything_is_declined(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    status, found = ask(monkeypatch, capsys, "", lines({"id": "a", "text": "音响怎么借"}))

    assert (status, found) == (0, [{"id": "a", "decision": "decline", "entries": []}])


def test_knowledge_that_cannot_be_read_is_said(capsys: pytest.CaptureFixture[str]):
    assert main(["ask", "--knowledge", "nowhere.jsonl"]) == 1
    assert "nowhere.jsonl cannot be read" in capsys.readouterr().err
