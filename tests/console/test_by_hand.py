"""What an account that only listens would have said, and what people make of it (R10)."""

from datetime import timedelta

from sqlalchemy import update

from handlers.model.people import PersonId
from store import media, outbox, timeline
from store.console.accounts import Rank
from store.outbox import OutboxStatus
from store.tables import OutboxRow
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


async def waits(console: Console, key: str, **changed: object) -> None:
    """Words that are decided and wait for their moment, as at night."""
    await left(console, key, **changed)
    async with console.database.begin() as conn:
        row = update(OutboxRow).where(OutboxRow.key == key)
        await conn.execute(row.values(status=OutboxStatus.WAITING))


async def test_what_waits_for_the_morning_is_told_with_its_hour(console: Console):
    """Local time is that of Beijing: the console's clock begins at nine there."""
    await opened(console, listen_only=True)
    console.now.pass_by(hours=13)
    await waits(console, "a")
    await waits(console, "b", not_before=console.now() + timedelta(hours=10))
    browser = await console.signed_in(Rank.STAFF)
    _, page = await browser.get("/by-hand")
    assert "没有要发的话" in page
    assert "21:00 到 08:00 不打扰群里" in page
    assert "茶友会微信群：2 句，等到" in page
    assert "11月23日 8:00" in page
    other = await console.signed_in(Rank.STAFF, ["song"])
    assert "还没到时候" not in (await other.get("/by-hand"))[1]


async def test_what_is_due_or_the_account_will_say_is_not_told_to_wait(console: Console):
    await opened(console, listen_only=True)
    await waits(console, "a")
    browser = await console.signed_in(Rank.STAFF)
    assert "还没到时候" not in (await browser.get("/by-hand"))[1]
    console.now.pass_by(hours=13)
    act = {"room": "", "text": "b7", "act": "recall", "to": ()}
    await waits(console, "recall/a", **act)
    await browser.sign_in("staff")
    assert "茶友会微信群：1 句" in (await browser.get("/by-hand"))[1]
    await opened(console)
    assert "还没到时候" not in (await browser.get("/by-hand"))[1]


async def test_whoever_sees_another_organisation_sees_none_of_it(console: Console):
    [id_] = await left(console, "a")
    browser = await console.signed_in(Rank.STAFF, ["song"])
    assert WORDS not in (await browser.get("/by-hand"))[1]
    assert (await browser.post(f"/by-hand/{id_}/said"))[0] == 404
    assert "等人去群里发" not in (await browser.get("/"))[1]
