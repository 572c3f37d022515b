"""TIFF blocks, of which Exif is one: directories of twelve-byte entries, in either byte order.

An entry that says where goes, the ones behind it move up, and what it pointed at becomes zeros.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from struct import Struct
from typing import Literal, NamedTuple, TypeAlias

Order: TypeAlias = Literal["little", "big"]

POSITION, MAKER = 0x8825, 0x927C
DIRECTORIES = {0x014A, 0x8769, 0xA005}  # entries that point at directories
ENTRY = 12  # bytes
INLINE = 4  # bytes of a value that stands in its entry
WIDTHS = {3: 2, 4: 4, 5: 8, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}  # bytes; 1 for others
TEXTS = {1, 2, 7, 129}  # types that can hold words
LAST_POSITION = 0x1F  # the highest number of an entry that says where
MOST_POSITIONS, MOST_POINTERS, MOST_BLOCKS = 64, 16, 1_000
EFFORT = 1 << 20  # bytes; what cameras write needs a hundredth
APPLE = b"Apple iOS\0"  # knows how to light the picture and no place

_HEADERS = (re.compile(rb"II\*\0"), re.compile(rb"MM\0\*"))
_WHERE = re.compile(rb"""(?i)gps["'\w]{0,12}[ :=]|latitude|longitude""")


class Entry(NamedTuple):
    """As it stands in the file.  value: the value itself, or where it stands."""

    tag: int
    kind: int
    amount: int
    value: int

    @property
    def size(self) -> int:
        return WIDTHS.get(self.kind, 1) * self.amount


LAYOUTS: dict[Order, Struct] = {"little": Struct("<HHII"), "big": Struct(">HHII")}


def clean_tiff(part: bytes) -> bytes:
    """As many bytes, no TIFF block among them with a position."""
    starts = [
        (found.start(), order)
        for header, order in zip(_HEADERS, LAYOUTS, strict=True)
        for found in islice(header.finditer(part), MOST_BLOCKS)
    ]
    if not starts:
        return part
    block = _Block(bytearray(part))
    for base, order in starts:
        block.base, block.order = base, order
        block.clean()
    return bytes(block.data)


@dataclass(slots=True)
class _Block:
    """Bytes with a TIFF block at base.  left: effort that hostile bytes may still cost."""

    data: bytearray
    base: int = 0
    order: Order = "little"
    left: int = field(default=EFFORT)

    def clean(self) -> None:
        """Every directory once, from the first one on."""
        waiting, seen = deque([self.number(self.base + 4)]), set[int]()
        while waiting and self.left > 0:
            offset = waiting.popleft()
            if offset and offset not in seen and self.base + offset < len(self.data):
                seen.add(offset)
                waiting += self.clean_directory(self.base + offset)

    def clean_directory(self, at: int) -> list[int]:
        """Take out what says where; the directories that it points at."""
        kept, further = bytearray(), list[int]()
        entries = self.entries(at)
        for number, entry in enumerate(entries):
            if entry.tag in DIRECTORIES:
                further += self.pointers(entry, at + 2 + ENTRY * number + 8)
            if not self.take_out(entry):
                kept += LAYOUTS[self.order].pack(*entry)
        end = at + 2 + ENTRY * len(entries)
        further.append(self.number(end))
        if gone := ENTRY * len(entries) - len(kept):
            count = (len(kept) // ENTRY).to_bytes(2, self.order)
            self.put(at, count + kept + self.data[end : end + 4] + bytes(gone))
        return further

    def take_out(self, entry: Entry) -> bool:
        """Whether the entry has to go; what it points at is zeros then."""
        start, size = self.base + entry.value, entry.size
        if entry.tag == POSITION:
            self.clean_position(start)
            return True
        if entry.tag == MAKER:
            apple = self.data.startswith(APPLE, start)
            if not apple and size > INLINE:
                self.clear(start, size)
            return not apple
        if entry.kind in TEXTS and INLINE < size <= self.left:
            self.left -= size
            if _WHERE.search(self.data, start, start + size):
                self.clear(start, size)
        return False

    def clean_position(self, at: int) -> None:
        """The directory with the position; one that is something else is left alone."""
        entries = self.entries(at)[:MOST_POSITIONS]
        known = [entry for entry in entries if entry.tag <= LAST_POSITION]
        if 2 * len(known) < len(entries):
            return
        for entry in entries:
            if entry.size > INLINE:
                self.clear(self.base + entry.value, entry.size)
        self.clear(at, 2 + ENTRY * len(entries))

    def entries(self, at: int) -> list[Entry]:
        """Of the directory there, as far as they are there."""
        fitting = max(0, len(self.data) - at - 2) // ENTRY
        count = min(self.number(at, 2), fitting, max(0, self.left) // ENTRY)
        self.left -= ENTRY * count + 2
        table = self.data[at + 2 : at + 2 + ENTRY * count]
        return [Entry(*one) for one in LAYOUTS[self.order].iter_unpack(table)]

    def pointers(self, entry: Entry, at: int) -> Iterator[int]:
        """Where directories begin.  at: where the value of the entry stands."""
        first = at if entry.amount <= 1 else self.base + entry.value
        amount = min(max(1, entry.amount), MOST_POINTERS)
        self.left -= INLINE * amount
        for number in range(amount):
            yield self.number(first + 4 * number)

    def number(self, at: int, size: int = 4) -> int:
        return int.from_bytes(self.data[at : at + size], self.order)

    def clear(self, at: int, size: int) -> None:
        """Zeros, no further than the bytes and the effort go."""
        size = min(size, len(self.data) - at, self.left)
        if size > 0:
            self.left -= size
            self.put(at, bytes(size))

    def put(self, at: int, new: bytes | bytearray) -> None:
        """Overwrite; what would stand behind the end is dropped."""
        room = max(0, len(self.data) - at)
        self.data[at : at + len(new[:room])] = new[:room]
