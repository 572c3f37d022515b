"""`visits`: both views of what took place, from a real store, on screen and as a table."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.__main__ import main
from handlers.model.activity import Activity
from handlers.model.finding import Speech, When
from handlers.model.people import OrganisationId
from handlers.model.visit import Shot, Visit
from store import lanes, visits
from store.db import open_database
from store.lanes import Changes
from tests.bot.files import written
from tests.handlers.made import NOW
from tests.handlers.visited import COLLEAGUE, activity, visit

DATA = Path("kept")
SETTING = {
    "organisations": [
        {"id": "garden", "name": "花友会"},
        {"id": "cloth", "name": "布工坊"},
    ],
    "rooms": [{"id": "S", "name": "社工群", "purpose": "staff"}],
    "people": [
        {"id": "小周", "name": "小周", "role": "staff", "rooms": ["S"]},
        {"id": COLLEAGUE, "name": "小孙", "role": "staff", "rooms": ["S"]},
    ],
}
SEEN = visit(
    when=When(NOW.replace(hour=9, minute=10)),
    place="南门外",
    impressions=("很投入",),
    ideas=("=做个值日表",),
    shots=(Shot("a", "v"),),
)


@pytest.fixture(autouse=True)
def _kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("setting.json", SETTING), "--data", str(DATA)]) == 0
    cloth = visit("w", organisation=OrganisationId("cloth"), when=None, place=None, headcount=None)  # fmt: skip
    tomorrow = activity("b", when=When(NOW.replace(day=10)), theme=None, place=None)
    own = activity(feedback=(Speech("下回还来"),))
    both = SEEN, replace(SEEN, id="x", author=COLLEAGUE, message="x/m")
    asyncio.run(_save([own, replace(tomorrow, headcount=None)], [*both, cloth]))
    capsys.readouterr()


async def _save(activities: Sequence[Activity], logs: Sequence[Visit]) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{DATA}/peiban.sqlite")
    try:
        async with database.begin() as conn:
            await lanes.save(conn, Changes(activities=list(activities)))
            await visits.keep(conn, logs)
    finally:
        await database.close()


def shown(*more: str, since: str = "2026-05-09", until: str = "2026-05-10") -> int:
    return main(["visits", "--from", since, "--to", until, "--data", str(DATA), *more])


def test_both_views_on_screen(capsys: pytest.CaptureFixture[str]):
    assert shown() == 0
    assert capsys.readouterr().out == (
        "活动 3 次：两边都有 1，只有队里的 1，只有走访日志的 1\n"
        "\n"
        "5月9日（周六） 布工坊\n"
        "  队里：没有完整记录\n"
        "  走访（小周）：在北院菜园分番茄苗\n"
        "\n"
        "5月9日（周六） 花友会 「分苗」\n"
        "  队里：5月9日（周六）9:00 北院菜园 28人 分了两筐番茄苗\n"
        "    反馈：下回还来\n"
        "  走访（小周）：5月9日（周六）9:10 南门外 25人 在北院菜园分番茄苗［照片 1 张］\n"
        "    感受：很投入\n"
        "    建议：=做个值日表\n"
        "  走访（小孙）：5月9日（周六）9:10 南门外 25人 在北院菜园分番茄苗［照片 1 张］\n"
        "    感受：很投入\n"
        "    建议：=做个值日表\n"
        "  说法不一：地点，队里 北院菜园，走访 南门外\n"
        "  说法不一：人数，队里 28人，走访 25人\n"
        "  说法不一：地点，队里 北院菜园，走访 南门外\n"
        "  说法不一：人数，队里 28人，走访 25人\n"
        "\n"
        "5月10日（周日） 花友会\n"
        "  队里：5月10日（周日）11:00 分了两筐番茄苗\n"
    )


def test_a_json_object_a_line(capsys: pytest.CaptureFixture[str]):
    assert shown("--json", "--organisation", "garden") == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())

    assert first["own"]["headcount"] == {"number": 28, "approx": False}
    assert [one["by"] for one in first["visits"]] == ["小周", "小孙"]
    assert (second["day"], second["visits"]) == ("2026-05-10", [])
    assert second["own"]["when"]["precision"] == "minute"


def cells(out: Path) -> list[Mapping[str, object]]:
    head, *rows = load_workbook(out).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_table_has_a_row_an_activity(capsys: pytest.CaptureFixture[str]):
    assert shown("--out", "out.xlsx") == 0
    assert capsys.readouterr().out == "activities 3\n"
    sheet = load_workbook("out.xlsx").active
    assert (sheet.title, sheet["A2"].number_format) == ("活动和走访", "yyyy-mm-dd")
    assert sheet["F3"].number_format == '0"人"'

    cloth, garden, tomorrow = cells(Path("out.xlsx"))
    assert (cloth["组织"], cloth["队里：时间"], cloth["走访：经过"]) == (
        "布工坊",
        None,
        "在北院菜园分番茄苗",
    )
    assert (garden["队里：人数"], garden["走访：人数"]) == (28, 25)
    assert (garden["走访：谁"], garden["走访：建议"]) == (
        "小周\n小孙",
        "=做个值日表\n=做个值日表",
    )
    assert str(garden["说法不一"]).startswith("地点：队里 北院菜园，走访 南门外\n人数：")
    assert (tomorrow["主题"], tomorrow["走访：谁"], tomorrow["走访：照片"]) == (None,) * 3
    assert list(Path().glob(".out.xlsx*")) == []


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (["--organisation", "tea"], "no organisation 'tea'; there are: cloth, garden"),
        (["--out", "dir.xlsx"], "dir.xlsx cannot be written"),
    ],
)
def test_what_cannot_be_shown_is_named(
    more: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
):
    Path("dir.xlsx").mkdir()
    assert shown(*more) == 1
    assert complaint in capsys.readouterr().err


def test_days_in_the_wrong_order(capsys: pytest.CaptureFixture[str]):
    assert shown(since="2026-06-01") == 1
    assert "exchange them" in capsys.readouterr().err


def test_a_folder_without_a_store(capsys: pytest.CaptureFixture[str]):
    days = ["--from", "2026-05-09", "--to", "2026-05-09"]
    assert main(["visits", *days, "--data", "none"]) == 1
    assert "there is no store in none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (["--from", "May"], "'May' is no day"),
        (["--out", "a.csv"], "does not end with .xlsx"),
        (["--out", "no/a.xlsx"], "there is no folder no"),
    ],
)
def test_words_that_are_no_option(
    more: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        shown(*more)
    assert complaint in capsys.readouterr().err
