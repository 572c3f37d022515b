"""`load`: who and what there is, from a setting."""

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bot.files import SETTING, written


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_load_takes_a_setting_bare_or_named_and_twice(capsys: pytest.CaptureFixture[str]):
    counts = "organisations 1, rooms 2, people 1, knowledge 0\n"

    for file in (
        written("bare.json", SETTING),
        written("named.json", {"setting": SETTING}),
    ):
        assert main(["load", file, "--data", "kept"]) == 0
        assert said(capsys) == counts
    assert Path("kept", "peiban.sqlite").exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "is no JSON file"),
        ("[1]", "must hold a JSON object"),
        ('{"organisations": [{"id": "tea"}]}', "name"),
        (
            '{"organisations": [{"id": "tea", "name": "T", "blur_faces": "no"}]}',
            "blur_faces: 'no' must be true or false",
        ),
        (
            '{"knowledge": [{"question": "Q", "answer": "A",'
            ' "valid_from": "2026-05-02", "valid_until": "2026-05-01"}]}',
            "valid_until: 2026-05-01 is before 2026-05-02",
        ),
    ],
)
def test_load_names_what_is_wrong_with_a_setting(
    text: str, complaint: str, capsys: pytest.CaptureFixture[str]
):
    Path("wrong.json").write_text(text, encoding="utf-8")

    assert main(["load", "wrong.json"]) == 1
    assert complaint in capsys.readouterr().err


def test_load_names_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]):
    assert main(["load", "none.json"]) == 1
    assert "none.json" in capsys.readouterr().err


def test_load_names_every_key_that_nobody_reads_once(capsys: pytest.CaptureFixture[str]):
    people = [{"id": name, "name": name, "phone": "1", "rooms": []} for name in "ab"]
    plan = [{"title": "T", "from": "2026-05-01", "to": "2026-05-02", "tiems": 4}]
    tea = {"id": "tea", "name": "T", "plan": plan}
    setting = {"organisations": [tea], "people": people, "persons": [], "config": {}}

    assert main(["load", written("odd.json", setting), "--data", "odd"]) == 0
    said = capsys.readouterr()
    assert said.out == "organisations 1, rooms 0, people 2, knowledge 0\n"
    assert [line.split(";")[0] for line in said.err.splitlines()] == [
        "setting.organisations.plan: nobody reads the key 'tiems'",
        "setting.people: nobody reads the key 'phone' (2 times)",
        "setting: nobody reads the key 'persons'",
    ]
