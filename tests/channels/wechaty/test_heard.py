"""What is said in WeChat, as rows of the inbox."""

from datetime import timedelta

from bot import clock
from bot.channels.account import AccountState
from handlers import memory
from store import inbox, outbox
from tests.channels.wechaty.bench import ROOM, Bench, to_say


async def test_a_message_has_the_keys_of_the_web_chat_and_a_name(bench: Bench) -> None:
    id_ = await bench.wechat.say("rose", ROOM, "今天浇了水")
    row = await bench.row("message")
    assert (row.channel, row.room, row.lane) == ("wechaty", ROOM, ROOM)
    assert (row.external_id, row.sender) == (id_, "rose")
    assert row.body == {
        "text": "今天浇了水",
        "pictures": [],
        "voices": [],
        "files": [],
        "quote": None,
        "mentions": [],
        "name": "玫瑰",
    }
    assert row.at <= row.received_at


async def test_a_name_is_asked_anew_once_it_is_out_of_mind(bench: Bench) -> None:
    """Whoever was erased is called by nothing that is remembered (R14)."""
    await bench.wechat.say("rose", ROOM, "一")
    await bench.row("message")
    await bench.wechat.contact("rose", "蔷薇")
    await bench.wechat.say("rose", ROOM, "二")
    await bench.row("message", 2)
    memory.forget()
    await bench.wechat.say("rose", ROOM, "三")
    await bench.row("message", 3)
    assert [row.body["name"] for row in bench.of_kind("message")] == [
        "玫瑰",
        "玫瑰",
        "蔷薇",
    ]


async def test_a_name_that_was_asked_before_an_erasure_is_not_kept_after_it(
    bench: Bench,
) -> None:
    class Meanwhile(dict[str, str]):
        """Somebody is erased while the gateway looks for a name."""

        def __getitem__(self, who: str) -> str:
            memory.forget()
            return super().__getitem__(who)

    world = bench.python().world
    await bench.row("room")  # its members are known by name
    memory.forget()
    names, world.contacts = world.contacts, Meanwhile(world.contacts)
    await bench.wechat.say("rose", ROOM, "一")
    await bench.row("message")
    world.contacts = {**names, "rose": "蔷薇"}
    await bench.wechat.say("rose", ROOM, "二")
    await bench.row("message", 2)
    assert [row.body["name"] for row in bench.of_kind("message")] == ["玫瑰", "蔷薇"]


async def test_a_burst_keeps_its_order(bench: Bench) -> None:
    await bench.wechat.burst("rose", ROOM, 400)
    await bench.row("message", 400)
    assert bench.texts == [f"m{number}" for number in range(400)]


async def test_the_bot_is_mentioned_by_its_id_or_by_its_name(bench: Bench) -> None:
    await bench.wechat.contact("bot", "园园")
    await bench.wechat.emit("dirty", {"payloadType": 2, "payloadId": "bot"})
    await bench.wechat.say("rose", ROOM, "看看", mentions=["reed", "bot"])
    await bench.wechat.say("rose", ROOM, "@园园\u2005看看")
    await bench.wechat.say("rose", ROOM, "@别人\u2005看看")
    await bench.row("message", 3)
    mentions = [row.body["mentions"] for row in bench.of_kind("message")]
    assert mentions == [["reed", "bot"], ["bot"], []]
    assert bench.texts[1] == "@园园 看看"


async def test_a_quote_is_taken_from_the_text_and_finds_its_message(bench: Bench) -> None:
    asked = await bench.wechat.say("rose", ROOM, "周五 几点集合？")
    await bench.wechat.quote("reed", ROOM, "九点", name="玫瑰", quoted="周五几点集合？")
    await bench.wechat.quote("reed", ROOM, "好", name="玫瑰", quoted="很久以前说的")
    await bench.row("message", 3)
    known, unknown = (row.body for row in bench.of_kind("message")[1:])
    assert (known["text"], known["quote"]) == ("九点", asked)
    assert (unknown["text"], unknown["quote"]) == ("好", None)
    assert "很久以前说的" not in str(unknown)  # they are somebody else's words (R14)


async def test_what_the_bot_said_can_be_quoted_and_is_not_heard(bench: Bench) -> None:
    said = await bench.channel.send(to_say("签到表有几位？"))
    await bench.wechat.quote("rose", ROOM, "五位", name="bot", quoted="签到表有几位？")
    row = await bench.row("message")
    assert row.body["quote"] == said
    assert bench.texts == ["五位"]


async def test_an_echo_from_before_our_time_can_be_quoted_too(bench: Bench) -> None:
    echo = await bench.wechat.say("bot", ROOM, "从手机上说的")
    await bench.wechat.quote("rose", ROOM, "好的", name="bot", quoted="从手机上说的")
    assert (await bench.row("message")).body["quote"] == echo


async def test_alone_with_somebody_the_room_is_that_person(bench: Bench) -> None:
    await bench.wechat.say("rose", "bot", "你好")
    row = await bench.row("message")
    assert (row.room, row.lane, row.sender) == ("rose", "rose", "rose")


async def test_a_recall_names_the_message(bench: Bench) -> None:
    said = await bench.wechat.say("rose", ROOM, "说错了")
    await bench.wechat.recall("rose", ROOM, said)
    row = await bench.row("recall")
    assert (row.room, row.external_id, row.body) == (
        ROOM,
        f"recall:{said}",
        {"message": said},
    )


async def test_what_is_no_text_is_kept_without_its_markup(bench: Bench) -> None:
    deliver = bench.python().order
    await deliver("deliver", who="rose", to=ROOM, kind=5, text="<msg><emoji/></msg>")
    await deliver("deliver", who="rose", to=ROOM, kind=14, text="<?xml version='1.0'?>")
    await deliver("deliver", who="rose", to=ROOM, kind=10, text="#接龙\n1. 玫瑰")
    await deliver("deliver", who="rose", to=ROOM, kind=99, text="将来的一种")
    await bench.row("message", 4)
    assert bench.texts == ["", "", "#接龙\n1. 玫瑰", "将来的一种"]


async def test_the_time_is_when_it_was_said_and_never_in_the_future(bench: Bench) -> None:
    yesterday = clock.now() - timedelta(days=1)
    await bench.wechat.say("rose", ROOM, "昨天", at=yesterday)
    await bench.wechat.say("rose", ROOM, "明天", at=clock.now() + timedelta(days=1))
    await bench.row("message", 2)
    earlier, ahead = bench.of_kind("message")
    assert abs(earlier.at - yesterday) < timedelta(seconds=1)
    assert ahead.at == ahead.received_at


async def test_the_same_words_at_once_have_one_fingerprint(bench: Bench) -> None:
    await bench.wechat.say("rose", ROOM, "再说一遍")
    await bench.wechat.say("rose", ROOM, "再说一遍")
    await bench.row("message", 2)
    first, second = bench.of_kind("message")
    assert first.fingerprint is not None
    assert first.fingerprint == second.fingerprint


async def test_a_message_that_cannot_be_read_becomes_a_marker(bench: Bench) -> None:
    await bench.wechat.emit("message", {"messageId": "gone-1"})
    await bench.wechat.say("rose", ROOM, "后面的")
    row = await bench.row("unreadable")
    assert row.external_id == "gone-1"
    assert row.body == {"message": "gone-1", "missing": "unreadable"}
    assert (await bench.row("message")).body["text"] == "后面的"
    assert bench.account.counters["unreadable"] == 1


async def test_events_of_any_shape_do_no_harm(bench: Bench) -> None:
    await bench.wechat.error()
    await bench.wechat.error({"data": ["not", {"as": "expected"}]})
    await bench.wechat.emit("message", {"messageId": 7})
    await bench.wechat.emit("room-join", {"inviteeIdList": "rose", "roomId": None})
    await bench.wechat.emit("scan", {"status": 3})
    await bench.wechat.emit("post", {"postId": "p"})
    await bench.wechat.emit("ready", {})
    await bench.wechat.say("rose", ROOM, "还在")
    assert (await bench.row("message")).body["text"] == "还在"
    assert bench.account.state is AccountState.CONNECTED
    assert bench.account.counters["errors"] == 2


async def test_what_was_said_before_the_bot_began_anew_can_be_quoted(bench: Bench) -> None:
    id_ = await bench.wechat.say("rose", ROOM, "昨天的通知：带水杯")
    async with bench.database.begin() as conn:
        await inbox.put(conn, [await bench.row("message")])
        ids = await outbox.put(conn, [to_say("您那边有几位？")])
        await outbox.mark_sent(conn, [(id_ or 0, "s1", clock.now()) for id_ in ids])
    bench.channel._arriving._look.__self__.remembered._ids.clear()
    await bench.wechat.quote("reed", ROOM, "好", name="玫瑰", quoted="昨天的通知：带水杯")
    await bench.wechat.quote(
        "reed", ROOM, "四位", name="bot", quoted="@芦苇 您那边有几位？"
    )
    await bench.wechat.quote("reed", ROOM, "啊", name="bot", quoted="[图片]")
    await bench.row("message", 4)
    quotes = [row.body["quote"] for row in bench.of_kind("message")[1:]]
    assert quotes == [id_, "s1", None]
