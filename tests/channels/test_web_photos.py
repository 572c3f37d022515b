"""Photos posted as forms: kept, shown, and refused when they are none."""

import asyncio
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import FormData
from PIL import Image

from bot.channels.web import uploads
from bot.channels.web.uploads import mime_of
from tests.channels.chat_server import BEARER, Server, chat_server

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
GPS = 34853


def form(*photos: bytes, **fields: str) -> FormData:
    data = FormData(default_to_multipart=True)
    for name, value in ({"from": "hua"} | fields).items():
        data.add_field(name, value)
    for number, photo in enumerate(photos):
        data.add_field(
            "photo", photo, filename=f"../../{number}.jpg", content_type="image/jpeg"
        )
    return data


async def send(
    server: Server, data: FormData, room: str = "tea"
) -> tuple[int, dict[str, object]]:
    url = f"{server.url}/api/rooms/{room}/messages"
    async with server.client.post(url, data=data, headers=BEARER) as response:
        return response.status, await response.json()


async def test_a_photo_is_kept_and_shown(server: Server):
    status, answer = await send(server, form(JPEG, id="p1"))
    assert (status, answer) == (202, {"id": "p1"})
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert (line["text"], line["photos"]) == ("", [line["photo"]])
    async with server.client.get(
        f"{server.url}{line['photo']}", headers=BEARER
    ) as response:
        assert response.status == 200
        assert await response.read() == JPEG
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Disposition"] == "inline"
        assert "immutable" in response.headers["Cache-Control"]
    async with server.client.get(f"{server.url}{line['photo']}") as response:
        assert response.status == 401


def somewhere() -> bytes:
    """A picture that says where it was taken."""
    tags, file = Image.Exif(), BytesIO()
    tags.get_ifd(GPS).update({1: "N", 2: (31.5, 14.0, 7.0)})
    Image.new("RGB", (8, 8)).save(file, "JPEG", exif=tags)
    return file.getvalue()


def says_where(picture: bytes) -> bool:
    with Image.open(BytesIO(picture)) as image:
        return bool(image.getexif().get_ifd(GPS))


async def shown(server: Server) -> bytes:
    """The picture of the only message, as everybody may fetch it."""
    _, [line] = await server.get("/api/rooms/tea/messages")
    async with server.client.get(
        f"{server.url}{line['photo']}", headers=BEARER
    ) as response:
        assert response.headers["Content-Type"] == "image/jpeg"
        return await response.read()


def stored(server: Server) -> bytes:
    [file] = (path for path in server.media.rglob("*") if path.is_file())
    assert sha256(file.read_bytes()).hexdigest() == file.name
    return file.read_bytes()


async def test_where_a_photo_was_taken_is_never_stored(server: Server):
    await send(server, form(somewhere()))
    assert says_where(somewhere())
    assert not says_where(stored(server))
    assert await shown(server) == stored(server)


async def test_where_a_photo_was_taken_never_leaves(tmp_path: Path):
    async with chat_server(tmp_path / "media", keep_position=True) as server:
        await send(server, form(somewhere()))
        assert stored(server) == somewhere()
        assert not says_where(await shown(server))


async def test_several_photos_and_words_are_one_message(server: Server):
    await send(server, form(JPEG, PNG, text="@陪伴 看", quote="m1", mentions="bao"))
    _, [line] = await server.get("/api/rooms/tea/messages")
    assert len(line["photos"]) == 2
    assert (line["text"], line["quote"], line["mentions"]) == (
        "@陪伴 看",
        "m1",
        ["bao", "bot"],
    )


async def test_the_same_photo_again_under_its_id_changes_nothing(server: Server):
    statuses = [(await send(server, form(JPEG, id="p1")))[0] for _ in range(2)]
    assert statuses == [202, 200]


async def test_a_form_with_words_alone_is_a_message(server: Server):
    assert (await send(server, form(text="好")))[0] == 202


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (form(b""), 415),
        (form(b"<svg onload=alert(1)>"), 415),
        (form(b"GIF8 but not quite, padded to be longer"), 415),
        (form(JPEG, b"no picture"), 415),
        (form(*[JPEG] * 10), 422),
        (form(), 400),
        (form(JPEG, text="啊" * 20_001), 413),
        (form(JPEG, **{"from": "nobody"}), 403),
        (form(JPEG, id="b1"), 422),
    ],
    ids=[
        "empty",
        "svg",
        "almost gif",
        "second",
        "ten",
        "nothing",
        "long",
        "stranger",
        "our id",
    ],
)
async def test_bad_forms_are_refused_and_nothing_is_kept(server: Server, data, status):
    got, answer = await send(server, data)
    assert (got, list(answer)) == (status, ["error"])
    assert await server.waiting() == 0
    assert not [path for path in server.media.rglob("*") if path.is_file()]


async def test_a_large_photo_is_cut_off_early(server: Server, monkeypatch):
    monkeypatch.setattr(uploads, "PHOTO_LIMIT", 1 << 20)
    sent = 0

    async def endless():
        nonlocal sent
        yield JPEG
        while sent < 64 << 20:
            sent += 1 << 16
            yield b"\0" * (1 << 16)
            await asyncio.sleep(0)

    data = FormData(default_to_multipart=True)
    data.add_field("from", "hua")
    data.add_field("photo", endless(), filename="a.jpg")
    try:
        status, _ = await send(server, data)
    except OSError:  # the server closed while we were still sending
        status = 413
    assert status == 413
    assert sent < 48 << 20
    assert await server.waiting() == 0


async def test_a_broken_form_is_refused(server: Server):
    url = f"{server.url}/api/rooms/tea/messages"
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        headers = {**BEARER, "Content-Type": kind}
        async with server.client.post(
            url, data=b"nothing like it", headers=headers
        ) as response:
            assert response.status == 400
            assert list(await response.json()) == ["error"]


@pytest.mark.parametrize("sha", ["0" * 64, "x", "..%2f..%2fetc%2fpasswd", "A" * 64])
async def test_an_unknown_picture_is_not_found(server: Server, sha: str):
    async with server.client.get(
        f"{server.url}/api/media/{sha}", headers=BEARER
    ) as response:
        assert response.status == 404


def test_pictures_are_known_by_their_first_bytes():
    heads = {
        JPEG: "image/jpeg",
        PNG: "image/png",
        b"RIFF\0\0\0\0WEBPVP8 ": "image/webp",
        b"GIF89a" + b"\0" * 10: "image/gif",
        b"\0\0\0\x18ftypheic\0\0\0\0": "image/heic",
        b"\0\0\0\x18ftypmp42\0\0\0\0": None,
        b"%PDF-1.7 and more": None,
    }
    assert {head: mime_of(head[:16]) for head in heads} == heads
