"""Each command that changes or takes out something is one line of the audit."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bot.files import NOTE, SETTING, noted, written

DATA = ("--data", "kept")
DAYS = ("--from", "2026-05-01", "--to", "2026-05-31")


@pytest.fixture(autouse=True)
def _loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("setting.json", SETTING), *DATA]) == 0
    capsys.readouterr()


def newest() -> tuple[str, str, Mapping[str, object]]:
    """Done in a terminal, by nobody known."""
    line = noted()[-1]
    assert line.account is None
    detail = dict(line.detail)
    assert detail.pop("terminal") is True
    return line.action, line.subject, detail


def test_what_was_loaded():
    counts = {"organisations": 1, "rooms": 2, "people": 1, "knowledge": 0}
    assert newest() == ("store.loaded", "", counts)


def test_what_a_chat_history_brought():
    Path("chat.txt").write_text(f"2026-05-09 19:02:33 于姐\n{NOTE}\n", encoding="utf-8")
    chat = ("--room", "r1", "--format", "text", "--set", "recognise.enabled=false")
    assert main(["import", "chat.txt", *chat, *DATA]) == 0
    assert newest() == ("history.imported", "r1", {"messages": 1, "records": 1})
    assert NOTE not in str(noted())


def test_what_came_and_went_of_knowledge():
    assert main(["knowledge", "starter", *DATA]) == 0
    action, _, detail = newest()
    assert action == "knowledge.started"
    assert main(["knowledge", "export", "--out", "k.xlsx", *DATA]) == 0
    assert newest() == ("knowledge.exported", "", detail)
    assert main(["knowledge", "import", "k.xlsx", *DATA]) == 0
    counts = {"rows": detail["count"], "added": 0, "changed": 0}
    assert newest() == ("knowledge.imported", "", counts)
    assert main(["knowledge", "list", *DATA]) == 0
    assert newest()[0] == "knowledge.imported"


def test_a_table_of_visits_and_not_a_look_at_them():
    before = len(noted())
    assert main(["visits", *DAYS, *DATA]) == 0
    assert len(noted()) == before
    assert main(["visits", *DAYS, "--organisation", "tea", "--out", "v.xlsx", *DATA]) == 0
    days = ["2026-05-01", "2026-05-31"]
    assert newest() == ("visits.exported", "tea", {"days": days, "count": 0})
