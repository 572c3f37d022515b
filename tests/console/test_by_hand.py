"""What an account that only listens would have said, and what people make of it (R10)."""

from datetime import timedelta

from handlers.model.people import PersonId
from store import media, outbox, timeline
from store.console.accounts import Rank
from store.outbox import OutboxStatus
from tests.console.console_server import Console
from tests.console.everything_given import PHOTO
from tests.console.outside_given import OURS, WORDS, left, opened


async def status(console: Console, key: str) -> OutboxStatus:
    async with console.database.read() as conn:
        found = {one.outgoing.key: one for one in await outbox.by_hand(conn)}
        if key in found:
            return found[key].status
        waiting = await outbox.due(conn, console.now(), 9, channel="wechaty")
    return OutboxStatus.WAITING if waiting else OutboxStatus.CANCELLED


async def test_words_are_there_to_be_copied_with_whom_they_are_for(console: Console):
    await left(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/by-hand")
    assert "茶友会微信群" in page
    assert f"@花姐 {WORDS}" in page
    assert "让机器人发" not in page
    assert "1 句话等人去群里发" in (await browser.get("/"))[1]


async def test_what_a_person_said_stands_in_its_room_once(console: Console):
    [id_] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    for words in ("已经发到群里", "已经有人处理过"):
        await browser.post(f"/by-hand/{id_}/said")
        assert words in (await browser.get("/by-hand"))[1]
    async with console.database.read() as conn:
        [line] = await timeline.page(conn, OURS, None, 9)
        said = await outbox.by_external(conn, OURS, [line.id])
    assert (line.sender, line.text, line.to) == (timeline.BOT, WORDS, (PersonId("hua"),))
    assert [one.status for one in said.values()] == [OutboxStatus.SENT]
    administrator = await console.signed_in()
    assert "替机器人在群里发了一句" in (await administrator.get("/audit"))[1]


async def test_what_nobody_says_is_gone(console: Console):
    [id_] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    await browser.post(f"/by-hand/{id_}/drop")
    assert "没有要发的话" in (await browser.get("/by-hand"))[1]
    assert await status(console, "a") is OutboxStatus.CANCELLED


async def test_the_bot_says_it_only_when_it_may(console: Console):
    await opened(console, warm_up=timedelta(days=1))
    [id_] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    await browser.post(f"/by-hand/{id_}/speak")
    assert "还只听不说" in (await browser.get("/by-hand"))[1]
    assert await status(console, "a") is OutboxStatus.BY_HAND
    console.now.pass_by(days=1)
    await browser.sign_in("staff")
    assert "让机器人发" in (await browser.get("/by-hand"))[1]
    await browser.post(f"/by-hand/{id_}/speak")
    assert await status(console, "a") is OutboxStatus.WAITING


async def test_what_an_account_would_have_done_is_no_message(console: Console):
    [id_] = await left(console, "a", room="", text="i1", act="accept_invitation", to=())
    browser = await console.signed_in(Rank.STAFF)
    assert "按“加入”" in (await browser.get("/by-hand"))[1]
    await browser.post(f"/by-hand/{id_}/said")
    async with console.database.read() as conn:
        assert await timeline.page(conn, "", None, 9) == []
    administrator = await console.signed_in()
    assert "替机器人在手机上做了一步" in (await administrator.get("/audit"))[1]


async def test_what_a_person_takes_back_is_gone_and_nothing_is_said_instead(
    console: Console,
):
    at = console.now()
    [said] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    await browser.post(f"/by-hand/{said}/said")
    act = {"room": "", "text": f"b{said}", "act": "recall", "to": ()}
    [id_] = await left(console, "recall/a", **act)
    await left(console, "unless/recall/a", not_before=at + timedelta(minutes=2))
    await browser.post(f"/by-hand/{id_}/said")
    async with console.database.read() as conn:
        [line] = await timeline.page(conn, OURS, None, 9)
        assert await outbox.by_hand(conn) == []
    assert line.recalled


async def test_pictures_are_had_of_their_own_words_alone(console: Console):
    kept = await console.desk.media.keep(PHOTO, "a.jpg", "image/jpeg")
    async with console.database.begin() as conn:
        await media.put(conn, [kept])
    [id_] = await left(console, "a", photos=(kept.sha,))
    [other] = await left(console, "b")
    browser = await console.signed_in(Rank.STAFF, ["tea"])
    assert f"/by-hand/{id_}/photos/{kept.sha}" in (await browser.get("/by-hand"))[1]
    async with browser.client.get(
        f"{browser.url}/console/by-hand/{id_}/photos/{kept.sha}"
    ) as answer:
        assert answer.status == 200
    for path in (f"{other}/photos/{kept.sha}", f"99/photos/{kept.sha}"):
        assert (await browser.get(f"/by-hand/{path}"))[0] == 404


async def test_long_lists_have_pages(console: Console):
    await left(console, *(f"k{number}" for number in range(31)))
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/by-hand")
    assert "31 句" in page
    assert page.count("我发了</button>") == 30
    _, page = await browser.get("/by-hand?before=2")
    assert page.count("我发了</button>") == 1
    assert (await browser.get("/by-hand?before=x"))[0] == 200


async def test_whoever_sees_another_organisation_sees_none_of_it(console: Console):
    [id_] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF, ["song"])
    assert WORDS not in (await browser.get("/by-hand"))[1]
    assert (await browser.post(f"/by-hand/{id_}/said"))[0] == 404
    assert "等人去群里发" not in (await browser.get("/"))[1]
