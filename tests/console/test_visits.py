"""Tracking logs on the console: written, read beside the record, put right, removed."""

from urllib.parse import quote, unquote

from aiohttp import FormData

from bot.demo import PHOTOS
from handlers.model.finding import Count, Precision
from handlers.model.visit import Visit
from store import visits
from store.console import audit
from store.console.accounts import Rank
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console

PHOTO = (PHOTOS / "garden-1.jpg").read_bytes()
LOG = {
    "organisation": "tea",
    "day": "2026-11-21",
    "part": "",
    "start": "09:30",
    "end": "11:00",
    "place": "茶室",
    "number": "20",
    "told": "看他们泡茶\n\n帮着搬椅子",
    "impressions": "老人们很放松",
    "ideas": "可以请人讲讲茶",
}


async def known(console: Console) -> list[Visit]:
    async with console.database.read() as conn:
        return await visits.between(conn)


async def send(
    browser: Browser, path: str, photos: list[bytes], **form: str
) -> tuple[int, str]:
    """As a browser sends a form with files."""
    data = FormData()
    for name, value in {**await browser.hidden(), **form}.items():
        data.add_field(name, value)
    for number, photo in enumerate(photos):
        data.add_field("photos", photo, filename=f"{number}.jpg", content_type="image/jpeg")
    async with browser.client.post(
        f"{browser.url}/console{path}", data=data, allow_redirects=False
    ) as answer:
        if answer.status == 303:
            return 303, answer.headers["Location"]
        return answer.status, await answer.text()


async def test_a_log_is_written_with_pictures_and_stands_beside_the_record(
    console: Console,
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    _, page = await browser.get("/visits/new?organisation=tea")
    assert 'value="tea" selected' in page
    page = await browser.led_to(await send(browser, "/visits", [PHOTO, PHOTO], **LOG))
    assert "跟踪日志已经保存" in page
    [visit] = await known(console)
    assert visit.told == ("看他们泡茶", "帮着搬椅子")
    assert (visit.impressions, visit.ideas) == (("老人们很放松",), ("可以请人讲讲茶",))
    assert visit.headcount == Count(20)
    assert visit.when is not None
    assert visit.when.precision is Precision.MINUTE
    assert len(visit.shots) == 1  # the same picture twice is one
    assert visit.author == "account:staff"
    there = f"/activities/{quote(id_, safe='')}"
    assert there in page
    assert "对不上" in page  # 14 and 20
    assert "看他们泡茶" in (await browser.get(there))[1]
    _, page = await browser.get("/visits")
    assert "<strong>1</strong> 次两边都有" in page
    photo = f"{console.url}/console/visits/{quote(visit.id, safe='')}/photos/"
    async with browser.client.get(photo + visit.shots[0].media) as answer:
        assert answer.status == 200
    async with browser.client.get(photo + "0" * 64) as answer:
        assert answer.status == 404
    async with console.database.read() as conn:
        assert "desk.log" in {line.action for line in await audit.page(conn, 9)}


async def test_a_log_is_put_right_and_removed(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    _, there = await send(browser, "/visits", [PHOTO], **LOG)
    [visit] = await known(console)
    path = there.removeprefix("/console")
    assert unquote(path) == f"/visits/{visit.id}"
    changed = {**LOG, "number": "", "told": "只看了一会儿", "gone": visit.shots[0].media}
    page = await browser.led_to(await send(browser, path, [], **changed))
    assert "只看了一会儿" in page
    [visit] = await known(console)
    assert (visit.headcount, visit.shots) == (None, ())
    page = await browser.led_to(await browser.post(f"{path}/remove"))
    assert "已经删掉" in page
    assert await known(console) == []
    assert (await browser.get(path))[0] == 404
    assert (await browser.post(f"{path}/remove"))[0] == 404


async def test_staff_say_which_activity_a_log_is_about(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    one, two = await given.filed(chat), await given.filed(chat, given.OTHER)
    _, there = await send(browser, "/visits", [], **LOG)
    path = there.removeprefix("/console")
    await send(browser, path, [], **LOG, about=two)
    [visit] = await known(console)
    assert visit.chosen == two
    await send(browser, path, [], **LOG, about="none")
    [visit] = await known(console)
    assert (visit.chosen, set(visit.apart)) == (None, {one, two})
    await send(browser, path, [], **LOG, about="auto")
    [visit] = await known(console)
    assert (visit.chosen, visit.apart) == (None, ())
    status, page = await send(browser, path, [], **LOG, about="another one")
    assert status == 422
    assert "填得不对" in page


async def test_a_wrong_form_comes_back_with_what_was_typed(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    for wrong, words in (
        ({"organisation": "nobody"}, "请选是哪支队伍"),
        ({"day": "not a day"}, "填得不对"),
        ({"number": "many"}, "填得不对"),
        ({"told": "", "impressions": "", "ideas": ""}, "还什么都没写"),
    ):
        status, page = await send(browser, "/visits", [], **{**LOG, **wrong})
        assert (status, words in page) == (422, True), wrong
        assert 'value="茶室"' in page
    status, page = await send(browser, "/visits", [b"no picture"], **LOG)
    assert (status, "不是照片" in page) == (422, True)
    assert await known(console) == []


async def test_the_same_form_sent_twice_is_one_log(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    once = {"once": "once-of-a-form-12345"}
    first = await send(browser, "/visits", [], **LOG, **once)
    assert await send(browser, "/visits", [], **LOG, **once) == first
    assert len(await known(console)) == 1


async def test_logs_of_others_are_not_there(console: Console):
    browser = await console.signed_in(Rank.STAFF, ["tea"])
    _, there = await send(browser, "/visits", [], **LOG)
    path = there.removeprefix("/console")
    other = await console.signed_in(Rank.STAFF, ["song"])
    assert (await other.get(path))[0] == 404
    assert (await other.post(path, told="x"))[0] == 404
    assert (await send(other, "/visits", [], **LOG))[0] == 422
    assert "看他们泡茶" not in (await other.get("/visits?organisation=tea"))[1]
    assert "看他们泡茶" in (await browser.get("/visits?since=x&until=2026-11-30"))[1]
    assert "看他们泡茶" not in (await browser.get("/visits?until=2026-11-20"))[1]
    reader = await console.signed_in(Rank.READER)
    assert (await reader.get("/visits"))[0] == 403
    assert (await reader.get(path))[0] == 403


async def test_hostile_words_stay_words(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}\u202e"
    words = dict.fromkeys(("told", "impressions", "ideas", "place", "theme"), hostile)
    page = await browser.led_to(await send(browser, "/visits", [], **{**LOG, **words}))
    for shown in (page, (await browser.get("/visits"))[1]):
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown
        assert "{{ 7 * 7 }}" in shown


async def test_a_log_is_of_a_day_that_has_been_and_keeps_its_title(console: Console):
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/visits/new")
    assert 'value="2026-11-22"' in page  # today, where nobody says another day
    for day, words in (("2026-11-23", "这一天还没到"), ("", "日期要填")):
        status, page = await send(browser, "/visits", [], **{**LOG, "day": day})
        assert (status, words in page) == (422, True)
        assert "老人们很放松" in page
    log = {**LOG, "theme": "秋日茶会"}
    page = await browser.led_to(await send(browser, "/visits", [], **log))
    assert "· 秋日茶会</h1>" in page
    assert "秋日茶会" in (await browser.get("/visits"))[1]
