"""IPTC, the captions of the press, as Photoshop lays them into a file: 8BIM, number 0404."""

import re
from itertools import islice

_RESOURCE = re.compile(rb"8BIM\x04\x04")
FIELD = b"\x1c"  # begins a field; then a record, a number, and a size in two bytes
PLACES = {26, 27, 90, 92, 95, 100, 101}  # of record 2: location, city … country
LONGEST = 0x8000  # from here on the length of a field is written in another way
MOST_FIELDS, MOST_RESOURCES = 500, 20


def clean_iptc(part: bytes) -> bytes:
    """As many bytes; spaces where a field named a place."""
    found = list(islice(_RESOURCE.finditer(part), MOST_RESOURCES))
    if not found:
        return part
    text = bytearray(part)
    for one in found:
        name = text[one.end() : one.end() + 1]  # begins with its length, padded to even
        _blank(text, one.end() + (sum(name) // 2 + 1) * 2 + 4)
    return bytes(text)


def _blank(text: bytearray, at: int) -> None:
    for _ in range(MOST_FIELDS):
        size = int.from_bytes(text[at + 3 : at + 5], "big")
        if text[at : at + 1] != FIELD or size >= LONGEST or at + 5 + size > len(text):
            return
        if text[at + 1] == 2 and text[at + 2] in PLACES:  # noqa: PLR2004
            text[at + 5 : at + 5 + size] = b" " * size
        at += 5 + size
