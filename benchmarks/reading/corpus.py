"""The labelled corpus: messages written for this purpose, with their truth marked inline.

    python -m benchmarks.reading.corpus FILE…      checks files and counts what is in them

A message is a head line and its text, up to the next head line:

    ## report 2024-05-18T19:20 chat start=2024-05-18T14:00 end=2024-05-18T16:00 n=16
    今天{t:下午两点到四点}在{p:社区活动室}排练，来了{n:16个人}，{f:{w:{a:刘姐}}说越跳越年轻}

docs/corpus.md explains every mark and is the data card.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).parent / "corpus"
KINDS = ("report", "announcement", "question", "reply", "chat")
STYLES = (
    "news", "template", "chat", "voice", "elder", "dialect", "list", "forward", "short",
)  # fmt: skip
MARKS = {
    "t": "time of the activity", "p": "its place", "q": "a place one may name as well",
    "n": "how many took part", "s": "how many were served", "r": "registered or expected",
    "h": "households, groups", "u": "person-times", "a": "somebody who took part",
    "o": "somebody one may name as well", "f": "feedback", "b": "critical feedback",
    "g": "feedback to some readers", "w": "who says it, of us", "v": "who says it, served",
    "m": "theme",
}  # fmt: skip
_OPEN = re.compile(r"\{([a-z])(\d?):")
_HEAD = re.compile(r"^## ", re.MULTILINE)
_CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span.  span: code points of the bare text; activity: counted from 1."""

    what: str
    span: tuple[int, int]
    activity: int = 1


@dataclass(frozen=True, slots=True)
class Truth:
    """The resolved facts of one activity.  start, end: ISO date or time as written."""

    start: str | None = None
    end: str | None = None
    part: str | None = None
    number: int | None = None
    accept: tuple[int, ...] = ()
    loose: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message with its truth.  author: the file it stands in."""

    author: str
    kind: str
    sent_at: datetime
    style: str
    text: str
    marks: tuple[Mark, ...]
    truths: tuple[Truth, ...] = field(default=(Truth(),))

    def marked(self, what: str, activity: int = 1) -> list[str]:
        """The texts of the marks of the letters in `what`, in order."""
        return [
            self.text[slice(*mark.span)]
            for mark in self.marks
            if mark.what in what and mark.activity == activity
        ]


def load(*authors: str, folder: Path = FOLDER) -> list[Labelled]:
    """All messages of the authors named (none named: of all), in a fixed order."""
    files = sorted(folder.glob("*.txt"))
    chosen = [one for one in files if not authors or one.stem in authors]
    return [message for one in chosen for message in read_file(one)]


def read_file(path: Path) -> Iterator[Labelled]:
    """The messages of one file; ValueError names the message that cannot be read."""
    for number, block in enumerate(_HEAD.split(path.read_text(encoding="utf-8"))[1:], 1):
        head, _, text = block.partition("\n")
        try:
            yield _message(path.stem, head, text.strip("\n"))
        except ValueError as error:
            raise ValueError(f"{path.name}, message {number} ({head}): {error}") from error


def _message(author: str, head: str, marked: str) -> Labelled:
    kind, at, style, *facts = head.split()
    if kind not in KINDS or style not in STYLES:
        raise ValueError(f"kind must be one of {KINDS}, style one of {STYLES}")
    sent_at = datetime.fromisoformat(at).replace(tzinfo=_CHINA)
    text, marks = _bare(marked)
    if not text.strip():
        raise ValueError("no text")
    truths = tuple(_truth(one.split()) for one in " ".join(facts).split("&"))
    _check(kind, marks, truths)
    return Labelled(author, kind, sent_at, style, text, marks, truths)


def _truth(facts: list[str]) -> Truth:
    found = dict(one.split("=", 1) for one in facts if "=" in one)
    loose = frozenset(one.rstrip("?") for one in facts if one.endswith("?"))
    if unknown := set(found) - {"start", "end", "n", "accept"}:
        raise ValueError(f"unknown facts {unknown}")
    start, _, part = found.get("start", "").partition("/")
    for one in filter(None, (start, found.get("end", ""))):
        date.fromisoformat(one) if len(one) == 10 else datetime.fromisoformat(one)
    return Truth(
        start or None,
        found.get("end"),
        part or None,
        int(found["n"]) if "n" in found else None,
        tuple(int(one) for one in found.get("accept", "").split(",") if one),
        loose,
    )


def _bare(marked: str) -> tuple[str, tuple[Mark, ...]]:
    bare: list[str] = []
    marks: list[Mark] = []
    pending: list[tuple[str, int, int]] = []
    at = 0
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            if opened[1] not in MARKS:
                raise ValueError(f"no mark {opened[1]}")
            pending.append((opened[1], len(bare), int(opened[2] or 1)))
            at = opened.end()
            continue
        if marked[at] == "}":
            if not pending:
                raise ValueError(f"}} without {{ after {marked[:at][-12:]}")
            what, start, activity = pending.pop()
            marks.append(Mark(what, (start, len(bare)), activity))
        else:
            bare.append(marked[at])
        at += 1
    if pending:
        raise ValueError(f"a mark {pending[-1][0]} is not closed")
    return "".join(bare), tuple(sorted(marks, key=lambda mark: mark.span))


def _check(kind: str, marks: tuple[Mark, ...], truths: tuple[Truth, ...]) -> None:
    if any(mark.activity > len(truths) for mark in marks):
        raise ValueError("a mark of an activity that the head line does not have")
    if any(mark.span[0] == mark.span[1] for mark in marks):
        raise ValueError("an empty mark")
    for number, truth in enumerate(truths, 1):
        what = {mark.what for mark in marks if mark.activity == number}
        if kind == "report" and "n" in what and truth.number is None:
            raise ValueError("n is marked, but n= is missing")
        if kind in {"report", "announcement"} and "t" in what and truth.start is None:
            raise ValueError("t is marked, but start= is missing")


def main() -> None:
    """Check the files named and print what they hold."""
    for name in sys.argv[1:]:
        messages = list(read_file(Path(name)))
        kinds = Counter(one.kind for one in messages)
        styles = Counter(one.style for one in messages)
        marks = Counter(mark.what for one in messages for mark in one.marks)
        print(
            f"{name}: {len(messages)} messages, {len({m.text for m in messages})} different"
        )
        print("  ", dict(kinds), dict(styles))
        print("  ", dict(marks))


if __name__ == "__main__":
    main()
