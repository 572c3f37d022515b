"""Torn, damaged and hostile pictures: nothing is raised, nothing grows, nothing is told."""

import re
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.position import jpeg, png, webp, without_position
from tests.store.placed import GPS, KINDS, MAKER, XMP, exif, saved, without_secrets


@pytest.mark.parametrize("kind", KINDS)
def test_a_torn_picture_tells_nothing_either(kind: str):
    whole = KINDS[kind](exif())
    for end in range(12, len(whole), max(1, len(whole) // 60)):
        assert without_secrets(without_position(whole[:end]))


def test_a_segment_with_a_wrong_size_hides_nothing():
    before = saved("JPEG", exif=exif())
    for size in (b"\0\0", b"\0\1", b"\0\x0a", b"\xff\xff"):
        assert without_secrets(without_position(before[:4] + size + before[6:]))


def test_markers_may_be_filled_up_and_stand_alone():
    before = saved("JPEG", exif=exif())
    before = before[:2] + b"\xff\x01\xff\xff\xff" + before[2:]
    assert without_secrets(without_position(before))


def test_more_parts_than_cameras_write_are_looked_through_as_one(
    monkeypatch: pytest.MonkeyPatch,
):
    for module, most in (
        (jpeg, "MOST_SEGMENTS"),
        (png, "MOST_CHUNKS"),
        (webp, "MOST_CHUNKS"),
    ):
        monkeypatch.setattr(module, most, 1)
    for kind in ("JPEG", "PNG", "WebP"):
        assert without_secrets(without_position(KINDS[kind](exif())))


def _entries(*entry: int) -> bytes:
    return b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", *entry) * (LARGE // 12)


LARGE = 1 << 21
HOSTILE = {
    "empty segments": b"\xff\xd8\xff" + b"\xe1\0\x04\0\0\xff" * (LARGE // 6),
    "nothing but filling": b"\xff\xd8" + b"\xff" * LARGE,
    "empty texts": png.SIGNATURE + b"\0\0\0\0tEXt\0\0\0\0" * (LARGE // 12),
    "empty chunks": b"RIFF\xff\xff\xff\xffWEBP" + b"EXIF\0\0\0\0" * (LARGE // 8),
    "positions": _entries(GPS, 4, 1, 8),
    "directories": _entries(330, 4, 9, 8),
    "large texts": _entries(270, 2, LARGE, 8),
    "large makers": _entries(MAKER, 7, LARGE, 8),
    "blocks": b"II*\0\x04\0\0\0" * (LARGE // 8),
    "attributes": b"GIF89a<rdf:RDF" + b" GPSx=\"'" * (LARGE // 8),
    "open elements": b"GIF89a<rdf:RDF" + b"<a:GPSx " * (LARGE // 8),
    "elements": b"GIF89a<rdf:RDF" + b"<a:GPSx>" * (LARGE // 8),
    "captions": b"GIF89a" + b"8BIM\x04\x04\0\0\0\0\0\0\x1c\x02Z\0\0" * (LARGE // 17),
    "boxes": b"GIF89a" + b"\0\0\0\x0cloci" * (LARGE // 8),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_stay_as_many(name: str):
    assert len(without_position(HOSTILE[name])) == len(HOSTILE[name])


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_pictures_never_raise_and_never_grow(data: st.DataObject):
    good = bytearray(data.draw(st.sampled_from(GOOD)))
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, min(len(good) - 1, 1_000)))
        piece = data.draw(st.binary(max_size=6) | st.sampled_from(PIECES))
        good[at : at + data.draw(st.integers(0, 8))] = piece
    damaged = bytes(good[: data.draw(st.integers(0, len(good)))])
    once = without_position(damaged)
    assert len(once) == len(damaged)


@given(
    st.sampled_from([b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF89a"]),
    st.binary(max_size=400),
)
def test_any_bytes_will_do(head: bytes, rest: bytes):
    assert len(without_position(head + rest)) == len(head + rest)


GOOD = [make(exif(order)) for make in KINDS.values() for order in ("big", "little")] + [
    saved("JPEG", xmp=XMP)
]
PIECES = [
    *(
        b"\xff\xd8\xff",
        b"\xff\xe1\0\xff",
        b"II*\0",
        b"MM\0*",
        b"\x88\x25\0\4",
        b"\x25\x88\4\0",
    ),
    *(
        b"8BIM\x04\x04",
        b"\x1c\x02\x5a\xff\xff",
        b"<rdf:RDF",
        b" GPSa='",
        b"\0\0\0\x0c\xa9xyz",
    ),
    *(re.sub(rb"\s+", b" ", XMP), b"\xff\xff\xff\xff", b"eXIf", b"EXIF", b"IEND"),
]
