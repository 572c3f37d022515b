"""Format `text`: a line `2026-05-09 11:02:33 王姐`, the words, an empty line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.history.told import Line, Source, Told, Trouble

_DAY: Final = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
_HEAD: Final = re.compile(rf"({_DAY})[ T]+(\d{{1,2}}:\d{{2}}(?::\d{{2}})?)\s+(\S.*)")


@dataclass(slots=True)
class _Block:
    """A line that says who spoke when, and the words below it."""

    line: int
    head: re.Match[str] | None
    words: list[str] = field(default_factory=list)


def read(text: str, source: Source) -> Iterator[Line]:
    """Words may have empty lines: what follows one is another message if it begins as one."""
    block: _Block | None = None
    after_gap = True
    for number, line in enumerate(text.split("\n"), 1):
        head = _HEAD.fullmatch(line.strip()) if after_gap else None
        if head or (block is None and line.strip()):
            yield from _told(block, source)
            block = _Block(number, head)
        elif block is not None:
            block.words.append(line)
        after_gap = not line.strip()
    yield from _told(block, source)


def _told(block: _Block | None, source: Source) -> Iterator[Line]:
    if block is None:
        return
    if block.head is None:
        yield Trouble(
            block.line, "no line such as 2026-05-09 11:02:33 NAME stands above it"
        )
        return
    day, clock, name = block.head.groups()
    at = moment(f"{day} {clock}", source)
    if at is None:
        yield Trouble(block.line, "there is no such day or time")
        return
    words = "\n".join(block.words).strip()
    if words:
        yield Told(block.line, at, (name,), words)


def moment(text: str, source: Source) -> datetime | None:
    """A local time as exports write it; None for what is none."""
    text = text.strip().replace("/", "-").replace("T", " ")
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=source.zone)
        except ValueError:
            pass
    return None
