"""The demo as a newcomer meets it: the real process, its link, a real browser."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from bot.demo import PHOTOS
from tests.browser.conftest import PHONE, Open, Window
from tests.channels.chat_server import TOKEN
from tests.faults.bot_process import BotProcess

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HURRY = {"coach.settle": "2s", "coach.chatter": "1s"}
PATIENCE = 40_000  # milliseconds: the bot's time to think on a busy machine
SAMPLE = 150_000  # milliseconds: it promises a minute
NOTE = "昨天下午我们在3号楼屋顶栽了四十棵草莓苗"
REHEARSED = "昨天下午我们在桂花弄活动室练了三首老歌，来了16个人"
QUESTION = "多少人"


Start = Callable[[Mapping[str, str]], Awaitable[str]]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts `run --demo`; the link with which it invites.  It must not stumble."""
    data, errors = tmp_path / "data", tmp_path / "stderr"
    async with AsyncExitStack() as stack:

        async def start(settings: Mapping[str, str]) -> str:
            process = BotProcess(data, errors, settings, {"PEIBAN_TOKEN": TOKEN})
            stack.push_async_callback(process.stop)
            await process.start("--demo")
            assert process.process
            assert process.process.stdout
            line = (await process.process.stdout.readline()).decode()
            assert f"{process.url}/enter?key=" in line
            return line[line.index("http") :].strip()

        yield start
    said = errors.read_text("utf-8")
    assert " ERROR " not in said
    assert "Traceback" not in said


async def test_an_activity_from_the_first_note_to_the_bulletin(demo: Start, window: Open):
    link = await demo(HURRY)
    fang = await window(link, let_in=False)
    other = await window(link)  # the link is used up, so the door asks for the token
    qin = await window(link, PHONE)
    await other.become("liang")
    await take_back_a_note(other)
    await fang.become("fang")
    await qin.become("qin")
    await report(fang, qin)
    await bulletin_stands_alone(fang, "草莓苗")
    await nothing_said(other, "staff")
    await other.enter("choir")
    assert len(await words(bot_lines(other))) == 1
    await ask_what_is_known(other)
    await ask_what_only_staff_know(other, qin)
    assert fang.errors + other.errors + qin.errors == []


async def take_back_a_note(liang: Window) -> None:
    """The bot has asked already; nothing may come of it later."""
    await liang.enter("choir")
    await type_and_send(liang, REHEARSED)
    await liang.sees("感受", PATIENCE)
    await liang.choose(REHEARSED, "撤回")
    await expect(liang.page.locator(".recalled")).to_contain_text("你撤回了一条消息")
    await liang.change_to("tong")
    await type_and_send(liang, "大家都说唱得过瘾")


async def report(fang: Window, qin: Window) -> None:
    """A leader reports, the bot asks, another member answers from a phone."""
    await fang.enter("garden")
    await qin.enter("garden")
    await pick_photo(fang, "garden-1.jpg")
    await type_and_send(fang, NOTE)
    note = await qin.sees(NOTE)
    await expect(note.locator("img")).to_have_js_property("naturalWidth", 1200)
    question = await qin.sees(QUESTION, PATIENCE)
    await expect(question).to_contain_text("@方阿姨")
    await expect(question).to_contain_text("感受")
    await type_and_send(qin, "来了11个人，大家都说明年还要种")
    await fang.sees("记好了", PATIENCE)
    assert len(await words(bot_lines(fang))) == 2  # one question, one thanks


async def bulletin_stands_alone(fang: Window, about: str) -> None:
    await fang.enter("leaders")
    bulletin = await fang.sees(about, PATIENCE)
    for part in ("【活动信息】屋顶小菜园", "下午", "3号楼屋顶", "11人", "明年还要种"):
        await expect(bulletin).to_contain_text(part)
    photos = bulletin.locator("img")
    await expect(photos).to_have_count(2)
    await expect(photos.first).to_have_js_property("naturalWidth", 1080)  # as a page
    await expect(photos.last).to_have_js_property("naturalWidth", 1200)
    await expect(fang.page.locator("#lines .line")).to_have_count(1)


async def nothing_said(window: Window, room: str) -> None:
    await window.enter(room)
    await expect(window.page.locator("#empty")).to_be_visible()
    await expect(window.page.locator("#lines .line")).to_have_count(0)


async def ask_what_is_known(window: Window) -> None:
    await window.change_to("meng")
    await window.enter("mending")
    await type_and_send(window, "@陪伴 空白签到表在哪里领呀？")
    answer = await window.sees("服务站前台", PATIENCE)
    await expect(answer).to_contain_text("@孟奶奶")


async def ask_what_only_staff_know(window: Window, phone: Window) -> None:
    """The question goes to staff; what they answer in a quote comes back."""
    await phone.change_to("awei")
    await phone.enter("mending")
    await type_and_send(phone, "@陪伴 服务站的缝纫机能不能搬到我们摊位用一天？")
    await phone.sees("工作人员", PATIENCE)
    await window.change_to("ye")
    await window.enter("staff")
    await window.sees("缝纫机", PATIENCE)
    await window.choose("缝纫机", "引用")
    await type_and_send(window, "可以，找林姐拿钥匙")
    answer = await phone.sees("找林姐拿钥匙", PATIENCE)
    await expect(answer).to_contain_text("@阿伟")
    assert len(await words(bot_lines(window))) == 1


async def test_the_sample_morning_ends_with_two_bulletins(demo: Start, window: Open):
    fang = await window(await demo({}), let_in=False)
    await fang.become("fang")
    play = fang.page.locator("#play")
    await play.click()
    await expect(play).to_be_disabled()
    await expect(play).to_be_enabled(timeout=SAMPLE)
    await fang.enter("leaders")
    for name, pictures in (("屋顶小菜园", 3), ("巧手修理摊", 2)):  # a sheet is no photo
        bulletin = await fang.sees(f"【活动信息】{name}", PATIENCE)
        await expect(bulletin.locator("img")).to_have_count(pictures)
    assert len(await words(bot_lines(fang))) == 2
    await fang.enter("mending")
    for text in ("正规发票", "工作人员的答复", "记好了"):
        await fang.sees(text)
    await fang.enter("choir")
    await fang.sees("好嘞，收到")
    assert await words(bot_lines(fang)) == []
    await fang.enter("staff")
    await fang.sees("电烙铁")
    assert len(await words(bot_lines(fang))) == 1
    assert fang.errors == []


async def type_and_send(window: Window, text: str) -> None:
    """Key by key, as a person does; the line is out once nothing says otherwise."""
    await window.page.locator("#say").press_sequentially(text)
    await window.page.locator("#send").click()
    line = await window.sees(text.partition(" ")[2] or text)
    await expect(line.locator(".state")).to_have_count(0)


async def pick_photo(window: Window, name: str) -> None:
    async with window.page.expect_file_chooser() as opened:
        await window.page.locator("label.photo").click()
    await (await opened.value).set_files(PHOTOS / name)
    await expect(window.page.locator("#picked img")).to_have_count(1)


def bot_lines(window: Window) -> Locator:
    return window.page.locator("#lines .line.bot .bubble")


async def words(bubbles: Locator) -> list[str]:
    return await bubbles.all_inner_texts()
