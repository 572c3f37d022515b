"""Activities and tracking logs in a real browser, on a phone and on a desk."""

from urllib.parse import quote

import pytest
from playwright.async_api import expect

from bot.demo import PHOTOS
from handlers.model.people import DraftId
from store.console.accounts import Rank
from tests.browser.conftest import PHONE, Open
from tests.browser.menu import choose
from tests.browser.staff_page import SIZES, good, signed_in, told
from tests.console import records_given as given
from tests.console.cases_given import Chat
from tests.console.console_server import Console

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GARDEN = (PHOTOS / "garden-1.jpg").read_bytes()
HERE = {"page": "activities", "heading": "活动"}
LONG = "我们把茶桌一张一张搬到院子里，先烧水，再请每家拿出自己带的点心，" * 30
HOSTILE = "<script>document.title = 'mine'</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"


async def several(console: Console) -> DraftId:
    """A few records of two groups; one with photos and a sheet."""
    chat = Chat(console)
    for text in (given.THIRD, given.OTHER):
        await given.filed(chat, text)
    await given.filed(chat, given.OTHER, "song")
    id_ = await given.filed(chat)
    await given.add_pictures(console, id_, GARDEN, given.SCENE, 3)
    await given.add_pictures(console, id_, GARDEN, given.SHEET)
    return id_


@SIZES
async def test_a_record_is_found_looked_through_and_put_right(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await several(console)
    opened = await signed_in(console, window, size, **HERE)
    page = opened.page
    await expect(page.locator(".record")).to_have_count(4)
    await good(opened, f"activities-{name}")
    await page.get_by_label("找主题").fill("泡")
    await page.get_by_role("button", name="筛选").click()
    await expect(page.locator(".record")).to_have_count(1)
    await page.locator(".record").click()
    await expect(page.locator("#headcount mark")).to_have_text("14个人")
    await page.get_by_text("改人数").click()
    await page.get_by_label("来了几位").fill("15")
    await page.locator("#headcount").get_by_role("button", name="保存").click()
    await told(page, "已经改好")
    await expect(page.locator("#headcount .value").first).to_have_text("15人")
    await page.locator("#headcount").get_by_text("别的说法").click()
    await expect(page.locator("#headcount .lost").first).to_be_visible()
    await expect(page.locator("#photos ~ form img").first).to_have_js_property(
        "naturalWidth", 1200
    )
    await good(opened, f"activity-{name}")
    for summary in await page.locator("main summary").all():
        if await summary.is_visible():
            await summary.click()
    await good(opened, f"activity-open-{name}", 12_000)


@SIZES
async def test_records_are_merged_withdrawn_and_brought_back(
    console: Console, window: Open, size: dict[str, int]
):
    id_ = await several(console)
    opened = await signed_in(console, window, size, **HERE)
    page = opened.page
    await page.goto(f"{console.url}/console/activities/{quote(id_, safe='')}")
    await page.get_by_text("这条不该有").click()
    await page.get_by_label("为什么").fill("记重了")
    await page.get_by_role("button", name="作废").click()
    await told(page, "已经作废")
    await expect(page.get_by_text("记重了")).to_be_visible()
    await good(opened)
    await page.get_by_role("button", name="恢复").click()
    await told(page, "已经恢复")
    await page.get_by_text("和另一条是同一次活动").click()
    await page.get_by_role("radio").first.check()
    await page.get_by_role("button", name="合成一条").click()
    await told(page, "已经合成")
    await good(opened)


@SIZES
async def test_a_tracking_log_is_written_and_stands_beside_the_record(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await several(console)
    opened = await signed_in(console, window, size, **HERE)
    page = opened.page
    await choose(page, "跟踪")
    await good(opened)
    await page.get_by_role("link", name="写一篇").click()
    await good(opened, f"visit-new-{name}")
    await page.get_by_label("队伍").select_option("tea")
    await page.get_by_label("日期").fill("2026-11-21")
    await page.get_by_label("上下午").select_option("上午")
    await page.get_by_label("到场几位").fill("20")
    await page.get_by_label("地点").fill("茶室")
    await page.get_by_label("看到了什么").fill("看他们泡茶，三种茶都尝了\n散场时一起洗杯子")
    await page.get_by_label("感受").fill("新来的两位也说上话了")
    await page.get_by_label("能帮他们什么").fill("下回请人讲讲茶")
    await page.get_by_label("添照片").set_input_files(PHOTOS / "garden-1.jpg")
    await page.get_by_role("button", name="保存").click()
    await told(page, "跟踪日志已经保存")
    await expect(page.locator(".apart")).to_contain_text("对不上")
    await good(opened, f"visit-{name}")
    await page.get_by_role("link", name="所有跟踪日志").click()
    await expect(page.locator(".beside")).to_contain_text("洗杯子")
    await expect(page.locator(".beside img")).to_have_js_property("naturalWidth", 1200)
    await good(opened, f"visits-{name}")


@SIZES
async def test_long_and_hostile_words_and_sixty_photos(
    console: Console, window: Open, size: dict[str, int]
):
    id_ = await several(console)
    await given.add_pictures(console, id_, b"sixty", given.SCENE, 60)
    browser = await console.signed_in(Rank.ADMINISTRATOR)
    here = f"/activities/{quote(id_, safe='')}"
    for text in (LONG, HOSTILE):
        await browser.post(f"{here}/correct", field="content", text=[LONG, HOSTILE])
        await browser.post(f"{here}/correct", field="theme", text=text)
        await browser.post(f"{here}/correct", field="place", text=text.replace("，", ""))
    opened = await signed_in(console, window, size, **HERE)
    await good(opened)
    await opened.page.goto(f"{console.url}/console{here}")
    await expect(opened.page.get_by_text("还有 51 张")).to_be_visible()
    await expect(opened.page).not_to_have_title("mine")
    await good(opened)


@SIZES
async def test_funders_find_neither_forms_nor_sheets(
    console: Console, window: Open, size: dict[str, int]
):
    name = "phone" if size is PHONE else "desk"
    await several(console)
    opened = await signed_in(console, window, size, Rank.READER, **HERE)
    page = opened.page
    await good(opened)
    await page.locator(".record").first.click()
    await expect(page.locator("main form")).to_have_count(0)
    await good(opened, f"activity-plain-{name}")
