"""`knowledge`: listed, taken from a table, written to one, and what comes along."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.__main__ import main
from bot.knowledge.starter import starter, wanting
from handlers.model.case import Entry
from tests.bot.files import written

KEPT = ("--data", "kept")
SETTING = {
    "knowledge": [
        {
            "id": "k1",
            "question": "音响怎么借",
            "phrasings": ["想借话筒"],
            "answer": "=找前台\u0007",
            "source": "手册",
            "approver": "周",
            "valid_from": "2020-01-01",
        },
        {
            "id": "k2",
            "question": "怎么借音响",
            "answer": "找小林",
            "valid_until": "2020-02-01",
        },
        {
            "id": "k3",
            "question": "开放日几点",
            "answer": "两点",
            "valid_from": "2999-01-01",
        },
    ]
}
HEADS = ("编号", "问题", "答案", "其他问法（一行一个）", "启用日期", "停用日期", "审核日期")


@pytest.fixture
def loaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", written("s.json", SETTING), *KEPT]) == 0
    capsys.readouterr()


def knowledge(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["knowledge", *words, *KEPT])
    return status, capsys.readouterr().out


def table(*rows: tuple[object, ...]) -> str:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save("t.xlsx")
    return "t.xlsx"


@pytest.mark.usefixtures("loaded")
def test_a_list_says_what_holds_and_what_asks_the_same(capsys: pytest.CaptureFixture[str]):
    status, said = knowledge(capsys, "list")

    assert status == 0
    assert "k1  音响怎么借\n" in said
    assert "  也问：想借话筒\n  出处：手册\n  审核：周\n" in said
    assert "k2  怎么借音响（2020-02-01 后已停用）" in said
    assert "k3  开放日几点（2999-01-01 起才用）" in said
    assert "k1 音响怎么借 —— k2 怎么借音响" in said


@pytest.mark.usefixtures("loaded")
def test_a_table_comes_back_as_it_went(capsys: pytest.CaptureFixture[str]):
    assert knowledge(capsys, "export", "--out", "k.xlsx")[0] == 0
    assert "读到 3 条：新增 0 条，改动 1 条" in knowledge(capsys, "import", "k.xlsx")[1]
    assert "读到 3 条：新增 0 条，改动 0 条" in knowledge(capsys, "import", "k.xlsx")[1]

    sheet = load_workbook("k.xlsx").worksheets[0]
    assert sheet["B1"].value == "问题"
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=找前台", "s")


def test_rows_are_read_as_staff_write_them(capsys: pytest.CaptureFixture[str]):
    file = table(
        HEADS,
        (
            None,
            "投影仪怎么借",
            "登记。",
            "放片子的机器；幻灯机",
            date(2026, 5, 1),
            "2026年6月1日",
        ),
        (None, None, None),
        ("n2", 12, 30, None, None, None, datetime(2026, 5, 2, 9)),  # noqa: DTZ001 -- as tables have it
        ("n3", "短", "行"),
    )

    assert "新增 3 条" in knowledge(capsys, "import", file)[1]
    said = knowledge(capsys, "list")[1]
    assert "投影仪怎么借（2026-06-01 后已停用）" in said
    assert "也问：放片子的机器；幻灯机" in said
    assert "改动 0 条" in knowledge(capsys, "import", file)[1]


@pytest.mark.usefixtures("loaded")
def test_a_row_without_an_id_changes_the_entry_of_the_same_question(
    capsys: pytest.CaptureFixture[str],
):
    file = table(("问题", "答案"), ("开放日几点", "三点"))

    assert "新增 0 条，改动 1 条" in knowledge(capsys, "import", file)[1]
    assert "答：三点" in knowledge(capsys, "list")[1]


def test_everything_that_is_wrong_is_named_by_its_row_and_nothing_is_taken(
    capsys: pytest.CaptureFixture[str],
):
    file = table(
        HEADS,
        ("n1", "问一", "答"),
        ("n1", "问二", None, None, "2026-13-01"),
        ("n3", None, "答", None, "2026-05-02", "2026-05-01", "昨天"),
    )

    status, said = knowledge(capsys, "import", file)

    assert status == 1
    assert said.splitlines()[1:] == [
        "第 3 行“答案”：不能空着",
        "第 3 行“启用日期”：“2026-13-01”不是日期，写成 2026-05-01",
        "第 3 行“编号”：编号“n1”前面已经有了",
        "第 4 行“问题”：不能空着",
        "第 4 行“审核日期”：“昨天”不是日期，写成 2026-05-01",
        "第 4 行“停用日期”：停用日期比启用日期早",
    ]
    assert "还没有知识" in knowledge(capsys, "list")[1]


def test_a_table_without_the_headings_is_refused(capsys: pytest.CaptureFixture[str]):
    status, said = knowledge(capsys, "import", table(("问题", "回答")))

    assert (status, said.splitlines()[1:]) == (1, ["第一行里没有“答案”这一列"])


def test_what_is_no_table_and_what_cannot_be_written_is_said(
    capsys: pytest.CaptureFixture[str],
):
    Path("no.xlsx").write_text("问题,答案", encoding="utf-8")

    assert main(["knowledge", "import", "no.xlsx", *KEPT]) == 1
    assert "no.xlsx is no .xlsx table" in capsys.readouterr().err
    assert main(["knowledge", "export", "--out", "nowhere/k.xlsx", *KEPT]) == 1
    assert "nowhere/k.xlsx cannot be written" in capsys.readouterr().err


def test_looking_makes_no_store(capsys: pytest.CaptureFixture[str]):
    assert main(["knowledge", "list", "--data", "mispelt"]) == 1
    assert "there is no store in mispelt" in capsys.readouterr().err
    assert not Path("mispelt").exists()


@pytest.mark.usefixtures("loaded")
def test_what_comes_along_is_added_once(capsys: pytest.CaptureFixture[str]):
    assert f"新增 {len(starter())} 条" in knowledge(capsys, "starter")[1]
    assert "新增 0 条" in knowledge(capsys, "starter")[1]
    assert "出处：线上追踪说明" in knowledge(capsys, "list")[1]


def test_what_comes_along_is_large_enough_and_names_its_sources():
    along = starter()

    assert len(along) >= 40
    assert len({entry.id for entry in along}) == len(along)
    assert all(entry.source and entry.phrasings for entry in along)


def test_the_words_of_staff_come_before_what_comes_along():
    own = Entry("own", "每次活动发几张照片", "三张。")

    assert "starter-photos-count" not in {entry.id for entry in wanting([own])}
    assert len(wanting([own])) < len(starter())
