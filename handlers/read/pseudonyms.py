"""Names and long numbers leave the house only as placeholders: 〔人1〕, 〔号1〕.

Counts and times stay as they are, for whoever reads the message outside needs them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handlers.model.finding import Span, Words
from handlers.read.attendees import find_attendees
from handlers.read.names import CALLED, COMMON, SURNAMES
from handlers.read.number_shapes import LONG
from handlers.read.phones import numbers
from handlers.read.when.phrases import read_phrases

PERSON: Final = "人"
NUMBER: Final = "号"
_PLACEHOLDER = re.compile(f"〔[{PERSON}{NUMBER}][0-9]+〕")
_SHORTEST_NAME = 2  # characters; one alone is in half of all words
_LONGEST_NAME = 6
_NEAR = timedelta(days=400)  # 20260509 is a day if it is one about now
_ADDRESS = re.compile(r"(?a:[\w.+-]+@[\w-]+(?:\.[\w-]+)+)")
_SPREAD = re.compile(rf"\d(?:[-\s.·–—]?\d){{{LONG - 1},}}[Xx]?")
_GROUP = re.compile(r"\d+")
_BIG = 3  # digits
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Disguised:
    """A text that may be shown outside.  hidden: each placeholder and what it stands for."""

    text: str
    hidden: Mapping[str, str]

    def restore(self, text: str) -> str:
        """Words from outside with the names and numbers put back; others stay as they are."""
        return _PLACEHOLDER.sub(lambda found: self.hidden.get(found[0], found[0]), text)


def disguise(text: str, sent_at: datetime, people: Iterable[str]) -> Disguised:
    """The same name is the same placeholder everywhere; `restore` gives back `text` exactly.

    people: names known in the room; others are found as attendees are.
    """
    secrets = _joined(
        [
            *((NUMBER, found.span()) for found in _PLACEHOLDER.finditer(text)),
            *((NUMBER, span) for span in _numbers(text, sent_at)),
            *((PERSON, span) for span in _names(text, people)),
        ]
    )
    names: dict[tuple[str, str], str] = {}
    parts, end = [], 0
    for kind, (start, stop) in secrets:
        secret = (kind, text[start:stop])
        number = sum(known == kind for known, _ in names) + 1
        parts += [text[end:start], names.setdefault(secret, f"〔{kind}{number}〕")]
        end = stop
    hidden = {placeholder: secret for (_, secret), placeholder in names.items()}
    return Disguised("".join((*parts, text[end:])), hidden)


def _joined(secrets: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """In the order of the text; those that overlap are one secret."""
    joined: list[tuple[str, Span]] = []
    for kind, (start, stop) in sorted(secrets, key=lambda secret: secret[1]):
        if joined and start < joined[-1][1][1]:
            before, (begin, end) = joined[-1]
            joined[-1] = (before, (begin, max(end, stop)))
        else:
            joined.append((kind, (start, stop)))
    return joined


def _names(text: str, people: Iterable[str]) -> Iterator[Span]:
    found = (one.value for one in find_attendees(text))
    named = {value.text for value in found if isinstance(value, Words)}
    named |= {found[0] for at in range(len(text)) for found in _begun(text[at:])}
    for name in named.union(people):
        if len(name) >= _SHORTEST_NAME:
            yield from (match.span() for match in re.finditer(re.escape(name), text))


def _begun(text: str) -> Iterator[re.Match[str]]:
    """The names that `text` begins with, whatever stood before: better one too many hidden."""
    if text[0] in SURNAMES:
        head = text[:_LONGEST_NAME]
        yield from (found for kind in (CALLED, COMMON) if (found := kind.match(head)))


def _numbers(text: str, sent_at: datetime) -> Iterator[Span]:
    yield from (found.span() for found in _ADDRESS.finditer(text))
    rest = text
    for start, end in numbers(text):
        yield start, end
        rest = f"{rest[:start]}{'。' * (end - start)}{rest[end:]}"
    spread = (found.span() for found in _SPREAD.finditer(rest))
    yield from (span for span in spread if _is_secret(text, span, sent_at))


def _is_secret(text: str, span: Span, sent_at: datetime) -> bool:
    figures = text[slice(*span)]
    if figures.isalnum():  # without a gap
        return not _day_about(figures, sent_at)
    return _is_long(figures) and not _is_time(text, span, sent_at)


def _is_long(spread: str) -> bool:
    """138.1234.5678 or 1 3 8 1 2 …; the digits of 2026.5.9-5.11 come in ones, twos and years."""
    groups = _GROUP.findall(spread)
    if any(len(group) >= _BIG and not _YEAR.fullmatch(group) for group in groups):
        return True
    return len(set(_GROUP.sub("", spread))) == 1


def _day_about(digits: str, sent_at: datetime) -> bool:
    """Whether eight digits are a day not far from when they were written."""
    try:
        named = datetime.strptime(digits, "%Y%m%d").replace(tzinfo=sent_at.tzinfo)
    except ValueError:
        return False
    return abs(named - sent_at) <= _NEAR


def _is_time(text: str, span: Span, sent_at: datetime) -> bool:
    """2026.5.9-2026.5.11 is a time from end to end."""
    return any(
        phrase.start <= span[0] and span[1] <= phrase.stop
        for phrase in read_phrases(text, sent_at)
    )
