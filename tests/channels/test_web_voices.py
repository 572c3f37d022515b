"""Voices posted as forms: kept, played, shown with what they say, refused when they are none."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from aiohttp import FormData, WSMsgType

from bot.channels.web import HUB, uploads
from bot.channels.web.sounds import sound_of
from handlers.model.people import RoomId
from store import inbox
from store.inbox import Inbound
from tests.channels.chat_server import BEARER, Server

AMR = b"#!AMR\n" + b"\x3c" * 60
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60


def form(*voices: bytes, photo: bytes = b"", **fields: str) -> FormData:
    data = FormData(default_to_multipart=True)
    for name, value in ({"from": "hua"} | fields).items():
        data.add_field(name, value)
    if photo:
        data.add_field("photo", photo, filename="a.jpg")
    for voice in voices:
        data.add_field("voice", voice, filename="../../x.mp3", content_type="audio/mpeg")
    return data


async def send(server: Server, data: FormData) -> tuple[int, dict[str, object]]:
    url = f"{server.url}/api/rooms/tea/messages"
    async with server.client.post(url, data=data, headers=BEARER) as response:
        return response.status, await response.json()


def read(words: object, message: str = "v1", kind: str = "speech") -> Inbound:
    """What comes back about a voice."""
    body = {"kind": kind, "message": message, "answer": {"text": words}}
    return Inbound(
        "errand", "tea", f"{kind}:{message}", "told", "o:tea", "hua", NOW, NOW, body
    )


async def line_of(server: Server) -> Mapping[str, object]:
    _, lines = await server.get("/api/rooms/tea/messages")
    return lines[-1]


async def test_a_voice_is_kept_and_played(server: Server):
    assert await send(server, form(AMR, id="v1")) == (202, {"id": "v1"})

    line = await line_of(server)
    assert (line["text"], line["photos"], line["transcript"]) == ("", [], None)
    url = f"{server.url}{line['voice']}"
    part = {**BEARER, "Range": "bytes=0-5"}  # phones fetch what they play piece by piece
    async with server.client.get(url, headers=part) as response:
        assert response.status == 206
        assert await response.read() == AMR[:6]
        assert response.headers["Content-Type"] == "audio/amr"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with server.client.get(url) as response:
        assert response.status == 401


async def test_words_and_photos_may_come_with_it(server: Server):
    data = form(AMR, photo=JPEG, text="听听", quote="m1", mentions="bot")

    assert (await send(server, data))[0] == 202

    line = await line_of(server)
    assert line["voice"]
    assert len(line["photos"]) == 1
    assert (line["text"], line["quote"], line["mentions"]) == ("听听", "m1", ["bot"])


async def test_the_same_voice_again_under_its_id_changes_nothing(server: Server):
    assert [(await send(server, form(AMR, id="v1")))[0] for _ in range(2)] == [202, 200]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (form(b""), 415),
        (form(b"<svg onload=alert(1)>, padded"), 415),
        (form(JPEG), 415),
        (form(b"\xff"), 415),
        (form(AMR, AMR), 422),
        (form(AMR, **{"from": "nobody"}), 403),
    ],
    ids=["empty", "svg", "a photo", "one byte", "two", "stranger"],
)
async def test_bad_forms_are_refused_and_nothing_is_kept(server: Server, data, status):
    got, answer = await send(server, data)
    assert (got, list(answer)) == (status, ["error"])
    assert await server.waiting() == 0
    assert not [path for path in server.media.rglob("*") if path.is_file()]


async def test_a_long_voice_is_refused(server: Server, monkeypatch):
    monkeypatch.setattr(uploads, "VOICE_LIMIT", 1 << 10)

    status, answer = await send(server, form(AMR + b"\0" * (1 << 10)))

    assert (status, list(answer)) == (413, ["error"])
    assert await server.waiting() == 0


async def test_what_it_says_is_shown_until_it_is_taken_back(server: Server):
    await send(server, form(AMR, id="v1"))
    async with server.database.begin() as conn:
        await inbox.put(conn, [read("来了九个人")])

    assert (await line_of(server))["transcript"] == "来了九个人"

    url = f"{server.url}/api/rooms/tea/messages/v1"
    async with server.client.delete(url, headers=BEARER) as response:
        assert response.status == 202
    line = await line_of(server)
    assert (line["voice"], line["transcript"]) == (None, None)


@pytest.mark.parametrize(
    "answer", [read(""), read("chat", kind="reading"), read("elsewhere", "v2")]
)
async def test_nothing_else_that_comes_back_is_shown(server: Server, answer: Inbound):
    await send(server, form(AMR, id="v1"))
    async with server.database.begin() as conn:
        await inbox.put(conn, [answer])

    assert (await line_of(server))["transcript"] is None


async def test_open_pages_hear_what_it_says(server: Server):
    await send(server, form(AMR, id="v1"))
    async with server.client.ws_connect(
        f"{server.url}/ws/rooms/tea", headers=BEARER
    ) as socket:
        server.app[HUB].told(read(""))
        server.app[HUB].told(read("好的"))

        news = await socket.receive(timeout=5)

        assert news.type is WSMsgType.TEXT
        assert news.json() == {"room": RoomId("tea"), "id": "v1", "transcript": "好的"}


def test_recordings_are_known_by_their_first_bytes():
    heads = {
        AMR: "audio/amr",
        b"ID3\x04\0\0\0\0\0\0": "audio/mpeg",
        b"\xff\xfb\x90\x64" + b"\0" * 12: "audio/mpeg",
        b"\xff\xf1\x50\x80" + b"\0" * 12: "audio/aac",
        b"#!SILK_V3" + b"\0" * 12: "audio/silk",
        b"\x02#!SILK_V3" + b"\0" * 12: "audio/silk",
        b"OggS\0\x02" + b"\0" * 12: "audio/ogg",
        b"\x1a\x45\xdf\xa3" + b"\0" * 12: "audio/webm",
        b"RIFF\0\0\0\0WAVEfmt ": "audio/wav",
        b"RIFF\0\0\0\0WEBPVP8 ": None,
        b"\0\0\0\x18ftypM4A \0\0\0\0": "audio/mp4",
        b"\0\0\0\x18ftypheic\0\0\0\0": None,
        JPEG: None,
        b"\xff": None,
        b"": None,
    }
    assert {head: sound_of(head[:16]) for head in heads} == heads
