"""What is said to the bot becomes inbox rows like those of the web chat."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.wecom.settings import MIB
from bot.patience import patiently
from handlers.model.admission import BindRoom
from handlers.model.people import Person, PersonId, Purpose, Room, RoomId
from store import inbox, membership, outbox, rooms
from store.errors import StoreUnavailable
from store.media import MediaStatus
from tests.channels.wecom.heard import HUA, NOW, QUICK, ROOM, Bot, connected, saying
from tests.peers.waiting import until

PNG = b"\x89PNG\r\n\x1a\n"
SAID_AT = datetime.fromtimestamp(1792000000, UTC)


async def test_words_in_a_group_are_for_the_bot(tmp_path: Path):
    async with connected(tmp_path) as one:
        id_ = await one.service.text("@小陪 今天上午来了十个人")
        row = await one.heard()
        assert (row.channel, row.room, row.external_id, row.kind) == (
            "wecom",
            ROOM,
            id_,
            "message",
        )
        assert (row.lane, row.sender, row.at, row.received_at) == (
            ROOM,
            HUA,
            SAID_AT,
            NOW,
        )
        assert row.body == {
            "text": "今天上午来了十个人",
            "pictures": [],
            "voices": [],
            "files": [],
            "quote": None,
            "mentions": ["bot"],
            "name": "hua",
        }


async def test_alone_with_the_bot_nobody_is_mentioned(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.text("@花姐 是谁", chattype="single")
        row = await one.heard()
        assert (row.room, row.sender) == (HUA, HUA)
        assert (row.body["text"], row.body["mentions"]) == ("@花姐 是谁", [])
        assert "name" not in row.body  # staff know them by a better one


async def test_a_clock_that_is_ahead_of_ours_says_now(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.text("@小陪 早", create_time=4102444800)
        assert (await one.heard()).at == NOW


async def test_rows_are_stored_once_however_often_they_come(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.text("@小陪 一", msgid="same")
        await one.service.text("@小陪 一", msgid="same")
        await one.heard(2)
        async with one.database.begin() as conn:
            first, again = await inbox.put(conn, one.rows)
        assert isinstance(first, int)
        assert again is None


async def test_a_voice_is_the_words_that_the_service_understood(tmp_path: Path):
    async with connected(tmp_path) as one:
        await one.service.say("voice", {"content": "来了十个人"}, chattype="single")
        assert (await one.heard()).body["text"] == "来了十个人"


@pytest.mark.parametrize("kind", ["file", "video", "hologram"])
async def test_what_cannot_be_read_is_kept_as_unread(tmp_path: Path, kind: str):
    async with connected(tmp_path) as one:
        await one.service.say(kind, {"url": "https://a.example/1"}, chattype="single")
        row = await one.heard()
        assert (row.body["text"], row.body["unread"]) == ("", kind)


# --- pictures


async def sha(one: Bot, place: int = 0) -> str:
    found = one.rows[-1].body["pictures"]
    assert isinstance(found, list)
    return str(found[place])


async def status(one: Bot, which: str) -> tuple[MediaStatus, int, str]:
    async with one.database.read() as conn:
        info = await one.media.info(conn, which)
    assert info is not None
    return info.status, info.size, info.mime


@pytest.mark.parametrize("hexadecimal", [False, True])
async def test_pictures_are_kept_before_their_message(tmp_path: Path, hexadecimal: bool):
    async with connected(tmp_path) as one:
        first, second = PNG + b"1" * 70_000, PNG + b"2"
        items = [
            {"msgtype": "text", "text": {"content": "@小陪 义诊"}},
            {
                "msgtype": "image",
                "image": one.service.picture(first, hexadecimal=hexadecimal),
            },
            {"msgtype": "image", "image": one.service.picture(second)},
        ]
        await one.service.say("mixed", {"msg_item": items})
        row = await one.heard()
        assert row.body["text"] == "义诊"
        assert one.media.path(await sha(one)).read_bytes() == first
        assert one.media.path(await sha(one, 1)).read_bytes() == second
        assert await status(one, await sha(one)) == (
            MediaStatus.OK,
            len(first),
            "image/png",
        )


async def test_a_picture_that_is_not_encrypted_is_read_as_well(tmp_path: Path):
    async with connected(tmp_path) as one:
        picture = dict(one.service.picture(b""), aeskey="")
        name = str(picture["url"]).rpartition("/")[2]
        one.service.pictures[name] = PNG + b"plain"
        await one.service.say("image", picture, chattype="single")
        await one.heard()
        assert one.media.path(await sha(one)).read_bytes() == PNG + b"plain"


async def test_the_same_picture_twice_in_a_message_is_one(tmp_path: Path):
    async with connected(tmp_path) as one:
        items = [
            {"msgtype": "image", "image": one.service.picture(PNG + b"same")}
            for _ in range(2)
        ]
        await one.service.say("mixed", {"msg_item": items})
        assert len((await one.heard()).body["pictures"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "where",
    [{"chatid": "wrOther"}, {"chattype": "single", "from": {"userid": "who"}}],
    ids=str,
)
async def test_pictures_of_rooms_and_people_that_are_not_ours_are_left_alone(
    tmp_path: Path, where: dict[str, object]
):
    async with connected(tmp_path) as one:
        items = [{"msgtype": "image", "image": one.service.picture(PNG)}]
        await one.service.say("mixed", {"msg_item": items}, **where)
        await one.heard()
        assert one.service.fetches == 0
        async with one.database.read() as conn:
            assert await one.media.info(conn, await sha(one)) is None
        assert not one.media.path(await sha(one)).exists()


async def test_who_is_called_alike_in_the_web_chat_is_somebody_else(tmp_path: Path):
    async with connected(tmp_path) as one:
        async with one.database.begin() as conn:
            await membership.know(conn, [Person(PersonId("wang"), "王姐")])
            own = Room(RoomId("wrTea"), "茶友会大群", Purpose.LEADERS)
            await rooms.bind(conn, BindRoom(own))
        items = [{"msgtype": "image", "image": one.service.picture(PNG)}]
        wang: dict[str, object] = {"from": {"userid": "wang"}}
        await one.service.say("mixed", {"msg_item": items}, chattype="single", **wang)
        await one.service.say("mixed", {"msg_item": items}, chatid="wrTea", **wang)
        await one.heard(2)
        assert [(row.room, row.sender) for row in one.rows] == [
            ("wecom:wang", "wecom:wang"),
            ("wecom:wrTea", "wecom:wang"),
        ]
        assert one.service.fetches == 0  # neither is known, nor bound


async def test_a_service_in_trouble_is_asked_for_the_picture_again(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.service.faults = [502, 503]
        await one.service.say("image", one.service.picture(PNG), chattype="single")
        await one.heard()
        assert (await status(one, await sha(one)))[0] is MediaStatus.OK
        assert one.service.fetches == 3


@pytest.mark.parametrize(
    ("picture", "fetches"),
    [
        ({"faults": [404]}, 1),
        ({"faults": [500, 500, 500]}, 3),
        ({"pad": 0}, 1),
        ({"aeskey": "wrong"}, 1),
        ({"data": b"no picture at all"}, 1),
        ({"data": PNG + bytes(2 * MIB)}, 1),
        ({"url": "file:///etc/passwd"}, 0),
        ({"url": "http://[broken"}, 0),
        ({"url": "http://127.0.0.1:1/nobody"}, 0),
    ],
    ids=str,
)
async def test_a_picture_that_cannot_be_had_is_known_as_missing(
    tmp_path: Path,
    picture: dict[str, object],
    fetches: int,
    caplog: pytest.LogCaptureFixture,
):
    async with connected(tmp_path, limit=MIB) as one:
        one.service.faults = list(picture.get("faults", []))  # type: ignore[call-overload]
        data = picture.get("data", PNG)
        assert isinstance(data, bytes)
        pad = 0 if "pad" in picture else None
        sent = dict(one.service.picture(data, pad=pad))
        sent |= {key: picture[key] for key in ("url", "aeskey") if key in picture}
        await one.service.say("image", sent, chattype="single")
        await one.heard()
        assert await status(one, await sha(one)) == (MediaStatus.MISSING, 0, "")
        assert not one.media.path(await sha(one)).exists()
        assert (one.service.fetches, one.account.counters["pictures_missing"]) == (
            fetches,
            1,
        )
        ours = [one.getMessage() for one in caplog.records if one.name.startswith("bot.")]
        assert not any("http" in one for one in ours)


async def test_a_picture_of_unknown_length_is_cut_off(tmp_path: Path):
    async with connected(tmp_path, limit=1000) as one:
        one.service.chunked = True
        await one.service.say(
            "image", one.service.picture(PNG + bytes(5000)), chattype="single"
        )
        await one.heard()
        assert (await status(one, await sha(one)))[0] is MediaStatus.MISSING


async def test_over_an_encrypted_wire_pictures_come_over_one_too(tmp_path: Path):
    async with connected(tmp_path) as one:
        fetching = one.channel._fetching
        fetching._settings = replace(fetching._settings, url="wss://wecom.example")
        await one.service.say("image", one.service.picture(PNG), chattype="single")
        await one.heard()
        assert (await status(one, await sha(one)))[0] is MediaStatus.MISSING


async def test_messages_keep_their_order_around_a_slow_picture(tmp_path: Path):
    async with connected(tmp_path, replace(QUICK, retry=0.2)) as one:
        one.service.faults = [503]
        await one.service.say("image", one.service.picture(PNG), chattype="single")
        await one.service.text("后来的")
        await one.heard(2)
        assert [bool(row.body["pictures"]) for row in one.rows] == [True, False]


async def test_a_store_that_is_away_is_waited_for():
    asked: list[int] = []

    async def keep() -> str:
        asked.append(1)
        if len(asked) < 3:
            raise StoreUnavailable("full")
        return "kept"

    assert await patiently(keep, 0.001) == "kept"
    assert len(asked) == 3


async def test_whatever_happens_to_a_picture_its_words_are_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async with connected(tmp_path) as one:
        (tmp_path / "media").write_text("in the way of a folder")
        items = [
            {"msgtype": "text", "text": {"content": "@小陪 义诊"}},
            {"msgtype": "image", "image": one.service.picture(PNG)},
        ]
        await one.service.say("mixed", {"msg_item": items})
        row = await one.heard()
        assert (row.body["text"], row.body["pictures"]) == ("义诊", [])
        assert "message not whole" in caplog.text
        assert "义诊" not in caplog.text


async def test_a_channel_that_is_closed_lets_pictures_go(tmp_path: Path):
    async with connected(tmp_path) as one:
        one.hold()
        for _ in range(3):
            await one.service.say("image", one.service.picture(PNG), chattype="single")
        await until(lambda: one.account.counters.get("pictures", 0) == 3)
    assert one.channel._coming.empty()


# --- quotes


async def said(one: Bot, text: str) -> str:
    """The bot said so; its id."""
    async with one.database.begin() as conn:
        (row,) = await outbox.put(conn, [saying(text)])
        assert row is not None
        await outbox.mark_sending(conn, [row], NOW)
        await outbox.mark_sent(conn, [(row, f"out{row}", NOW)])
    return f"out{row}"


async def quoting(one: Bot, text: str) -> object:
    count = len(one.rows)
    quote = {"msgtype": "text", "text": {"content": text}}
    await one.service.text("@小陪 不对", quote=quote)
    return (await one.heard(count + 1)).body["quote"]


async def test_a_quote_is_found_by_its_words(tmp_path: Path):
    async with connected(tmp_path) as one:
        ours = await said(one, "义诊 11 月 22 日\n来了 *20* 人")
        assert await quoting(one, "义诊 11 月 22 日 来了 ＊20＊ 人") == ours
        assert await quoting(one, "11月22日来了20人") == ours
        assert await quoting(one, "没人说过的话") is None
        assert await quoting(one, "人") is None
        assert await quoting(one, "……") is None


async def test_a_member_can_be_quoted_as_well(tmp_path: Path):
    async with connected(tmp_path) as one:
        id_ = await one.service.text("@小陪 下周三在活动室教剪纸")
        await one.heard()
        async with one.database.begin() as conn:
            await inbox.put(conn, one.rows)
        assert await quoting(one, "@小陪 下周三在活动室教剪纸") == id_


async def test_a_quoted_picture_is_handed_over(tmp_path: Path):
    async with connected(tmp_path) as one:
        quote = {"msgtype": "image", "image": one.service.picture(PNG + b"quoted")}
        await one.service.text("@小陪 今天的", quote=quote)
        row = await one.heard()
        assert (row.body["text"], row.body["quote"]) == ("今天的", None)
        assert one.media.path(await sha(one)).read_bytes() == PNG + b"quoted"
