"""`import`: the past is filed, silently and once."""

import asyncio
import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import cv2
import pytest

from bot.__main__ import main
from bot.commands.import_ import FEW
from bot.errors import PeibanError
from bot.owning import own
from store import inbox
from store.db import open_database
from store.inbox import Inbound, InboxStatus
from tests.bot.files import NOTE, SETTING, event, written
from tests.bot.recognise.drawn import landscape

STAFF: Final = {"id": "S", "name": "社工群", "purpose": "staff"}
ROOM: Final = ("--room", "r1", "--data", "kept")
BLIND: Final = ("--set", "recognise.enabled=false")
SILENT: Final = (
    "select * from outbox",
    "select * from timers",
    "select * from cases",
    "select * from questions",
    "select * from talks",
    "select * from errands",
)
SHORT: Final = "今天上午种了豆角"  # a note, but hardly
EVENING: Final = "2026-05-09 19:02:33 于姐"


def text(*blocks: str, name: str = "chat.txt") -> str:
    Path(name).write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return name


def ask(query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("kept/peiban.sqlite")) as store:
        return store.execute(query).fetchall()


def record() -> dict[str, object]:
    [(body,)] = ask("select body from activities")
    found = json.loads(str(body))
    assert isinstance(found, dict)
    return found


def withdraw() -> None:
    """Staff take the one record back."""
    with closing(sqlite3.connect("kept/peiban.sqlite")) as store, store:
        [(body,)] = store.execute("select body from drafts").fetchall()
        withdrawn = json.dumps({**json.loads(body), "status": "withdrawn"})
        store.execute("update drafts set status = 'withdrawn', body = ?", (withdrawn,))
        store.execute("delete from activities")


@pytest.fixture(autouse=True)
def _loaded(_elsewhere: None, capsys: pytest.CaptureFixture[str]) -> None:
    setting = {**SETTING, "rooms": [*SETTING["rooms"], STAFF]}
    assert main(["load", written("setting.json", setting), "--data", "kept"]) == 0
    capsys.readouterr()


def heard(at: str, words: str) -> None:
    """The bot itself heard 于姐 say so."""
    said, body = datetime.fromisoformat(at), {"text": words, "pictures": []}
    live = Inbound("web", "r1", "m1", "message", "o:tea", "p1", said, said, body)

    async def hear() -> None:
        database = await open_database("sqlite+aiosqlite:///kept/peiban.sqlite")
        async with database.begin() as conn:
            await inbox.put(conn, [live], InboxStatus.HANDLED)
        await database.close()

    asyncio.run(hear())


def filed(file: str, how: str = "text", *more: str) -> int:
    return main(["import", file, "--format", how, *ROOM, *BLIND, *more])


def test_a_note_of_the_past_is_filed_and_nobody_hears_of_it(
    capsys: pytest.CaptureFixture[str],
):
    assert filed(text(f"{EVENING}\n{NOTE}", "2026-05-09 19:20:00 老宋\n辛苦了")) == 0

    assert "records filed 1 (with gaps 0), there already 0" in capsys.readouterr().out
    activity = record()
    assert activity["place"] == "茶室"
    assert str(activity["when"]).count("2026-05-09")
    assert activity["version"] == 1
    for kept in SILENT:
        assert ask(kept) == []


def test_only_messages_that_records_rest_on_are_kept():
    filed(text(f"{EVENING}\n{NOTE}", "2026-05-09 19:20:00 老宋\n辛苦了"))

    [(sender, status, channel)] = ask("select sender, status, channel from inbox")
    assert (sender, status, channel) == ("p1", InboxStatus.PAST, "history")
    [(name, inside)] = ask(
        "select name, room from people join memberships on person = id where id != 'p1'"
    )
    assert (name, inside) == ("老宋", "r1")


def test_what_lacks_something_is_filed_as_far_as_it_is_known(
    capsys: pytest.CaptureFixture[str],
):
    filed(text(f"{EVENING}\n今天下午我们在河边捡垃圾"))

    assert "records filed 1 (with gaps 1)" in capsys.readouterr().out
    assert record()["headcount"] is None
    assert ask("select status from drafts") == [("filed",)]


def test_what_only_may_be_a_note_is_counted_and_named_by_its_place(
    capsys: pytest.CaptureFixture[str],
):
    """Never by its words or its author: the output may be passed on."""
    days = range(1, FEW + 3)
    short = [f"2026-04-{day:02} 10:00:00 老宋\n{SHORT}" for day in days]
    filed(text(f"{EVENING}\n{NOTE}", *short), "text", "--set", "intake.confidence=0.9")

    out = capsys.readouterr().out
    assert "records filed 1 (with gaps 0)" in out
    assert f"messages for staff in no record {len(short)}\n" in out
    assert "\n  line 4: r1, 2026-04-01 10:00\n  line 7: r1, 2026-04-02 10:00\n" in out
    assert out.count("  line ") == FEW
    assert out.endswith("\n  and 2 more\n")
    assert SHORT not in out
    assert "老宋" not in out


def test_what_was_taken_back_or_heard_by_the_bot_itself_is_not_unsure_again(
    capsys: pytest.CaptureFixture[str],
):
    short = {"room": "r1", "from": "p1", "text": SHORT}
    file = written(
        "chat.jsonl",
        event("08:00", id="m1", **short),
        event("08:01", recall="m1", room="r1"),
        event("10:00", id="m2", **short),
    )
    unsure = ("--set", "intake.confidence=0.9")
    filed(file, "jsonl", *unsure)
    assert "messages for staff in no record 1\n" in capsys.readouterr().out

    heard("2026-05-09T10:00:10+08:00", SHORT)
    filed(file, "jsonl", *unsure)
    assert capsys.readouterr().out.endswith("messages for staff in no record 0\n")


@pytest.mark.parametrize(("joins", "told"), [("，大家都说真干净", 0), ("", 1)])
def test_what_joined_a_record_is_not_told_as_left_out(
    joins: str, told: int, capsys: pytest.CaptureFixture[str]
):
    """Its headcount is another one, which staff would have seen; its feedback is kept."""
    late = f"2026-05-09 21:00:00 于姐\n今天上午我们在茶室打扫卫生，来了20个人{joins}"
    chat = text(f"{EVENING}\n{NOTE}", late)

    for filed_now in (1, 0):
        filed(chat)
        out = capsys.readouterr().out
        assert f"records filed {filed_now} (with gaps 0)" in out
        assert f"messages for staff in no record {told}\n" in out
        assert out.count("\n  line 4: r1, 2026-05-09 21:00\n") == told
    assert len(ask("select * from inbox")) == 2 - told


def test_what_would_have_joined_a_record_that_staff_changed_is_told(
    capsys: pytest.CaptureFixture[str],
):
    """The record stays as they left it, so that the message is kept nowhere."""
    filed(text(f"{EVENING}\n{NOTE}"))
    withdraw()
    late = "今天上午我们在茶室打扫卫生，来了20个人，大家都说真干净"
    capsys.readouterr()

    filed(text(f"{EVENING}\n{NOTE}", f"2026-05-09 21:00:00 于姐\n{late}"))

    assert "messages for staff in no record 1\n" in capsys.readouterr().out
    assert len(ask("select * from inbox")) == 1


def test_a_record_that_is_there_is_not_told_when_the_rules_have_become_stricter(
    capsys: pytest.CaptureFixture[str],
):
    chat = text(f"{EVENING}\n{SHORT}")
    filed(chat, "text", "--set", "intake.confidence=0.1")
    assert "records filed 1" in capsys.readouterr().out

    filed(chat, "text", "--set", "intake.confidence=0.9")
    assert "messages for staff in no record 0\n" in capsys.readouterr().out


def test_a_wish_to_be_erased_is_told_as_one_for_staff(capsys: pytest.CaptureFixture[str]):
    filed(text(f"{EVENING}\n把我的信息删掉"))

    out = capsys.readouterr().out
    assert "messages for staff in no record 1\n" in out
    assert "short" not in out
    assert "unclear" not in out
    assert "note" not in out


def test_the_same_file_twice_and_a_longer_one_double_nothing(
    capsys: pytest.CaptureFixture[str],
):
    note = f"{EVENING}\n今天下午我们在河边捡垃圾，来了9个人"
    more = "2026-05-10 10:00:00 于姐\n更正一下，昨天不是9人是11人"
    later = "2026-06-02 19:00:00 老宋\n今天上午我们在茶室练八段锦，来了6个人"
    filed(text(note))
    [before] = ask("select id from activities")

    filed(text(note))
    assert "records filed 0 (with gaps 0), there already 1" in capsys.readouterr().out
    filed(text(note, more, later))

    rows = ask("select id, headcount from activities order by day")
    assert [one for _, one in rows] == [11, 6]
    assert (rows[0][0],) == before
    assert len(ask("select * from drafts")) == len(rows)


def test_what_staff_made_of_an_imported_record_stays():
    note = f"{EVENING}\n今天下午我们在河边捡垃圾，来了9个人"
    filed(text(note))
    withdraw()

    filed(text(note, "2026-05-10 10:00:00 于姐\n更正一下，昨天不是9人是11人"))

    assert ask("select * from activities") == []


def test_what_the_bot_heard_itself_is_left_to_it(capsys: pytest.CaptureFixture[str]):
    heard("2026-05-09T19:02:50+08:00", NOTE)
    filed(text(f"{EVENING}\n{NOTE}"))

    assert "records filed 0 (with gaps 0), there already 1" in capsys.readouterr().out
    assert ask("select external_id from inbox") == [("m1",)]


def test_pictures_and_note_of_one_evening_are_one_record(
    capsys: pytest.CaptureFixture[str],
):
    """One that was posted on another day alone is not kept."""
    Path("photos").mkdir()
    for name, shift in (("a.jpg", 0), ("b.jpg", 40)):
        cv2.imwrite(f"photos/{name}", landscape()[:, shift:, ::-1])
    Path("photos/c.jpg").write_bytes(b"no picture")
    sent = {"room": "r1", "from": "p1"}
    file = written(
        "chat.jsonl",
        {"setting": {}},
        event("19:00", id="m1", photo="photos/a.jpg", **sent),
        event("19:01", id="m2", photo="photos/c.jpg", **sent),
        event("19:02", id="m3", photo="../setting.json", **sent),
        event("19:03", id="m4", text=NOTE, **sent),
        {"at": "2026-05-20T09:00:00", "id": "m5", "photo": "photos/b.jpg", **sent},
    )

    assert main(["import", file, "--format", "jsonl", *ROOM]) == 1

    heard = capsys.readouterr()
    assert heard.err.splitlines() == [
        "line 3: its picture is none, or too large",
        "line 4: its photo is not beside the file",
    ]
    assert "pictures kept 1" in heard.out
    [sha] = record()["photos"]
    assert ask("select sha from media") == [(sha,)]
    assert ask("select sha, shows from seen") == [(sha, "scene")]
    assert [path.name for path in Path("kept/media").glob("*/*")] == [sha]


def test_a_wish_to_be_left_out_holds():
    """What was taken back in the past is no reason to name somebody who minds today."""
    filed(text(f"{EVENING}\n别记我", f"2026-05-10 19:00:00 老宋\n{NOTE}"))
    assert ask("select person from unnamed") == [("p1",)]

    filed(text(f"{EVENING}\n别记我", "2026-05-10 19:00:00 于姐\n可以记我"))
    assert ask("select person from unnamed") == [("p1",)]


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_imported(
    capsys: pytest.CaptureFixture[str],
):
    lines = [f"2026-13-{day:02} 08:00:00 老宋\n早" for day in range(1, 26)]

    assert filed(text(*lines, f"{EVENING}\n{NOTE}")) == 1

    err = capsys.readouterr().err.splitlines()
    assert err[0] == "line 1: there is no such day or time"
    assert err[-1] == "and 5 lines more"
    assert record()["place"] == "茶室"


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("--room", "r9"), "there is no room 'r9'; rooms of organisations: r1"),
        (("--room", "S"), "'S' is no room of an organisation"),
        (("--data", "other"), "there is no store in other"),
        (("--format", "csv"), "the table has no column StrTime or CreateTime"),
        (("--format", "jsonl"), "cannot be read as jsonl: line 1: it is no JSON object"),
    ],
)
def test_what_cannot_be_begun_says_why_and_writes_nothing(
    argv: tuple[str, str], why: str, capsys: pytest.CaptureFixture[str]
):
    assert filed(text(f"{EVENING}\n{NOTE}"), "text", *argv) == 1

    assert why in capsys.readouterr().err
    assert not Path("other").exists()
    assert ask("select * from activities") == []


def test_the_bot_must_be_stopped_first(capsys: pytest.CaptureFixture[str]):
    with own(Path("kept")):
        assert filed(text(f"{EVENING}\n{NOTE}")) == 1

    assert "another bot runs on kept; stop the bot first" in capsys.readouterr().err


def test_an_import_that_is_interrupted_files_nothing_and_can_be_run_again():
    """The notes keep it busy for seconds; it is interrupted once it owns the folder."""
    at = datetime.fromisoformat("2026-01-01T08:00:00")
    hours = (at + timedelta(minutes=n) for n in range(30_000))
    chat = text(f"{EVENING}\n{NOTE}", *(f"{hour} 于姐\n{NOTE}" for hour in hours))
    argv = [sys.executable, "-m", "bot", "import", chat, "--format", "text", *ROOM]
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [*argv, *BLIND], stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": str(root)}
    )
    while not _owned():
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()

    assert process.returncode == 130
    assert "nothing is filed, run it again" in err
    assert ask("select * from activities") == []
    assert filed(text(f"{EVENING}\n{NOTE}")) == 0


def _owned() -> bool:
    try:
        with own(Path("kept")):
            return False
    except PeibanError:
        return True
