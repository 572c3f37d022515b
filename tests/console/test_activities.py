"""Activities on the console: found, read with their sources, put right, merged, split."""

from urllib.parse import quote

import pytest

from bot.console.pages import activities
from handlers.model.draft import Ask, Status
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Precision,
    Source,
    Speech,
    Voice,
    When,
    Whose,
    Words,
)
from handlers.model.people import DraftId, MessageId, OrganisationId, PersonId
from handlers.model.seen import Shows
from handlers.model.visit import Visit, VisitId
from store import enrol, ledger, visits
from store.console import bulletins as posted
from store.console.accounts import Rank
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.console.records_given import OTHER, REPORT, SHEET, THIRD

PIXEL = b"not really a photo "
HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}"


def here(id_: str) -> str:
    return f"/activities/{quote(id_, safe='')}"


async def correct(browser: Browser, id_: str, field: str, **form: str | list[str]) -> str:
    return await browser.led_to(
        await browser.post(f"{here(id_)}/correct", field=field, **form)
    )


async def test_the_list_is_filtered_and_summed(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    tea, song = await given.filed(chat), await given.filed(chat, OTHER, "song")

    async def shown(query: str) -> set[str]:
        status, page = await browser.get(f"/activities?{query}")
        assert status == 200
        return {one for one in (tea, song) if here(one) in page}

    assert await shown("") == {tea, song}
    assert await shown("organisation=tea") == {tea}
    assert await shown("organisation=nobody") == set()
    assert await shown("q=落叶") == {song}
    assert await shown("since=2026-11-21&until=2026-11-21") == {tea, song}
    assert await shown("since=2026-11-22") == set()
    assert await shown("since=x&until=<b>&plan=y&state=z&after=~") == {tea, song}
    assert await shown("plan=inside") == set()
    assert await shown("plan=unknown") == {tea, song}
    assert await shown("state=withdrawn") == set()
    _, page = await browser.get("/activities?organisation=tea")
    assert "<strong>1</strong> 次活动" in page
    assert "<strong>14</strong> 人次" in page
    _, page = await browser.get("/activities?q=茶")
    assert "人次</li>" not in page  # what is looked for word by word is not summed
    await browser.post(f"{here(tea)}/withdraw")
    assert await shown("") == {song}
    assert await shown("state=withdrawn&q=茶会") == {tea}


async def test_a_record_that_is_not_complete_is_listed_apart(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    await chat.say("今天上午我们打扫了楼道", "hua")
    [id_] = await given.drafts(console)
    assert here(id_) not in (await browser.get("/activities"))[1]
    for state in ("open", "unfinished"):
        _, page = await browser.get(f"/activities?state={state}")
        assert here(id_) in page
    assert "群里在补</span>" in page
    _, page = await browser.get(here(id_))
    assert "还缺：" in page
    page = await browser.led_to(await browser.post(f"{here(id_)}/file"))
    assert "已经归档" in page
    assert (await given.draft(console, id_)).status is Status.FILED


async def test_every_record_is_on_exactly_one_page(
    console: Console, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(activities, "A_PAGE", 2)
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    ids = [await given.filed(chat, one) for one in (REPORT, OTHER, THIRD)]
    ids += [await given.filed(chat, one, "song") for one in (OTHER, THIRD)]
    seen: list[str] = []
    path = "/activities?organisation="
    while path:
        _, page = await browser.get(path)
        seen += [one for one in ids if here(one) in page]
        before, more, _ = page.partition("较早的")
        path = before.rpartition('href="')[2].partition('"')[0] if more else ""
        path = path.replace("&amp;", "&").removeprefix("/console")
    assert sorted(seen) == sorted(ids)


async def test_each_value_stands_beside_the_words_it_comes_from(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    status, page = await browser.get(here(id_))
    assert status == 200
    assert "<mark>14个人</mark>" in page
    assert "花姐" in page
    assert "信息稿" in page
    assert "【活动信息】" in page


async def test_staff_put_every_element_right_and_the_old_word_stays(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    page = await correct(browser, id_, "headcount", number="18", about="yes")
    assert "已经改好" in page
    assert "约18人" in page
    assert '<span class="lost">14人</span>' in page
    await correct(browser, id_, "place", text=HOSTILE)
    await correct(browser, id_, "theme", text="秋天的茶会")
    await correct(browser, id_, "content", text=["泡茶", "", "讲茶\r\n第二行", "泡茶"])
    await correct(browser, id_, "attendees", text="张姨\n\n李叔\n张姨")
    await correct(browser, id_, "served", number="")
    page = await correct(
        browser,
        id_,
        "feedback",
        text=["真好", "太挤", ""],
        speaker=["张姨", "", ""],
        whose=["served", "", ""],
        critical=["no", "yes", "no"],
    )
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    [activity] = await filed(console)
    assert activity.headcount == Count(18, approx=True)
    assert (activity.place, activity.theme) == (HOSTILE, "秋天的茶会")
    assert activity.content == ("泡茶", "讲茶\n第二行")
    assert activity.attendees == ("张姨", "李叔")
    assert activity.feedback == (Speech("真好", "张姨"), Speech("太挤"))
    assert activity.feedback[0].whose is Whose.SERVED
    assert activity.feedback[1].critical
    assert await bulletins(console) == 1  # nobody asked for another one


async def filed(console: Console) -> list[activities.Activity]:
    async with console.database.read() as conn:
        return await ledger.activities(conn)


async def bulletins(console: Console) -> int:
    async with console.database.read() as conn:
        every = [
            await posted.of(conn, one) for one in (await given.drafts(console)).values()
        ]
    return sum(map(len, every))


@pytest.mark.parametrize(
    ("form", "start", "end", "precision"),
    [
        ({"day": "2026-11-20"}, "2026-11-20 00:00", None, Precision.DAY),
        (
            {"day": "2026-11-20", "until": "2026-11-21"},
            "2026-11-20 00:00",
            "2026-11-21 00:00",
            Precision.DAY,
        ),
        (
            {"day": "2026-11-20", "part": "下午"},
            "2026-11-20 14:00",
            None,
            Precision.HALFDAY,
        ),
        (
            {"day": "2026-11-20", "part": "上午", "start": "09:30", "end": "11:00"},
            "2026-11-20 09:30",
            "2026-11-20 11:00",
            Precision.MINUTE,
        ),
        (
            {"day": "2026-11-20", "part": "上午", "start": "22:00", "until": "2026-11-21"},
            "2026-11-20 22:00",
            None,
            Precision.MINUTE,
        ),
    ],
)
async def test_a_time_is_as_exact_as_it_is_known(
    form: dict[str, str],
    start: str,
    end: str | None,
    precision: Precision,
    console: Console,
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    assert "已经改好" in await correct(browser, id_, "time", **form)
    when = (await given.draft(console, id_)).value(Field.TIME)
    assert isinstance(when, When)
    zone = console.desk.config.settings.zone
    assert when.start.astimezone(zone).strftime("%Y-%m-%d %H:%M") == start
    told = when.end and when.end.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    assert (told, when.precision) == (end, precision)


@pytest.mark.parametrize(
    "form",
    [
        {"field": "time", "day": "2026-13-45"},
        {"field": "time", "day": "2026-11-20", "part": "没有这个"},
        {"field": "time", "day": "2026-11-20", "part": "上午", "start": "99:00"},
        {
            "field": "time",
            "day": "2026-11-20",
            "start": "9:00",
            "end": "x",
        },
        {
            "field": "time",
            "day": "2026-11-20",
            "start": "10:00",
            "end": "09:00",
        },
        {"field": "time", "day": "2026-11-20", "until": "2026-11-19"},
        {"field": "headcount", "number": "-3"},
        {"field": "headcount", "number": "很多"},
        {"field": "headcount", "number": "100001"},
        {"field": "photo", "text": "a"},
        {"field": "nothing", "text": "a"},
        {"field": "feedback", "text": ["a", "b"], "speaker": "c"},
    ],
)
async def test_what_is_no_value_changes_nothing(
    form: dict[str, str | list[str]], console: Console
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    before = await given.draft(console, id_)
    status, page = await browser.post(f"{here(id_)}/correct", **form)
    assert status == 422
    assert "填得不对" in page or "填的内容不合适" in page
    if form["field"] in ("time", "headcount"):  # nothing is typed twice
        assert all(str(typed) in page for name, typed in form.items() if name != "part")
    assert await given.draft(console, id_) == before


async def test_what_is_in_the_plan_is_staffs_to_say(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    page = await browser.led_to(await browser.post(f"{here(id_)}/judge", plan="outside"))
    assert "按您说的算" in page
    assert "计划外</span>" in page
    assert here(id_) in (await browser.get("/activities?plan=outside"))[1]
    assert (await browser.post(f"{here(id_)}/judge", plan="half"))[0] == 422
    await browser.post(f"{here(id_)}/judge", plan="")
    assert here(id_) not in (await browser.get("/activities?plan=outside"))[1]


@pytest.mark.parametrize(
    "day", [{"day": "2026-11-23"}, {"day": "2026-11-20", "until": "2026-12-01"}]
)
async def test_what_took_place_is_not_of_a_day_to_come(
    day: dict[str, str], console: Console
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    status, page = await browser.post(f"{here(id_)}/correct", field="time", **day)
    assert status == 422
    assert "这一天还没到" in page
    assert 'max="2026-11-22"' in page


async def test_the_address_of_a_refused_form_opens_its_page(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_, number = await given.filed(chat), await chat.ask()
    for form, there in ((f"{here(id_)}/correct", here(id_)), ("/rooms/bind", "/rooms")):
        assert await browser.get(form) == (303, f"/console{there}")
    assert await browser.get("/rooms") == (303, "/console/")
    status, page = await browser.post(f"/cases/{number}/answer", words="")
    assert (status, "还没有写答复" in page) == (422, True)
    assert await browser.get(f"/cases/{number}/answer") == (303, f"/console/cases/{number}")


async def test_nobody_knows_clears_the_element(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    await correct(browser, id_, "time", day="")
    await correct(browser, id_, "theme", text=" ")
    kept = await given.draft(console, id_)
    assert kept.value(Field.TIME) is None
    _, page = await browser.get(here(id_))
    assert "日子不详" in (await browser.get("/activities"))[1]
    assert "还不知道" in page


async def test_leaders_get_the_bulletin_again_only_where_it_is_wanted(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    await correct(browser, id_, "place", text="大厅", reissue="yes")
    assert await bulletins(console) == 2
    _, page = await browser.get(here(id_))
    assert page.count('class="bulletin old"') == 1  # the first one, which leaders have too
    assert "旧的</span> 记录后来又改过，现在是第2版" in page
    page = await browser.led_to(await browser.post(f"{here(id_)}/reissue", version="2"))
    assert "已经重新发给带头人" in page
    page = await browser.led_to(await browser.post(f"{here(id_)}/reissue", version="2"))
    assert "先改过了" in page
    status, page = await browser.post(f"{here(id_)}/reissue", version="x")
    assert (status, "填的内容不合适" in page) == (422, True)


async def test_a_double_click_counts_once(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    form = {**await browser.hidden(), "version": "1"}
    assert "重新发给" in await browser.led_to(
        await browser.send(f"{here(id_)}/reissue", form)
    )
    assert "没有重复做" in await browser.led_to(
        await browser.send(f"{here(id_)}/reissue", form)
    )
    assert await bulletins(console) == 2


async def test_photos_are_chosen_and_a_sheet_is_shown_as_it_was_read(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    shas = await given.add_pictures(console, id_, PIXEL, given.SCENE, 60)
    [sheet] = await given.add_pictures(console, id_, PIXEL, SHEET)
    _, page = await browser.get(here(id_))
    assert "还有 48 张" in page
    assert "也许是老包" in page
    assert "71%" in page
    assert "从图上读的" in page
    page = await browser.led_to(
        await browser.post(f"{here(id_)}/choose", photo=[shas[3], shas[1]])
    )
    assert "照片选好了" in page
    assert (await given.draft(console, id_)).chosen == (shas[1], shas[3])
    page = await browser.led_to(await browser.post(f"{here(id_)}/choose", photo=shas[:6]))
    assert "最多五张" in page
    await browser.post(f"{here(id_)}/mark", photo=sheet, shows="other")
    [marked] = [
        f.value
        for f in (await given.draft(console, id_)).of(Field.PHOTO)
        if f.value.media == sheet
    ]
    assert marked.shows is Shows.OTHER
    status, page = await browser.post(f"{here(id_)}/mark", photo=sheet, shows="x")
    assert (status, "填的内容不合适" in page) == (422, True)
    assert (await browser.get(f"{here(id_)}/photos/{'0' * 64}"))[0] == 404
    assert (await browser.get(f"{here(id_)}/photos/{sheet}"))[0] == 404
    there = f"{console.url}/console{here(id_)}/photos/{shas[0]}"
    async with browser.client.get(there) as answer:
        assert answer.status == 200
        assert "sandbox" in answer.headers["Content-Security-Policy"]


async def test_two_records_become_one_and_one_becomes_two(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    one, two = await given.filed(chat), await given.filed(chat, OTHER)
    _, page = await browser.get(here(one))
    assert f'value="{two}"' in page
    answer = await browser.post(f"{here(one)}/merge", into=two)
    assert answer[1] == f"/console{here(two)}"
    page = await browser.led_to(answer)
    assert "已经合成" in page
    assert "<mark>14个人</mark>" in page
    _, page = await browser.get(here(one))
    assert here(two) in page
    messages = [
        f.message
        for f in (await given.draft(console, two)).findings
        if f.value == Words("扫了六大袋") or "落叶" in str(f.value)
    ]
    page = await browser.led_to(
        await browser.post(f"{here(two)}/split", message=messages[:1])
    )
    assert "已经分成两条" in page
    assert len(await filed(console)) == 2
    page = await browser.led_to(await browser.post(f"{here(two)}/split"))
    assert "没有什么可改的" in page
    answer = await browser.post(f"{here(two)}/merge", into="no such record")
    assert answer[1] == f"/console{here(two)}"


async def test_a_record_is_withdrawn_with_a_reason_and_comes_back(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    page = await browser.led_to(await browser.post(f"{here(id_)}/withdraw", reason=HOSTILE))
    assert "已经作废" in page
    assert "&lt;script&gt;" in page
    assert await filed(console) == []
    page = await correct(browser, id_, "place", text="大厅")
    assert "已经作废" in page
    page = await browser.led_to(await browser.post(f"{here(id_)}/restore"))
    assert "已经恢复" in page
    assert len(await filed(console)) == 1
    assert "恢复" in page[page.index("经过") :]


async def test_both_views_stand_side_by_side_and_disagreements_are_marked(
    console: Console,
):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    [activity] = await filed(console)
    visit = Visit(
        VisitId("v1"),
        OrganisationId("tea"),
        activity.room,
        "w1",
        "yan",
        console.now(),
        activity.when,
        "茶室",
        Count(20),
        told=("看他们泡茶",),
        impressions=(HOSTILE,),
        chosen=DraftId(id_),
    )
    async with console.database.begin() as conn:
        await visits.keep(conn, [visit])
    _, page = await browser.get(here(id_))
    assert "小燕的跟踪日志" in page
    assert "对不上" in page
    assert HOSTILE not in page


async def test_staff_see_their_organisations_alone(console: Console):
    chat = Chat(console)
    id_ = await given.filed(chat)
    other = await console.signed_in(Rank.STAFF, ["song"])
    assert here(id_) not in (await other.get("/activities"))[1]
    assert here(id_) not in (await other.get("/activities?organisation=tea"))[1]
    assert (await other.get(here(id_)))[0] == 404
    assert (await other.post(f"{here(id_)}/withdraw"))[0] == 404
    browser = await console.signed_in(Rank.STAFF)
    assert (await browser.get("/activities/nothing"))[0] == 404
    assert (await browser.post(f"{here(id_)}/explode"))[0] == 404


async def test_funders_read_the_ledger_without_names(console: Console):
    chat = Chat(console)
    id_ = await given.filed(chat, f"{REPORT}，老包和花姐泡的茶，电话13800001111")
    [photo] = await given.add_pictures(console, id_, PIXEL, given.SCENE)
    staff, reader = await console.signed_in(), await console.signed_in(Rank.READER, ["tea"])
    await correct(staff, id_, "attendees", text="老包")  # files the pictures too
    for path in ("/activities", "/activities?q=茶&state=open", here(id_)):
        status, page = await reader.get(path)
        assert status == 200
        for name in (*await given.people(console), "13800001111"):
            assert name not in page, path
        assert "茶" in page
    assert "<form" not in page[page.index("<main") :]
    assert (await reader.get(f"{here(id_)}/photos/{photo}"))[0] == 200
    assert (await reader.post(f"{here(id_)}/withdraw"))[0] == 403
    [unseen] = await given.add_pictures(console, id_, PIXEL, None)
    assert "没有认过" in (await staff.get(here(id_)))[1]
    await correct(staff, id_, "attendees", text="花姐")
    assert unseen not in (await reader.get(here(id_)))[1]
    assert (await reader.get(f"{here(id_)}/photos/{unseen}"))[0] == 404
    assert (await staff.get(f"{here(id_)}/photos/{unseen}"))[0] == 200
    blurred = {"organisations": [{"id": "tea", "name": "茶友会", "blur_faces": True}]}
    async with console.database.begin() as conn:
        await enrol.load_setting(conn, blurred)
    assert (await reader.get(f"{here(id_)}/photos/{photo}"))[0] == 404
    assert "这里不放照片" in (await reader.get(here(id_)))[1]
    await staff.post(f"{here(id_)}/withdraw")
    assert (await reader.get(here(id_)))[0] == 404
    assert (await reader.get(f"{here(id_)}/photos/{photo}"))[0] == 404


async def test_voices_requests_and_sheets_stand_in_the_course(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    id_ = await given.filed(chat)
    now = console.now()
    [sheet] = await given.add_pictures(console, id_, PIXEL, SHEET)
    spoken = Finding(
        Field.VOICE, Voice(sheet), Source.NOTE, MessageId("v1"), None, PersonId("bao"), now
    )
    known = (await given.draft(console, id_)).add([spoken], now)
    await given.save(console, known.request(Ask.SETTLE, (Field.HEADCOUNT,), now))
    _, page = await browser.get(here(id_))
    course = page[page.index("经过") :]
    assert "听第 1 条" in page
    assert "问了：人数" in course
    assert "图上读出" in course
    assert course.index("花姐：") < course.index("归档")
