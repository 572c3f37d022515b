"""`read`: chat messages in, what they say out, a line each, streaming."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from bot.arrivals import LONGEST
from bot.errors import InputError
from handlers.model.finding import Count, Field, Precision, Speech, Stated, When, Words
from handlers.model.settings import REQUIRED
from handlers.read.note import read_message
from handlers.read.reading import Activity, Kind

YEARS = range(1970, 2200)  # beyond them calendars end


def arguments(parser: argparse.ArgumentParser) -> None:
    """Lines come on standard input."""
    parser.add_argument(
        "--rules",
        action="store_true",
        help="read by rules alone, without the learned reader",
    )


def run(options: argparse.Namespace) -> int:
    """1 when a line could not be read; the others are answered all the same."""
    failed = 0
    for answer in answers(sys.stdin, learned=not options.rules):
        failed |= "error" in answer
        sys.stdout.write(_line(answer))
        sys.stdout.flush()
    return int(failed)


def _line(answer: Mapping[str, object]) -> str:
    """Half a surrogate pair cannot be written as it is."""
    text = json.dumps(answer, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode() + "\n"


def answers(lines: Iterable[str], *, learned: bool = True) -> Iterator[dict[str, object]]:
    """One answer a line that is not empty, in order."""
    for line in lines:
        if line.strip():
            yield _answer(line, learned=learned)


def _answer(line: str, *, learned: bool) -> dict[str, object]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not JSON: {type(error).__name__}"}
    if not isinstance(given, dict):
        return {"id": None, "error": "a line must be a JSON object"}
    try:
        return _read(given, learned=learned)
    except InputError as error:
        return {"id": given.get("id"), "error": str(error)}


def _read(given: Mapping[str, object], *, learned: bool) -> dict[str, object]:
    for key in ("id", "text", "sent_at"):
        if not isinstance(given.get(key), str):
            raise InputError(f"{key!r} is missing or no text")
    sent_at = _time(str(given["sent_at"]))
    reading = read_message(str(given["text"])[:LONGEST], sent_at, learned=learned)
    told = reading.kind in (Kind.REPORT, Kind.ANNOUNCEMENT)
    activities = [_activity(one) for one in reading.activities] if told else []
    return {
        "id": given["id"],
        "kind": reading.kind.value,
        "confidence": round(reading.confidence, 2),
        "activities": activities,
    }


def _time(text: str) -> datetime:
    try:
        sent_at = datetime.fromisoformat(text)
    except ValueError:
        sent_at = None
    if sent_at is None or sent_at.tzinfo is None or sent_at.year not in YEARS:
        raise InputError(f"'sent_at' is {text!r}; write 2026-05-09T09:30:00+08:00")
    return sent_at


def _activity(stated: Activity) -> dict[str, object]:
    first: dict[Field, Stated] = {}
    for one in stated:
        first.setdefault(one.field, one)
    count, served = _count(first.get(Field.HEADCOUNT)), _count(first.get(Field.SERVED))
    return {
        **_when(first.get(Field.TIME)),
        "place": _words(first.get(Field.PLACE)),
        "headcount": count.number if count else None,
        "approx": count.approx if count else False,
        "served": served.number if served else None,
        "attendees": [
            s.value.text
            for s in _all(stated, Field.ATTENDEES)
            if isinstance(s.value, Words)
        ],
        "content": _words(first.get(Field.CONTENT)),
        "theme": _words(first.get(Field.THEME)),
        "feedback": [
            s.value.text
            for s in _all(stated, Field.FEEDBACK)
            if isinstance(s.value, Speech)
        ],
        "missing": [field.value for field in REQUIRED if field not in first],
        "evidence": {field.value: list(one.span) for field, one in first.items()},
    }


def _when(stated: Stated | None) -> dict[str, object]:
    when = stated.value if stated and isinstance(stated.value, When) else None
    if when is None:
        return {"start": None, "end": None, "start_precision": None}
    day = when.precision is Precision.DAY
    return {
        "start": _moment(when.start, day=day),
        "end": _moment(when.end, day=day) if when.end else None,
        "start_precision": when.precision.value,
    }


def _moment(at: datetime, *, day: bool) -> str:
    return at.date().isoformat() if day else at.isoformat(timespec="seconds")


def _all(stated: Activity, field: Field) -> list[Stated]:
    return [one for one in stated if one.field is field]


def _count(stated: Stated | None) -> Count | None:
    return stated.value if stated and isinstance(stated.value, Count) else None


def _words(stated: Stated | None) -> str | None:
    return stated.value.text if stated and isinstance(stated.value, Words) else None
