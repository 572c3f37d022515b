"""What the service sends becomes values; what it never should send becomes none."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wecom.frames import (
    DAMAGED,
    Answer,
    Content,
    Message,
    Other,
    Ousted,
    Picture,
    read_frame,
    write_frame,
)

BODY = {
    "msgid": "CAIQ/1=",
    "chatid": "wr1",
    "chattype": "group",
    "from": {"userid": "hua"},
    "create_time": 1792000000,
    "msgtype": "text",
    "text": {"content": "@小陪 好\0"},
}
AT = datetime.fromtimestamp(1792000000, UTC)


def read(**changed: object) -> object:
    body = {**BODY, **changed}
    return read_frame(json.dumps({"cmd": "aibot_msg_callback", "body": body}))


def message(**changed: object) -> Message:
    found = read(**changed)
    assert isinstance(found, Message)
    return found


def test_a_text_in_a_group():
    words = Content("@小陪 好")
    assert message() == Message("CAIQ/1=", "wecom:wr1", "wecom:hua", False, AT, words)


def test_alone_with_the_bot_the_room_is_the_person():
    found = message(chattype="single", chatid=None)
    assert (found.room, found.sender, found.alone) == ("wecom:hua", "wecom:hua", True)


@pytest.mark.parametrize("time", [None, "soon", 0, -5, 10**15, 1.5])
def test_a_time_that_is_none_is_left_out(time: object):
    assert message(create_time=time).at is None


@pytest.mark.parametrize(
    "changed", [{"msgid": ""}, {"msgid": 7}, {"from": None}, {"from": {}}, {"chatid": ""}]
)
def test_a_message_of_nobody_or_nowhere_is_damaged(changed: dict[str, object]):
    assert read(**changed) == DAMAGED


def test_a_mixed_message_has_its_words_and_pictures_in_order():
    items = [
        {"msgtype": "text", "text": {"content": " @小陪 "}},
        {"msgtype": "image", "image": {"url": "https://a/1", "aeskey": "k"}},
        {"msgtype": "text", "text": {"content": "补两张"}},
        {"msgtype": "image", "image": {"url": "https://a/2"}},
        {"msgtype": "image", "image": {}},
        {"msgtype": "text"},
        {"msgtype": "hologram"},
        {"msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text"}]}},
        "not an item",
    ]
    found = message(msgtype="mixed", mixed={"msg_item": items})
    pictures = (Picture("https://a/1", "k"), Picture("https://a/2", ""))
    assert found.content == Content("@小陪\n补两张", pictures)
    assert message(msgtype="mixed", mixed={"msg_item": "none"}).content == Content()
    assert message(msgtype="mixed", mixed="none").content == Content()


def test_a_picture_and_a_voice_alone_with_the_bot():
    picture = message(msgtype="image", image={"url": "https://a/1", "aeskey": "k"})
    assert picture.content == Content("", (Picture("https://a/1", "k"),))
    assert message(
        msgtype="voice", voice={"content": "今天 来了十个人"}
    ).content == Content("今天 来了十个人")


def test_a_quote_has_what_was_quoted_and_no_id():
    quote = {"msgtype": "text", "text": {"content": "之前说的"}}
    assert message(quote=quote).quote == Content("之前说的")
    assert message(quote={"msgtype": "card"}).quote == Content()
    assert message(quote={}).quote is None


@pytest.mark.parametrize("kind", ["file", "video", "stream", "hologram"])
def test_a_kind_that_cannot_be_read_is_named(kind: str):
    found = message(msgtype=kind)
    assert (found.unread, found.content) == (kind, Content())
    assert message(msgtype=None).unread == "nothing"


def test_answers_and_events():
    answer = '{"headers":{"req_id":"r1"},"errcode":5,"body":{"upload_id":"u"}}'
    assert read_frame(answer) == Answer("r1", 5, {"upload_id": "u"})
    assert read_frame('{"headers":{"req_id":"r1"}}') == Answer("r1", 0, {})
    event = {"cmd": "aibot_event_callback", "body": {"event": {"eventtype": "enter_chat"}}}
    assert read_frame(json.dumps(event)) == Other("event")
    event["body"] = {"event": {"eventtype": "disconnected_event"}}
    assert read_frame(json.dumps(event)) == Ousted()


@pytest.mark.parametrize(
    "raw", ["", "{", "7", "[]", '"x"', "{}", '{"headers":[]}', '{"cmd":7}', '"\\ud800"']
)
def test_what_is_no_frame_is_damaged(raw: str):
    assert read_frame(raw) == DAMAGED


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=3,
)
NAMES = (
    "msgid chatid chattype from userid create_time msgtype text mixed content image"
    " msg_item url quote voice event eventtype"
)
keys = st.sampled_from(NAMES.split())
bodies = st.recursive(
    json_values | st.sampled_from(["text", "mixed", "image", "single", "group"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=8),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["aibot_msg_callback", "aibot_event_callback", "", None]), bodies)
def test_whatever_comes_nothing_is_raised(command: object, body: object):
    frame = {"cmd": command, "headers": body, "body": body, "errcode": 0}
    assert read_frame(json.dumps(frame)) is not None


def test_a_text_that_is_no_text_is_damaged():
    raw = json.dumps(
        {"cmd": "aibot_msg_callback", "body": {**BODY, "text": {"content": "\ud800"}}}
    )
    assert read_frame(raw) == DAMAGED


def test_a_frame_of_ours():
    written = json.loads(write_frame("aibot_send_msg", "r1", {"chatid": "wr1"}))
    assert written == {
        "cmd": "aibot_send_msg",
        "headers": {"req_id": "r1"},
        "body": {"chatid": "wr1"},
    }
    assert "body" not in json.loads(write_frame("ping", "r2", None))
