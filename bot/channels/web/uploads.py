"""Photos and voices that come in: streamed to a file, cut off when too large, looked at first."""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.channels.web.post import TEXT_LIMIT
from bot.channels.web.refusals import Refused
from bot.channels.web.sounds import sound_of
from store.errors import StoreUnavailable

PHOTO_LIMIT = 20 * 1024 * 1024  # bytes
VOICE_LIMIT = 20 * 1024 * 1024  # bytes: half an hour of what phones record
PHOTOS_LIMIT = 9  # as many as phone chats let people choose at once
FIELD_LIMIT = TEXT_LIMIT * 4  # bytes: UTF-8 needs at most four a character
HEAD = 16  # bytes that tell what a file is
CHUNK = 256 * 1024
UNREADABLE = (
    ValueError,
    AssertionError,
    HttpProcessingError,
)  # what aiohttp makes of a form
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or recording in a temporary file.  name: as the phone called it."""

    path: Path
    name: str
    mime: str


@dataclass(slots=True)
class Form:
    """A posted form as far as it was read."""

    fields: dict[str, object] = field(default_factory=dict)
    photos: list[Upload] = field(default_factory=list)
    voices: list[Upload] = field(default_factory=list)


def mime_of(head: bytes) -> str | None:
    """What kind of picture the first bytes promise; None if it is none."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return "image/gif"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None


@asynccontextmanager
async def read_form(request: web.Request) -> AsyncIterator[Form]:
    """The form's photos and voice lie in a folder that is gone afterwards.

    Raises: Refused; StoreUnavailable when there is no room for them.
    """
    with _room(), TemporaryDirectory(prefix="peiban-upload-") as folder:
        form = Form()
        try:
            await _read_parts(await request.multipart(), form, Path(folder))
        except UNREADABLE as error:
            raise Refused(400, f"the form cannot be read: {error}") from None
        yield form


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.ENOENT}:
            raise
        raise StoreUnavailable("no room for temporary files: make room on disk") from error


async def _read_parts(reader: MultipartReader, form: Form, folder: Path) -> None:
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            raise Refused(400, "a form within the form is not understood; send plain parts")
        if part.name in {"photo", "photos", "voice"}:
            await _read_media(part, form, folder)
        elif part.name == "mentions":
            mentions = form.fields.setdefault("mentions", [])
            if isinstance(mentions, list):
                mentions.append(await _read_field(part))
        elif part.name in {"from", "id", "text", "quote"}:
            form.fields[part.name] = await _read_field(part)


async def _read_media(part: BodyPartReader, form: Form, folder: Path) -> None:
    if part.name == "voice":
        if form.voices:
            raise Refused(422, "send one voice in a message, and the next in another")
        form.voices.append(await _read_voice(part, folder / "voice"))
        return
    if len(form.photos) == PHOTOS_LIMIT:
        raise Refused(422, f"send at most {PHOTOS_LIMIT} photos in one message")
    form.photos.append(await _read_photo(part, folder / str(len(form.photos))))


async def _read_field(part: BodyPartReader) -> str:
    data = bytearray()
    while chunk := await part.read_chunk():
        data += chunk
        if len(data) > FIELD_LIMIT:
            raise Refused(413, f"{part.name!r} is too long")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused(400, f"{part.name!r} is not UTF-8") from None


async def _read_photo(part: BodyPartReader, path: Path) -> Upload:
    too_large = Refused(413, f"a photo has more than {PHOTO_LIMIT >> 20} MB; shrink it")
    head = await _stream(part, path, PHOTO_LIMIT, mime_of, too_large)
    mime = mime_of(head)
    if mime is None:
        what = "the photo is empty" if not head else "the file is no picture we know"
        raise Refused(415, f"{what}; send JPEG, PNG, WebP, GIF or HEIC")
    return Upload(path, _name(part, "photo"), mime)


async def _read_voice(part: BodyPartReader, path: Path) -> Upload:
    too_large = Refused(
        413, f"the voice has more than {VOICE_LIMIT >> 20} MB; speak shorter"
    )
    head = await _stream(part, path, VOICE_LIMIT, sound_of, too_large)
    mime = sound_of(head)
    if mime is None:
        what = "the voice is empty" if not head else "the file is no recording we know"
        raise Refused(415, f"{what}; send MP3, M4A, AMR, SILK, Ogg, WAV or WebM")
    return Upload(path, _name(part, "voice"), mime)


async def _stream(
    part: BodyPartReader,
    path: Path,
    limit: int,
    kind: Callable[[bytes], str | None],
    too_large: Refused,
) -> bytes:
    """Write the part to the file; its first bytes.  It is left unread when they are wrong."""
    size, head = 0, b""
    with path.open("xb") as file:
        while chunk := await part.read_chunk(CHUNK):
            size += len(chunk)
            if size > limit:
                raise too_large
            head += chunk[: HEAD - len(head)]
            if len(head) == HEAD and kind(head) is None:  # no need to hear the rest
                break
            await asyncio.to_thread(file.write, chunk)
    return head


def _name(part: BodyPartReader, default: str) -> str:
    return Path(part.filename or default).name[:200]
