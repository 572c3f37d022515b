"""The chat page in a real browser, as two neighbours use it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from aiohttp import FormData
from playwright.async_api import Route, expect

from bot.channels.web import HUB
from bot.demo import PHOTOS, load_demo
from store import erasing
from store.inbox import Inbound
from tests.browser.conftest import DESK, PHONE, Open
from tests.channels.chat_server import BEARER, Server, chat_server, real

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WIDTHS = "() => [document.scrollingElement.scrollWidth, innerWidth]"
SMALLEST = """() => Math.min(...[...document.querySelectorAll("body *")]
  .filter((each) => each.checkVisibility() && [...each.childNodes].some((node) =>
    node.nodeType === 3 && node.textContent.trim()) && !each.closest(".hidden, noscript"))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with chat_server(tmp_path / "media", now=real) as running:
        yield running


async def test_two_neighbours_talk(server: Server, window: Open):
    hua, bao = await window(server.url), await window(server.url, PHONE)
    await hua.become("hua")
    await bao.become("bao")
    await bao.enter("tea")
    await hua.say("今天下午喝茶吗")
    await bao.sees("今天下午喝茶吗")
    await bao.say("来，三点")
    line = await hua.sees("来，三点")
    await expect(line.locator(".who")).to_have_text("老包")
    await expect(hua.page.locator(".line.own .state")).to_have_count(0)
    _, lines = await server.get("/api/rooms/tea/messages")
    assert [(each["from"], each["text"]) for each in lines] == [
        ("hua", "今天下午喝茶吗"),
        ("bao", "来，三点"),
    ]
    assert hua.errors + bao.errors == []


async def test_a_quote_is_shown_to_both(server: Server, window: Open):
    hua, bao = await window(server.url), await window(server.url)
    await hua.become("hua")
    await bao.become("bao")
    await hua.say("谁带茶叶")
    await bao.sees("谁带茶叶")
    await bao.choose("谁带茶叶", "引用")
    await bao.say("我带")
    line = await hua.sees("我带")
    await expect(line.locator(".quoted")).to_have_text("花姐：谁带茶叶")


async def test_a_recalled_message_is_gone_for_both(server: Server, window: Open):
    hua, bao = await window(server.url), await window(server.url)
    await hua.become("hua")
    await bao.become("bao")
    await hua.say("说错了")
    await bao.sees("说错了")
    await bao.line("说错了").locator(".bubble").click(button="right")
    await expect(bao.page.get_by_role("menuitem", name="撤回")).to_have_count(0)
    await bao.page.keyboard.press("Escape")
    await hua.choose("说错了", "撤回")
    await expect(hua.page.locator(".recalled")).to_contain_text("你撤回了一条消息")
    await expect(bao.page.locator(".recalled")).to_have_text("“花姐”撤回了一条消息")
    await hua.page.get_by_role("button", name="重新编辑").click()
    await expect(hua.page.locator("#say")).to_have_value("说错了")


async def test_words_of_whoever_was_erased_are_deleted_and_not_taken_back(
    server: Server, window: Open
):
    hua, bao = await window(server.url), await window(server.url)
    await bao.become("bao")
    await bao.say("我带茶叶")
    await hua.become("hua")
    await hua.sees("我带茶叶")
    await hua.choose("我带茶叶", "引用")
    await hua.say("好的")
    async with server.database.begin() as conn:
        assert await erasing.erase(conn, "bao", server.now())
    await hua.page.reload()
    await expect(hua.page.locator(".recalled")).to_have_text("这条消息已经删除")
    await expect(hua.page.locator(".quoted")).to_have_text("这条消息已经删除")
    await expect(hua.page.locator("body")).not_to_contain_text("gone/")


async def test_a_voice_can_be_played_and_shows_what_it_says(server: Server, window: Open):
    bao = await window(server.url, PHONE)
    await bao.become("bao")
    await bao.enter("tea")
    silence = b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"
    for name, recording in (
        ("v1", silence + b"data\x10\0\0\0" + b"\x80" * 16),
        ("v2", b"#!AMR\n" + b"\x3c" * 60),
    ):
        form = FormData({"from": "hua", "id": name})
        form.add_field("voice", recording, filename=name)
        url = f"{server.url}/api/rooms/tea/messages"
        async with server.client.post(url, data=form, headers=BEARER) as response:
            assert response.status == 202

    await expect(bao.page.locator("[data-id=v1] audio")).to_have_js_property(
        "readyState", 4
    )
    await expect(bao.page.locator("[data-id=v2] .voice a")).to_contain_text("点开下载")
    answer = {"kind": "speech", "message": "v1", "answer": {"text": "三点老地方"}}
    now = server.now()
    server.app[HUB].told(
        Inbound("errand", "tea", "speech:v1", "told", "o:tea", "hua", now, now, answer)
    )
    await expect(bao.page.locator("[data-id=v1] .transcript")).to_have_text("三点老地方")
    assert await bao.page.evaluate(SMALLEST) >= 17
    wide, window_width = await bao.page.evaluate(WIDTHS)
    assert wide <= window_width
    assert bao.errors == []


async def test_photos_are_sent_together_and_looked_at(server: Server, window: Open):
    hua, bao = await window(server.url), await window(server.url)
    await hua.become("hua")
    await bao.become("bao")
    await hua.page.locator("#photos").set_input_files(sorted(PHOTOS.glob("garden-*.jpg")))
    await expect(hua.page.locator("#picked img")).to_have_count(2)
    await hua.say("菜园")
    images = (await bao.sees("菜园")).locator("img")
    await expect(images).to_have_count(2)
    await expect(images.first).to_have_js_property("naturalWidth", 1200)
    await images.first.click()
    await expect(bao.page.locator("#viewer-count")).to_have_text("第 1 张，共 2 张")
    await bao.page.keyboard.press("ArrowRight")
    await expect(bao.page.locator("#viewer-count")).to_have_text("第 2 张，共 2 张")
    await bao.page.keyboard.press("Escape")
    await expect(bao.page.locator("#viewer")).to_be_hidden()


async def test_a_refused_photo_comes_back_with_the_reason_and_the_words(
    server: Server, window: Open, tmp_path: Path
):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8" + b"torn by the phone" * 40)
    bao = await window(server.url, PHONE)
    await bao.become("bao")
    await bao.enter("tea")
    whole = PHOTOS / "garden-1.jpg"
    await bao.page.locator("#photos").set_input_files([whole, broken])
    await bao.say("今天喝了茶")

    reason = bao.page.locator("#refused")
    await expect(reason).to_contain_text("有一张照片打不开")
    await expect(bao.page.locator("#say")).to_have_value("今天喝了茶")
    await expect(bao.page.locator("#picked li")).to_have_count(2)
    await expect(bao.page.locator("#lines .line")).to_have_count(0)
    assert await bao.page.evaluate(SMALLEST) >= 17
    wide, window_width = await bao.page.evaluate(WIDTHS)
    assert wide <= window_width

    await bao.page.locator("#picked button").last.click()
    await bao.page.locator("#send").click()
    line = await bao.sees("今天喝了茶")
    await expect(line.locator("img")).to_have_count(1)
    await expect(line.locator(".state")).to_have_count(0)
    await expect(reason).to_be_hidden()
    _, [kept] = await server.get("/api/rooms/tea/messages")
    assert (kept["text"], len(kept["photos"])) == ("今天喝了茶", 1)
    assert bao.errors == []


async def test_what_is_written_meanwhile_is_not_replaced(
    server: Server, window: Open, tmp_path: Path
):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"torn by the phone" * 40)
    bao = await window(server.url, PHONE)
    await bao.become("bao")
    await bao.enter("tea")
    await bao.page.locator("#photos").set_input_files(broken)
    held = asyncio.Event()

    async def hold(route: Route) -> None:
        await held.wait()
        await route.continue_()

    await bao.page.route("**/messages", hold)
    await bao.say("先发这条")
    await bao.page.locator("#say").fill("再写一条")
    held.set()

    await expect(bao.page.locator("#status")).to_contain_text("有一张照片打不开")
    await expect(bao.line("先发这条").locator(".state")).to_contain_text("没发出去")
    await expect(bao.page.locator("#say")).to_have_value("再写一条")


async def test_the_bot_is_addressed_by_keyboard_and_has_a_look_of_its_own(
    server: Server, window: Open
):
    hua = await window(server.url)
    await expect(hua.page.locator("#who")).to_be_visible()
    await hua.page.keyboard.press("Enter")  # the first face has the focus
    say = hua.page.locator("#say")
    await say.press_sequentially("@")
    await expect(hua.page.get_by_role("option")).to_have_text(["陪伴", "老包", "小燕"])
    await say.press("Enter")
    await say.press_sequentially("报销怎么办")
    await say.press("Enter")
    await hua.sees("@陪伴 报销怎么办")
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert line["mentions"] == ["bot"]
    await server.bot_says("@花姐 带上发票", 1)
    answer = await hua.sees("带上发票")
    await expect(answer).to_have_class("line bot arrives")
    await expect(answer.locator(".tag")).to_have_text("小助手")


async def test_what_is_unread_is_counted(server: Server, window: Open):
    yan = await window(server.url)
    await yan.become("yan")
    await yan.enter("staff")
    for text in ("一", "二"):
        await server.post(**{"from": "hua", "text": text})
    unread = yan.page.locator("[data-room=tea] .unread")
    await expect(unread).to_have_text("2")
    await expect(yan.page).to_have_title("(2) 陪伴")
    await yan.enter("tea")
    await expect(unread).to_have_count(0)


async def test_words_are_never_markup(server: Server, window: Open):
    hua = await window(server.url)
    await hua.become("hua")
    await hua.say("<img src=x onerror=document.title='hacked'> <b>粗</b>")
    line = await hua.sees("<b>粗</b>")
    await expect(line.locator("img, b")).to_have_count(0)


async def test_a_restart_of_the_server_loses_nothing(tmp_path: Path, window: Open):
    url = f"sqlite+aiosqlite:///{tmp_path / 'chat.sqlite'}"
    async with chat_server(tmp_path / "media", url=url, now=real) as server:
        port = int(server.url.rpartition(":")[2])
        hua = await window(server.url)
        await hua.become("hua")
        await hua.say("停电之前")
        await hua.sees("停电之前")
        await expect(hua.page.locator(".state")).to_have_count(0)
    await hua.say("停电的时候")
    await expect(hua.page.locator("#status")).to_have_text("连接断了，正在重新连接…")
    async with chat_server(tmp_path / "media", url=url, now=real, port=port) as server:
        await server.post(**{"from": "bao", "text": "来电了"})
        await hua.sees("来电了")
        await expect(hua.page.locator(".state")).to_have_count(0)
        await expect(hua.page.locator("#status")).to_be_hidden()
        _, lines = await server.get("/api/rooms/tea/messages")
        assert sorted(str(each["text"]) for each in lines) == sorted(
            ["停电之前", "停电的时候", "来电了"]
        )


@pytest.mark.parametrize(
    "viewport", [{"width": 360, "height": 640}, {"width": 640, "height": 400}, PHONE, DESK]
)
async def test_everything_fits_and_is_large_enough(
    tmp_path: Path, window: Open, viewport: dict[str, int]
):
    demo = load_demo(date(2026, 11, 22))
    async with chat_server(tmp_path / "media", demo=demo, now=real) as server:
        fang = await window(server.url, viewport)
        await fang.become("fang")
        body = {"from": "qin", "text": "很长的话" * 60 + "https://example.org/" + "x" * 200}
        async with server.client.post(
            f"{server.url}/api/rooms/garden/messages", json=body, headers=BEARER
        ) as response:
            assert response.status == 202
        for step in ("rooms", "room"):
            if step == "room":
                await fang.enter("garden")
                await fang.sees("很长的话")
            scroll, inner = await fang.page.evaluate(WIDTHS)
            assert scroll <= inner
            assert await fang.page.evaluate(SMALLEST) >= 17
        assert fang.errors == []


async def test_the_sample_plays_by_itself(tmp_path: Path, window: Open):
    demo = load_demo(date(2026, 11, 22))
    async with chat_server(tmp_path / "media", demo=demo, now=real) as server:
        ye = await window(server.url)
        await ye.become("ye")
        await ye.page.locator("#play").click()
        await expect(ye.page.locator("#play")).to_have_text("样例播放中…")
        await expect(ye.page.locator("#play")).to_be_disabled()
        await ye.sees("楼上的土")


async def test_a_long_press_opens_the_menu_and_on_a_face_addresses(
    server: Server, window: Open
):
    await server.post(**{"from": "bao", "text": "按这里"})
    hua = await window(server.url, PHONE)
    await hua.become("hua")
    await hua.enter("tea")
    line = await hua.sees("按这里")
    touch = {"pointerType": "touch", "bubbles": True, "clientX": 100, "clientY": 200}
    await line.locator(".bubble").dispatch_event("pointerdown", touch)
    await expect(hua.page.get_by_role("menuitem")).to_have_text(["引用", "复制"])
    await hua.page.keyboard.press("Escape")
    await line.locator(".face").dispatch_event("pointerdown", touch)
    await expect(hua.page.locator("#say")).to_have_value("@老包 ")
