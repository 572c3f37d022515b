"""Pictures lose the place where they were taken, and nothing else."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from store.position import may_hold_position, without_position
from store.position.tiff import clean_tiff
from tests.store.placed import (
    CAMERA,
    CLOCK,
    COMMENT,
    GPS,
    KINDS,
    MAKER,
    ORIENTATION,
    SECRETS,
    TAKEN,
    XMP,
    exif,
    opened,
    saved,
    without_secrets,
)


def assert_placeless(before: bytes, after: bytes) -> None:
    """Same size, same pixels, same way up, same time, and nowhere."""
    assert len(before) == len(after)
    assert without_secrets(after)
    assert opened(after).tobytes() == opened(before).tobytes()
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        had, has = old.getexif(), new.getexif()
        assert had.get_ifd(GPS)
        assert GPS not in has
        assert not has.get_ifd(GPS)
        assert has.get(ORIENTATION) == had.get(ORIENTATION)
        assert has.get_ifd(CAMERA).get(TAKEN) == had.get_ifd(CAMERA).get(TAKEN) == CLOCK


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_position_goes_and_all_else_stays(kind: str, order: str):
    before = KINDS[kind](exif(order))
    assert may_hold_position(before[:12])
    assert_placeless(before, without_position(before))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_without_a_position_is_not_touched(kind: str):
    plain = Image.Exif()
    plain[ORIENTATION] = 6
    plain.get_ifd(CAMERA)[TAKEN] = CLOCK
    before = KINDS[kind](plain)
    assert without_position(before) is before


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF"])
def test_xmp_loses_the_properties_that_say_where(kind: str):
    text = {"pnginfo": _itxt(XMP)} if kind == "PNG" else {"xmp": XMP}
    before = saved(kind, **text)
    if kind == "GIF":
        before = before[:-1] + b"!\xff\x0bXMP DataXMP" + XMP + b"\0;"
    after = without_position(before)
    assert len(after) == len(before)
    assert without_secrets(after)
    for stays in (b'xmp:Rating="5"', b'Container:Version="1"', b"<dc:format>image/jpeg<"):
        assert (stays in after) == (stays in before) == True  # noqa: E712
    assert opened(after).tobytes() == opened(before).tobytes()


def _itxt(text: bytes, **how: bool) -> PngInfo:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", text.decode(), **how)
    return info


def test_xmp_that_goes_on_in_another_segment():
    more = (
        b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + b'<x exif:GPSAltitude="9"/>'
    )
    before = saved("JPEG")
    before = before[:2] + _segment(0xE1, more) + before[2:]
    after = without_position(before)
    assert after == before.replace(b'exif:GPSAltitude="9"', b" " * 20)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


@pytest.mark.parametrize(
    "name", ["Raw profile type exif", "Raw profile type xmp", "exif:GPSx"]
)
@pytest.mark.parametrize("packed", [False, True])
def test_text_of_a_png_that_cannot_be_mended_is_emptied(name: str, packed: bool):
    info = PngInfo()
    info.add_text(name, "secret " * 30, zip=packed)
    info.add_text("Title", "Tea", zip=packed)
    info.add_text("Raw profile type icc", "00")
    before = saved("PNG", pnginfo=info)
    after = opened(without_position(before))
    assert after.info["Title"] == "Tea"
    assert after.info["Raw profile type icc"] == "00"
    assert not after.info["Comment"].strip()
    assert name not in after.info
    assert after.tobytes() == opened(before).tobytes()


def test_packed_xmp_of_a_png_is_emptied():
    before = saved("PNG", pnginfo=_itxt(XMP, zip=True))
    assert b"XML:com.adobe.xmp" not in without_position(before)


def test_every_checksum_of_a_png_is_right():
    data, at = without_position(KINDS["PNG"](exif())), 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        chunk, crc = data[at + 4 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        assert zlib.crc32(chunk) == int.from_bytes(crc, "big")
        at += 12 + size


def test_the_thumbnail_and_what_hangs_behind_the_picture():
    """Phones put a whole second JPEG behind the end, and a film behind that."""
    film = (
        b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+31.2345+121.4737/"
        + b"\0\0\0\x1cloci"
        + b"\1" * 20
    )
    inner = saved("JPEG", exif=exif("little"))
    before = saved("JPEG", exif=exif()) + inner + film
    after = without_position(before)
    assert_placeless(before, after)
    assert without_secrets(after[-len(inner) - len(film) :])
    assert after.endswith(b"\0\0\0\x1efree" + bytes(22) + b"\0\0\0\x1cfree" + bytes(20))


def test_a_box_that_is_not_one_is_left_alone():
    before = saved("JPEG") + b"loci" + b"\0\0\0\xffloci" + b"\xff\xff\xff\xff\xa9xyz"
    assert without_position(before) == before


def test_several_directories_each_with_a_position():
    """The second directory is the one of the thumbnail; a third hangs below the first."""
    first = _directory(
        [(ORIENTATION, 3, 1, 6 << 16), (GPS, 4, 1, 200), (330, 4, 2, 120)], 60
    )
    second = _directory([(GPS, 4, 1, 240)], 0)
    block = bytearray(b"MM\0*\0\0\0\x08" + first)
    for at, more in (
        (60, second),
        (120, struct.pack(">II", 60, 140)),
        (140, _directory([(GPS, 13, 1, 280), (256, 4, 1, 7)], 0)),
        (200, _directory([(1, 2, 2, 0x4E000000), (2, 5, 3, 320)], 0)),
        (240, _directory([(2, 5, 3, 320)], 0)),
        (280, _directory([(2, 5, 3, 350)], 0)),
        (320, SECRETS[0] * 4),
        (350, SECRETS[0] * 4),
    ):
        block = block.ljust(at, b"\0") + more
    after = clean_tiff(bytes(block))
    assert len(after) == len(block)
    assert without_secrets(after)
    assert after[8:].startswith(
        _directory([(ORIENTATION, 3, 1, 6 << 16), (330, 4, 2, 120)], 60)
    )
    assert after[60:].startswith(_directory([], 0) + bytes(12))
    assert after[140:].startswith(_directory([(256, 4, 1, 7)], 0))


def _directory(entries: list[tuple[int, int, int, int]], following: int) -> bytes:
    table = b"".join(struct.pack(">HHII", *entry) for entry in entries)
    return len(entries).to_bytes(2, "big") + table + following.to_bytes(4, "big")


def test_a_position_that_points_at_something_else_costs_only_itself():
    entries = [(271, 4, 1, 1), (272, 4, 1, 2), (GPS, 4, 1, 8)]
    after = clean_tiff(b"MM\0*\0\0\0\x08" + _directory(entries, 0))
    assert after == b"MM\0*\0\0\0\x08" + _directory(entries[:2], 0) + bytes(12)


def test_words_of_a_camera_about_the_place_go():
    """What only its maker can read goes, but for Apple's, which know how to light a picture."""
    said = b'ASCII\0\0\0{"latitude": 31.2345}'
    before = saved("JPEG", exif=exif(camera={COMMENT: said, MAKER: b"Nikon\0East Bridge"}))
    camera = opened(without_position(before)).getexif().get_ifd(CAMERA)
    assert camera[TAKEN] == CLOCK
    assert not camera[COMMENT].strip(b"\0")
    assert MAKER not in camera
    kept = {COMMENT: b"ASCII\0\0\0Tea", MAKER: b"Apple iOS\0\0\1MM\0\0"}
    before = saved("JPEG", exif=exif(camera=kept))
    after = without_position(before)
    assert_placeless(before, after)
    assert kept.items() <= dict(opened(after).getexif().get_ifd(CAMERA)).items()


def test_a_caption_of_the_press_loses_the_city():
    fields = [(90, b"East Bridge"), (120, b"Tea in May"), (101, b"China")]
    iptc = b"\x1c\x01\x5a\0\3\x1b%G" + b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in fields
    )
    for name in (b"\0\0", b"\3abc"):
        resource = b"8BIM\x04\x04" + name + len(iptc).to_bytes(4, "big") + iptc
        part = _segment(0xED, b"Photoshop 3.0\0" + resource)
        jfif = saved("JPEG")
        after = without_position(jfif[:2] + part + jfif[2:])
        mended = part.replace(b"East Bridge", b" " * 11).replace(b"China", b" " * 5)
        assert after == jfif[:2] + mended + jfif[2:]


def test_what_is_no_picture_comes_back_as_it_is():
    for data in (b"", b"\xff", b"no picture", b"\0\0\0\x18ftypM4A GPS", bytes(99)):
        assert not may_hold_position(data[:12])
        assert without_position(data) is data
