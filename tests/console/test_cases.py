"""Cases on the console: found, read with what was said around them, answered and ended."""

import pytest
from aiohttp import FormData
from sqlalchemy import delete

from bot.console.pages import cases as cases_page
from handlers.model.case import CaseKind, Listed, Outcome
from store import cases, knowledge, ledger, questions
from store.console import audit, names
from store.console.accounts import Rank
from store.tables import MembershipRow, RoomRow
from tests.console.browser import Browser
from tests.console.cases_given import ASKED, QUESTION, Chat
from tests.console.console_server import Console

ANSWER = "可以，找前台登记一下"


async def listed(console: Console, number: int) -> Listed:
    async with console.database.read() as conn:
        [found] = await cases.named(conn, [number])
    return found


async def follow(browser: Browser, answer: tuple[int, str]) -> str:
    """The page that a form leads to."""
    status, there = answer
    assert status == 303
    status, page = await browser.get(there.removeprefix("/console"))
    assert status == 200
    return page


async def test_the_list_is_filtered_by_kind_organisation_state_and_who(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    asked = await chat.ask()
    unsure = await chat.open(CaseKind.UNSURE, "song/u1", "song")
    await browser.post(f"/cases/{asked}/take")

    async def shown(query: str) -> set[int]:
        status, page = await browser.get(f"/cases?{query}")
        assert status == 200
        return {n for n in (asked, unsure) if f'href="/console/cases/{n}"' in page}

    assert await shown("") == {asked, unsure}
    assert await shown("kind=question") == {asked}
    assert await shown("organisation=song") == {unsure}
    assert await shown("whose=mine") == {asked}
    assert await shown("whose=nobody") == {unsure}
    assert await shown("state=ended") == set()
    assert await shown("kind=<b>&whose=x&after=x") == {asked, unsure}
    await browser.post(f"/cases/{unsure}/end")
    assert await shown("state=ended") == {unsure}
    assert await shown("state=ended&kind=question") == set()
    assert await shown("") == {asked}


@pytest.mark.parametrize("state", ["", "ended"])
async def test_every_case_is_on_exactly_one_page(
    state: str, console: Console, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cases_page, "A_PAGE", 2)
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    numbers = [await chat.open(CaseKind.UNSURE, f"tea/u{n}") for n in range(5)]
    if state:
        for number in numbers:
            await browser.post(f"/cases/{number}/end")
    seen: list[int] = []
    path = f"/cases?state={state}"
    while path:
        _, page = await browser.get(path)
        seen += [n for n in numbers if f'href="/console/cases/{n}"' in page]
        _, found, rest = page.partition("下一页")
        path = page[: page.index("下一页")].rpartition('href="')[2] if found else ""
        path = path.partition('"')[0].replace("&amp;", "&").removeprefix("/console")
        assert rest or not found
    assert sorted(seen) == numbers
    assert len(seen) == 5


async def test_a_question_is_read_without_the_neighbours_talk_unless_one_wants_more(
    console: Console,
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    await chat.say("下周谁带茶叶", "bao")
    number = await chat.ask()
    status, page = await browser.get(f"/cases/{number}")
    assert status == 200
    assert QUESTION in page
    assert "下周谁带茶叶" not in page
    assert "花姐 问" in page
    assert "message asked" in page
    status, page = await browser.get(f"/cases/{number}?more=1")
    assert status == 200
    assert "下周谁带茶叶" in page
    assert "老包" in page


async def test_the_answer_is_brought_to_the_room_once(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    form = {**await browser.hidden(), "words": ANSWER}
    page = await follow(browser, await browser.send(f"/cases/{number}/answer", form))
    assert "会带回群里" in page
    assert ANSWER in page
    assert "staff答过了" in page
    assert "再补充几句" in page
    assert "<strong>办完了</strong>：staff答过了" in page
    await browser.send(f"/cases/{number}/answer", form)
    assert [r.text for r in await replies(console, number)] == [ANSWER]
    done = await listed(console, number)
    assert done.outcome is Outcome.ANSWERED
    async with console.database.read() as conn:
        [deed, *_] = await audit.page(conn, 1)
    assert (deed.action, deed.subject) == ("desk.answer", str(number))
    assert ANSWER not in str(deed.detail)


async def replies(console: Console, number: int):
    subject = (await listed(console, number)).case.subject
    async with console.database.read() as conn:
        return (await questions.by_ids(conn, [subject]))[subject][1].replies


async def test_an_answer_is_added_to_and_taken_back_and_learnt(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    await browser.post(f"/cases/{number}/answer", words=ANSWER)
    page = await follow(browser, await browser.post(f"/cases/{number}/learn"))
    assert "记进知识库了" in page
    await browser.post(f"/cases/{number}/answer", before="补充", words="要带身份证")
    assert [r.text for r in await replies(console, number)] == [ANSWER, "要带身份证"]
    page = await follow(browser, await browser.post(f"/cases/{number}/take-back"))
    assert "又在等人答" in page
    assert (await listed(console, number)).outcome is None
    [entry] = await known(console)
    assert entry.usable(console.now().date())  # the addition alone does not hold
    await browser.post(f"/cases/{number}/take-back")
    assert not await replies(console, number)
    [entry] = await known(console)
    assert not entry.usable(console.now().date())


async def test_what_staff_recall_in_their_room_is_not_learnt_either(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    said = await chat.say(f"#{number} {ANSWER}", "yan", "staff")
    await chat.say(f"#{number} 记下", "yan", "staff")
    [entry] = await known(console)
    assert entry.approver == "小燕"
    await chat.recall(said)
    [entry] = await known(console)
    assert not entry.usable(console.now().date())
    assert "已停用" in (await browser.get("/knowledge"))[1]


async def test_what_was_learnt_in_other_words_is_not_answered_either(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    await chat.say(f"#{number} {ANSWER}", "yan", "staff")
    await chat.say(f"#{number} 记下：都能借，先登记", "yan", "staff")
    [entry] = await known(console)
    assert entry.answer == "都能借，先登记"
    page = (await browser.get(f"/cases/{number}"))[1]
    assert "从这里记下的知识" in page
    page = await follow(browser, await browser.post(f"/cases/{number}/take-back"))
    assert "（不再用来回答）" in page
    [entry] = await known(console)
    assert not entry.usable(console.now().date())


async def test_what_staff_have_changed_since_is_shown_to_them(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    await chat.say(f"#{number} {ANSWER}", "yan", "staff")
    await chat.say(f"#{number} 记下", "yan", "staff")
    [entry] = await known(console)
    newer = {"question": entry.question, "answer": "只借给本社区", "approved": "yes"}
    await browser.post(f"/knowledge/{entry.id}", **newer)
    page = await follow(browser, await browser.post(f"/cases/{number}/take-back"))
    assert "（后来改过，还照样回答）" in page
    assert f'href="/console/knowledge/{entry.id}"' in page
    [entry] = await known(console)
    assert entry.usable(console.now().date())


async def test_what_may_hold_for_one_organisation_alone_is_warned_of(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number, other = await chat.ask(), await chat.ask(ASKED, "lan", "song")
    page = await answered(browser, number, "下周三找花姐拿")
    assert "说到日期、人，也许只对一个队" in page
    assert "以后都这样答" in page
    page = await follow(browser, await browser.post(f"/cases/{number}/learn"))
    assert "记进知识库了" in page
    assert [one.answer for one in await known(console)] == ["下周三找花姐拿"]
    page = await answered(browser, other, "一次收五十元")
    assert "说到金额，也许只对一个队" in page
    page = await follow(browser, await browser.post(f"/cases/{other}/learn"))
    assert "这个答复（说到金额，也许只对一个队）" in page


async def test_what_holds_for_all_is_not_warned_of(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    assert "也许只对一个队" not in await answered(browser, number, ANSWER)


async def answered(browser: Browser, number: int, words: str) -> str:
    """The page of the case after that."""
    return await follow(browser, await browser.post(f"/cases/{number}/answer", words=words))


async def test_where_something_alike_is_known_staff_choose(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number, other = await chat.ask(), await chat.ask(ASKED, "lan", "song")
    await browser.post(f"/cases/{number}/answer", words=ANSWER)
    await browser.post(f"/cases/{other}/answer", words="周末不能，有人值班才行")
    await browser.post(f"/cases/{number}/learn")
    page = await follow(browser, await browser.post(f"/cases/{other}/learn"))
    assert "并到那一条里" in page
    assert "另记一条" in page
    page = await follow(browser, await browser.post(f"/cases/{other}/learn", how="merge"))
    assert "记进知识库了" in page
    assert [entry.answer for entry in await known(console)] == ["周末不能，有人值班才行"]


async def known(console: Console):
    async with console.database.read() as conn:
        return await knowledge.entries(conn)


async def test_pictures_go_with_an_answer_and_other_files_do_not(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    status, page = await upload(browser, number, b"#!/bin/sh", "照您说的")
    assert status == 422
    assert "不是照片" in page
    assert "照您说的</textarea>" in page
    status, page = await upload(browser, number, None, "")
    assert status == 422
    assert "还没有写答复" in page
    assert not await replies(console, number)
    status, _ = await upload(browser, number, b"\xff\xd8\xff" + b"picture" * 9, "")
    assert status == 303
    [reply] = await replies(console, number)
    assert len(reply.photos) == 1
    assert console.desk.media.path(reply.photos[0]).is_file()


async def upload(
    browser: Browser, number: int, data: bytes | None, words: str
) -> tuple[int, str]:
    form = FormData({**await browser.hidden(), "words": words})
    if data is not None:
        form.add_field("pictures", data, filename="图.jpg", content_type="image/jpeg")
    url = f"{browser.url}/console/cases/{number}/answer"
    async with browser.client.post(url, data=form, allow_redirects=False) as answer:
        return answer.status, await answer.text()


async def test_too_many_files_are_refused(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask()
    form = FormData(await browser.hidden())
    for one in range(10):
        form.add_field("pictures", b"\xff\xd8\xff", filename=f"{one}.jpg")
    url = f"{browser.url}/console/cases/{number}/answer"
    async with browser.client.post(url, data=form, allow_redirects=False) as answer:
        assert answer.status == 422


async def test_a_case_is_taken_released_and_dropped_with_its_reason(console: Console):
    chat = Chat(console)
    await console.add("小燕的账号", Rank.STAFF, person="yan")
    browser = console.browser()
    await browser.sign_in("小燕的账号")
    number = await chat.open(CaseKind.UNSURE, f"tea/{await chat.say('上午大家好热闹')}")
    page = await follow(browser, await browser.post(f"/cases/{number}/take"))
    assert "归您跟了" in page
    assert "我不跟了" in page
    assert (await listed(console, number)).taken_by == "yan"
    other = await console.signed_in(Rank.STAFF)
    page = (await other.get(f"/cases/{number}"))[1]
    assert "小燕" in page
    assert "换我来跟" in page
    await follow(browser, await browser.post(f"/cases/{number}/release"))
    assert (await listed(console, number)).taken_by is None
    page = await follow(
        browser, await browser.post(f"/cases/{number}/drop", reason="只是寒暄")
    )
    assert "只是寒暄" in page
    assert "小燕说不用管了" in page
    page = await follow(other, await other.post(f"/cases/{number}/end"))
    assert "已经有人办结了" in page


async def test_after_the_last_deed_the_next_case_is_offered(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    first, second = await chat.ask(), await chat.open(CaseKind.UNSURE, "tea/u1")
    page = await follow(browser, await browser.post(f"/cases/{first}/end"))
    assert f'href="/console/cases/{second}"' in page
    page = await follow(browser, await browser.post(f"/cases/{second}/end"))
    assert "下一件" not in page


async def test_what_may_not_have_been_said_is_shown(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.lose("请问来了多少人？")
    for path in (f"/cases/{number}", "/cases", "/"):
        assert "请问来了多少人？" in (await browser.get(path))[1]


async def test_a_record_shows_what_it_lacks(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    await chat.say("昨天下午我们在活动室排练了三首歌")
    async with console.database.read() as conn:
        [draft] = await ledger.all_drafts(conn)
    number = await chat.open(CaseKind.HAND_OVER, draft.id)
    for path in (f"/cases/{number}", "/cases"):
        page = (await browser.get(path))[1]
        assert "人数" in page
        assert "还缺" in page


@pytest.mark.parametrize("kind", list(CaseKind))
async def test_a_case_whose_subject_was_forgotten_can_still_be_ended(
    kind: CaseKind, console: Console
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.open(kind, "gone")
    page = await follow(browser, await browser.post(f"/cases/{number}/end"))
    assert "办结" in page


async def test_what_members_write_is_text_and_no_markup(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask('@陪伴 <img src=x onerror="alert(1)">怎么报销？')
    for path in (f"/cases/{number}", "/cases", "/"):
        page = (await browser.get(path))[1]
        assert "<img src=x" not in page
        assert "&lt;img" in page


async def test_a_number_that_no_case_has_is_nothing(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    for number in ("7", "0", "9" * 15, "9" * 40):
        assert (await browser.get(f"/cases/{number}"))[0] == 404
        assert (await browser.post(f"/cases/{number}/take"))[0] == 404


async def test_without_a_staff_room_cases_are_decided_all_the_same(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    async with console.database.begin() as conn:
        await conn.execute(delete(MembershipRow).where(MembershipRow.room == "staff"))
        await conn.execute(delete(RoomRow).where(RoomRow.id == "staff"))
        assert await names.staff_lane(conn) == "r:"
    number = await chat.open(CaseKind.UNSURE, "tea/u1")
    await follow(browser, await browser.post(f"/cases/{number}/take"))
    assert (await listed(console, number)).taken_by == "account:staff"


async def test_a_question_from_another_room_keeps_its_words(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    number = await chat.ask(ASKED, "lan", "song")
    assert "合唱队" in (await browser.get(f"/cases/{number}"))[1]
