"""The measures of reading: what counts as right, and the table of them.

A report is scored on its first activity.  Time: the day, and minute or part of day where they
are said; place: one name holds the other and half of it; missing: of the four fields.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.reading.corpus import Labelled, Truth
from handlers.model.finding import Count, Field, Precision, Speech, Stated, When, Words
from handlers.read.reading import Kind, Reading

HELD_OUT = ("he",)
HALF = 0.5
NAMES = {
    "time": Field.TIME, "place": Field.PLACE, "headcount": Field.HEADCOUNT,
    "feedback": Field.FEEDBACK,
}  # fmt: skip
Read = Callable[[Labelled], Reading]


@dataclass(slots=True)
class Tally:
    """What was counted so far; wrong: (measure, message, wanted, got)."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, Labelled, object, object]] = field(default_factory=list)


def score(messages: Iterable[Labelled], read: Read) -> tuple[dict[str, float], Tally]:
    """The table of measures over `messages`, and what it rests on."""
    tally = Tally()
    for one in messages:
        reading = read(one)
        if one.kind == "report":
            _report(tally, one, reading)
        else:
            _other(tally, one, reading)
    return _table(tally.counts), tally


def _other(tally: Tally, one: Labelled, reading: Reading) -> None:
    tally.counts["others"] += 1
    tally.counts["false_report"] += reading.kind is Kind.REPORT
    right = reading.kind.value == one.kind
    tally.counts["kind"] += right
    if not right:
        tally.wrong.append(("kind", one, one.kind, reading.kind.value))


def _report(tally: Tally, one: Labelled, reading: Reading) -> None:
    found = reading.kind is Kind.REPORT and bool(reading.activities)
    tally.counts["reports"] += 1
    tally.counts["found"] += found
    if not found:
        tally.wrong.append(("report", one, "report", reading.kind.value))
    stated = reading.activities[0] if reading.activities else ()
    truth = one.truths[0]
    right = {
        "time": _time_right(truth, _first(stated, Field.TIME)),
        "place": _place_right(one, truth, _first(stated, Field.PLACE)),
        "headcount": _count_right(truth, _first(stated, Field.HEADCOUNT)),
        "feedback": bool(_said(stated)) == bool(one.marked("fb")) or _loose(one, "f"),
    }
    for name, fine in right.items():
        tally.counts[name] += fine and found
        if found and not fine:
            tally.wrong.append((name, one, _wanted(one, name), _got(stated, name)))
    tally.counts["all_four"] += found and all(right.values())
    _missing(tally.counts, one, stated if found else None)
    _spans(tally.counts, one, stated)


def _loose(one: Labelled, name: str) -> bool:
    """Whether a fair reader may see it either way."""
    named = name in one.truths[0].loose
    return named or (name == "f" and not one.marked("fb") and bool(one.marked("g")))


def _first(stated: Sequence[Stated], what: Field) -> Stated | None:
    return next((s for s in stated if s.field is what), None)


def _said(stated: Sequence[Stated]) -> list[str]:
    return [s.value.text for s in stated if isinstance(s.value, Speech)]


def _time_right(truth: Truth, got: Stated | None) -> bool:
    when = got.value if got else None
    if truth.start is None or not isinstance(when, When):
        return (truth.start is None and when is None) or "t" in truth.loose
    exact = len(truth.start) > len("2024-01-01")
    start = datetime.fromisoformat(truth.start)
    if when.start.date() != start.date():
        return False
    if exact and (when.precision is not Precision.MINUTE or not _same(when.start, start)):
        return False
    if truth.end and len(truth.end) > len("2024-01-01") and exact:
        return when.end is not None and _same(when.end, datetime.fromisoformat(truth.end))
    return True


def _same(one: datetime, other: datetime) -> bool:
    return one.replace(tzinfo=None) == other.replace(tzinfo=None)


def _place_right(one: Labelled, truth: Truth, got: Stated | None) -> bool:
    places = one.marked("p")
    text = got.value.text if got and isinstance(got.value, Words) else None
    if not places or text is None:
        return (text is None and not places) or "p" in truth.loose
    return any(alike(text, place) for place in [*places, *one.marked("q")])


def alike(one: str, other: str) -> bool:
    """Whether one place name holds the other, and half of it at least."""
    short, long = sorted((one, other), key=len)
    return one == other or (
        len(short) > 1 and short in long and len(short) >= HALF * len(long)
    )


def _count_right(truth: Truth, got: Stated | None) -> bool:
    number = got.value.number if got and isinstance(got.value, Count) else None
    fair = {truth.number, *truth.accept} | ({None} if "n" in truth.loose else set())
    return number in fair


def _missing(counts: Counter[str], one: Labelled, stated: Sequence[Stated] | None) -> None:
    truth, marked = one.truths[0], one.marked
    lacks = {"time": truth.start is None, "place": not marked("p")}
    lacks |= {"headcount": truth.number is None, "feedback": not marked("fb")}
    for name, lacking in lacks.items():
        if name[0] in truth.loose or _loose(one, name[0]):
            continue
        if name == "headcount" and (truth.number is None and truth.accept):
            continue
        said = stated is not None and _first(stated, NAMES[name]) is None
        counts["missing_both"] += said and lacking
        counts["missing_said"] += said
        counts["missing_true"] += lacking


def _spans(counts: Counter[str], one: Labelled, stated: Sequence[Stated]) -> None:
    if not _loose(one, "f"):
        got = {i for s in stated if isinstance(s.value, Speech) for i in range(*s.span)}
        want = {
            i
            for m in one.marks
            if m.what in "fb" and m.activity == 1
            for i in range(*m.span)
        }
        counts["chars_both"] += len(got & want)
        counts["chars"] += len(got) + len(want)
    named = {
        s.value.text
        for s in stated
        if s.field is Field.ATTENDEES and isinstance(s.value, Words)
    }
    want_names, fair = set(one.marked("a")), set(one.marked("o"))
    counts["names_both"] += len(named & want_names)
    counts["names"] += len(named - fair) + len(want_names - fair)


def _wanted(one: Labelled, name: str) -> object:
    truth = one.truths[0]
    return {
        "time": (truth.start, truth.end), "place": one.marked("p"),
        "headcount": (truth.number, truth.accept), "feedback": one.marked("fb"),
    }[name]  # fmt: skip


def _got(stated: Sequence[Stated], name: str) -> object:
    if name == "feedback":
        return _said(stated)
    first = _first(stated, NAMES[name])
    return first and first.value


def _table(c: Counter[str]) -> dict[str, float]:
    def share(part: str, *whole: str) -> float:
        total = sum(c[name] for name in whole)
        return round(c[part] / total, 4) if total else 0.0

    return {
        "reports": c["reports"],
        "others": c["others"],
        "report_recall": share("found", "reports"),
        "report_precision": share("found", "found", "false_report"),
        "kind_accuracy_others": share("kind", "others"),
        **{f"{name}_accuracy": share(name, "reports") for name in NAMES},
        "all_four_right": share("all_four", "reports"),
        "missing_precision": share("missing_both", "missing_said"),
        "missing_recall": share("missing_both", "missing_true"),
        "feedback_span_f1": round(2 * share("chars_both", "chars"), 4),
        "attendees_f1": round(2 * share("names_both", "names"), 4),
    }
