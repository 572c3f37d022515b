"""Files that are not what they should be, made from a few good ones."""

import base64
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import numpy as np
import pillow_heif
from PIL import Image

from tests.bot.recognise.drawn import landscape

HUGE = 60_000  # px; less than JPEG allows for, far more than anybody has

pillow_heif.register_heif_opener()


def good() -> dict[str, bytes]:
    """One small picture in each format and kind that phones and chats send."""
    picture = Image.fromarray(landscape(320, 240))
    deep = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    frames = [picture.rotate(turn).quantize(64) for turn in (0, 5, 10)]
    return {
        "jpeg": saved(picture, "JPEG", exif=exif()),
        "progressive": saved(picture, "JPEG", progressive=True),
        "cmyk": saved(picture.convert("CMYK"), "JPEG"),
        "grey": saved(picture.convert("L"), "JPEG"),
        "png": saved(picture, "PNG"),
        "alpha": saved(picture.convert("RGBA"), "PNG"),
        "deep": saved(deep, "PNG"),
        "webp": saved(picture, "WEBP"),
        "gif": saved(frames[0], "GIF", save_all=True, append_images=frames[1:]),
        "bmp": saved(picture, "BMP"),
        "heic": saved(picture, "HEIF"),
    }


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()


def exif(orientation: object = 6, taken: str = "2026:05:09 09:41:00") -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags.get_ifd(0x8769)[0x9003] = taken
    tags.get_ifd(0x8825)[1] = "N"
    tags.get_ifd(0x8825)[2] = (39.9, 54.2, 0.0)
    return tags.tobytes()


def unusable() -> dict[str, bytes]:
    """Those that nobody could make a picture of, by name."""
    return {"nothing": b"", **dict(chain(torn(), spoilt(), bombs(), strangers()))}


def doubtful() -> dict[str, bytes]:
    """Those of which a decoder may still make a picture, by name."""
    return dict(chain(damaged(), oddities()))


def torn() -> Iterator[tuple[str, bytes]]:
    """Too little is left: less than three fifths of the rows."""
    for kind, content in good().items():
        for percent in (1, 3, 6, 9, 12) if kind != "progressive" else (1, 3):
            yield f"{kind} torn at {percent}%", content[: len(content) * percent // 100]


def spoilt() -> Iterator[tuple[str, bytes]]:
    """What gateways, disks and editors make of a file."""
    for kind, content in good().items():
        for name, spoil in SPOILING.items():
            yield f"{kind} {name}", spoil(content)


def swapped(content: bytes) -> bytes:
    even = content[: len(content) // 2 * 2]
    return bytes(even[place ^ 1] for place in range(len(even)))


SPOILING: Mapping[str, Callable[[bytes], bytes]] = {
    "of only sixteen bytes": lambda c: c[:16],
    "without its first bytes": lambda c: c[16:],
    "without its first half": lambda c: c[len(c) // 2 :],
    "with its head at zero": lambda c: bytes(64) + c[64:],
    "never filled": lambda c: c[:16] + bytes(len(c) - 16),
    "taken for text": lambda c: c.decode("latin-1").encode(),
    "with pairs swapped": swapped,
    "backwards": lambda c: c[::-1],
    "as base64": base64.encodebytes,
    "as hex": lambda c: c.hex().encode(),
    "packed": zlib.compress,
    "enciphered": lambda c: bytes(one ^ 0x5A for one in c),
    "behind its headers": lambda c: b"HTTP/1.1 200 OK\r\n\r\n" + c,
}


def damaged() -> Iterator[tuple[str, bytes]]:
    for kind, content in good().items():
        for percent in (40, 60, 80):
            yield f"{kind} cut at {percent}%", content[: len(content) * percent // 100]
        for seed in (0, 2, 4, 5, 7):
            yield f"{kind} with bits flipped, {seed}", flipped(content, seed)
        yield f"{kind} with a hole", content[: len(content) // 2] + content[-200:]
        yield f"{kind} with its middle at zero", zeroed(content)
    yield "jpeg twice", 2 * good()["jpeg"]


def flipped(content: bytes, seed: int) -> bytes:
    """The same with a few bits wrong, in the header as well in half of the cases."""
    rng = random.Random(seed)
    wrong = bytearray(content)
    for _ in range(3 + 5 * seed):
        place = rng.randrange(len(wrong) if seed % 2 else min(64, len(wrong)))
        wrong[place] ^= 1 << rng.randrange(8)
    return bytes(wrong)


def zeroed(content: bytes) -> bytes:
    third = len(content) // 3
    return content[:third] + bytes(third) + content[2 * third :]


def bombs() -> Iterator[tuple[str, bytes]]:
    """Small files that claim to be enormous."""
    files = good()
    yield "bomb jpeg", jpeg_of_size(files["jpeg"], HUGE, HUGE)
    yield "bomb progressive", jpeg_of_size(files["progressive"], 12_000, 9_000)
    yield "bomb png", png(HUGE, HUGE)
    yield "bomb png, long and thin", png(2**31 - 1, 1)
    yield "bomb gif", b"GIF89a" + struct.pack("<HH", HUGE, HUGE) + files["gif"][10:]
    yield "bomb gif, a frame beyond the screen", gif_frame(files["gif"], HUGE)
    yield "bomb bmp", files["bmp"][:18] + struct.pack("<ii", HUGE, HUGE) + files["bmp"][26:]
    yield "bomb webp", webp_canvas(16_000, 16_000)
    yield "bomb heic", heic_of_size(files["heic"], HUGE, HUGE)


def jpeg_of_size(content: bytes, width: int, height: int) -> bytes:
    """The JPEG with other numbers in its frame header."""
    start = next(
        i for i in range(len(content)) if content[i : i + 2] in {b"\xff\xc0", b"\xff\xc2"}
    )
    return content[: start + 5] + struct.pack(">HH", height, width) + content[start + 9 :]


def png(width: int, height: int, *extra: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(1 << 16)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(extra) + data + chunk(b"IEND", b"")


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def gif_frame(content: bytes, side: int) -> bytes:
    start = content.index(b"\x2c", 13 + 3 * 64)
    return content[: start + 5] + struct.pack("<HH", side, side) + content[start + 9 :]


def webp_canvas(width: int, height: int) -> bytes:
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def heic_of_size(content: bytes, width: int, height: int) -> bytes:
    start = content.index(b"ispe") + 8
    return content[:start] + struct.pack(">II", width, height) + content[start + 8 :]


def strangers() -> Iterator[tuple[str, bytes]]:
    """Files of other kinds that were called .jpg."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("a.txt", "a" * 1000)
    yield "stranger zip", archive.getvalue()
    yield "stranger html", b"<html><body><script>alert(1)</script></body></html>"
    yield "stranger svg", b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>'
    yield "stranger pdf", b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj"
    yield (
        "stranger postscript",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    )
    yield "stranger tiff", saved(Image.new("RGB", (9, 9)), "TIFF")
    yield "stranger icon", saved(Image.new("RGB", (16, 16)), "ICO")
    yield "stranger sound", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(28)
    yield "stranger program", b"\x7fELF" + bytes(200)
    yield "stranger text", "\u7b7e\u5230\u8868".encode() * 100
    yield "stranger zeros", bytes(10_000)
    yield "stranger noise", random.Random(7).randbytes(10_000)
    for kind, head in {
        "jpeg": b"\xff\xd8\xff",
        "gif": b"GIF89a",
        "png": b"\x89PNG\r\n\x1a\n",
    }.items():
        yield f"stranger, of a {kind} only its first bytes", head
    yield "stranger, of nothing only one byte", b"\xff"


def oddities() -> Iterator[tuple[str, bytes]]:
    """Good pixels beside hostile metadata, or of odd shapes."""
    picture = Image.fromarray(landscape(64, 48))
    for value in (0, 9, 65_535):
        yield f"odd orientation {value}", saved(picture, "JPEG", exif=exif(value))
    for text in ("", "0000:00:00 00:00:00", "2026:13:40 25:61:61", "\0" * 19, "9" * 4000):
        yield f"odd time {text[:19]!r}", saved(picture, "JPEG", exif=exif(1, text))
    loop = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x08\0\0\0\x08"
    yield "odd exif that points to itself", saved(picture, "JPEG", exif=loop)
    yield "odd exif of noise", saved(picture, "JPEG", exif=random.Random(3).randbytes(5000))
    yield "odd exif without an end", saved(picture, "JPEG", exif=exif()[:40])
    yield "odd profile", saved(picture, "JPEG", icc_profile=bytes(200_000))
    yield (
        "odd profile, packed",
        png(9, 9, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(1 << 27)))),
    )
    yield (
        "odd text, packed",
        png(9, 9, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1 << 27)))),
    )
    yield "odd comments", saved(picture, "JPEG", comment=b"x" * 60_000)
    yield "odd shape, one pixel", saved(Image.new("RGB", (1, 1)), "PNG")
    yield "odd shape, a line across", saved(Image.new("L", (60_000, 1)), "PNG")
    yield "odd shape, a line down", saved(Image.new("1", (1, 60_000)), "PNG")
    many = [Image.new("P", (8, 8), colour) for colour in range(250)]
    yield (
        "odd gif of many frames",
        saved(many[0], "GIF", save_all=True, append_images=many[1:]),
    )
