"""The knowledge on the console: written, tried, merged, and as a table."""

from datetime import date
from io import BytesIO

import pytest
from aiohttp import FormData
from openpyxl import Workbook, load_workbook

from handlers.model.case import Entry
from store import knowledge
from store.console.accounts import Rank
from tests.console.browser import Browser
from tests.console.console_server import Console

TEA = Entry(
    "tea", "茶室几点开门？", "茶室每天早上九点开门。", source="茶室公告", approver="小燕"
)
AGAIN = Entry("again", "茶室几点钟开门呢？", "九点。", approver="小燕")
POOL = Entry("pool", "游泳池要带什么？", "请带泳帽。", approver="小燕")
UNREAD = Entry("unread", "投影仪怎么借？", "找前台登记。")


async def told(console: Console, *entries: Entry) -> None:
    async with console.database.begin() as conn:
        await knowledge.keep(conn, entries)


async def known(console: Console) -> dict[str, Entry]:
    async with console.database.read() as conn:
        return {entry.id: entry for entry in await knowledge.entries(conn)}


async def upload(
    browser: Browser, console: Console, body: bytes, **more: str
) -> tuple[int, str]:
    form = FormData({**await browser.hidden(), **more})
    form.add_field("table", body, filename="knowledge.xlsx")
    address = f"{console.url}/console/knowledge/table"
    async with browser.client.post(address, data=form) as answer:
        return answer.status, await answer.text()


async def test_it_is_listed_and_searched(console: Console):
    await told(
        console,
        TEA,
        Entry("old", "旧规定？", "旧", valid_until=date(2020, 1, 1), approver="小燕"),
    )
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/knowledge")
    assert "茶室几点开门" in page
    assert "已停用" in page
    _, page = await browser.get("/knowledge?q=九点&state=valid")
    assert "旧规定" not in page
    _, page = await browser.get("/knowledge?state=over")
    assert "茶室公告" not in page


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("茶室几点开门？", "直接回答"),
        ("茶室几点开门？", "茶室每天早上九点开门。（来源：茶室公告）"),
        ("月亮离我们多远", "转给社工"),
    ],
)
async def test_a_question_is_tried(console: Console, question: str, words: str):
    await told(console, TEA, POOL)
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get(f"/knowledge?ask={question}")
    assert words in page


async def test_an_entry_is_written_approved_and_changed(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    form = {
        "question": "图书角在哪？",
        "answer": "在二楼。",
        "phrasings": "图书角\n\n图书角在哪？",
    }
    status, there = await browser.post("/knowledge/new", **form, approved="yes")
    assert status == 303
    [entry] = (await known(console)).values()
    assert there.endswith(entry.id)
    assert (entry.approver, entry.phrasings) == ("staff", ("图书角",))
    status, page = await browser.post("/knowledge/new", **form)
    assert status == 422
    assert "问得差不多" in page
    dates = {"valid_from": "2026-01-01", "valid_until": "2026-12-31"}
    await browser.post(f"/knowledge/{entry.id}", **{**form, **dates, "answer": "三楼。"})
    [entry] = (await known(console)).values()
    assert (entry.answer, entry.valid_until) == ("三楼。", date(2026, 12, 31))
    assert entry.approver == ""  # changed, and nobody said that it still holds
    assert "还没审核" in (await browser.get(f"/knowledge/{entry.id}"))[1]
    assert (await browser.get("/knowledge/nothing"))[0] == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"answer": " "},
        {"valid_from": "soon"},
        {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
    ],
)
async def test_what_cannot_be_is_said_and_what_was_typed_stays(
    console: Console, wrong: dict[str, str]
):
    browser = await console.signed_in(Rank.STAFF)
    form = {"question": "图书角在哪？", "answer": "在二楼。", "source": "公告栏", **wrong}
    status, page = await browser.post("/knowledge/new", **form)
    assert status == 422
    assert "公告栏" in page
    assert not await known(console)


async def test_an_entry_is_used_no_more_and_again(console: Console):
    await told(console, TEA)
    browser = await console.signed_in(Rank.STAFF)
    await browser.post("/knowledge/tea/retire")
    assert (await known(console))["tea"].valid_until == date(2026, 11, 21)
    assert "转给社工" in (await browser.get("/knowledge?ask=茶室几点开门？"))[1]
    await browser.post("/knowledge/tea/retire", again="yes")
    assert (await known(console))["tea"].valid_until is None
    assert (await browser.post("/knowledge/new/retire"))[0] == 404


async def test_two_that_ask_the_same_are_merged(console: Console):
    await told(console, TEA, AGAIN)
    browser = await console.signed_in(Rank.STAFF)
    assert "问得差不多的" in (await browser.get("/knowledge"))[1]
    await browser.post("/knowledge/merge", keep="tea", other="again")
    entries = await known(console)
    assert entries["tea"].phrasings == (AGAIN.question,)
    assert entries["again"].valid_until == date(2026, 11, 21)
    assert "问得差不多的" not in (await browser.get("/knowledge"))[1]
    await browser.post("/knowledge/merge", keep="tea", other="nothing")
    assert "已经不在了" in (await browser.get("/knowledge"))[1]


async def test_as_a_table_and_back(console: Console):
    await told(console, TEA, POOL)
    browser = await console.signed_in(Rank.STAFF)
    async with browser.client.get(f"{console.url}/console/knowledge/table") as answer:
        body = await answer.read()
    book = load_workbook(BytesIO(body))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    place = heads.index("答案") + 1
    sheet.cell(2, place).value = "茶室早上八点开门。"
    changed = BytesIO()
    book.save(changed)
    status, page = await upload(browser, console, changed.getvalue())
    assert status == 200
    assert "新增 0 条，改动 1 条" in page
    assert (await known(console))["tea"].answer == "茶室早上八点开门。"
    sheet.cell(2, place).value = ""
    wrong = BytesIO()
    book.save(wrong)
    status, page = await upload(browser, console, wrong.getvalue())
    assert status == 422
    assert "第 2 行" in page


async def test_only_what_somebody_approved_of_answers(console: Console):
    await told(console, TEA, UNREAD)
    browser = await console.signed_in(Rank.STAFF)
    assert "转给社工" in (await browser.get("/knowledge?ask=投影仪怎么借？"))[1]
    assert "等人审核的（1）" in (await browser.get("/knowledge"))[1]
    await browser.post("/knowledge/approve")
    assert "没有勾上" in (await browser.get("/knowledge"))[1]
    await browser.post("/knowledge/approve", entry=["unread", "tea", "nothing"])
    entries = await known(console)
    assert entries["unread"].approver == "staff"
    assert entries["tea"].approver == "小燕"
    assert "找前台登记" in (await browser.get("/knowledge?ask=投影仪怎么借？"))[1]


@pytest.mark.parametrize(("approved", "approver"), [("yes", "staff"), ("", "")])
async def test_a_table_is_approved_of_in_one_go(
    console: Console, approved: str, approver: str
):
    browser = await console.signed_in(Rank.STAFF)
    book = Workbook()
    for row in (("问题", "答案"), ("投影仪怎么借？", "找前台登记。")):
        book.worksheets[0].append(row)
    body = BytesIO()
    book.save(body)
    status, page = await upload(browser, console, body.getvalue(), approved=approved)
    assert status == 200, page
    [entry] = (await known(console)).values()
    assert entry.approver == approver
    assert ("还没审核的在上面" in page) is not bool(approver)


async def test_what_is_no_table_is_said(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    empty = BytesIO()
    Workbook().save(empty)
    for body, words in ((b"no table", "没有读到表格"), (empty.getvalue(), "第一行里没有")):
        status, page = await upload(browser, console, body)
        assert status == 422
        assert words in page
    assert (await browser.post("/knowledge/table", table="text"))[0] == 422
