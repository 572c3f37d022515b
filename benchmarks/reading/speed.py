"""How quick the reader is, each figure beside its limit.

    python -m benchmarks.reading.speed

Notes are those of the author held out, chatter is the everyday talk of the corpus; one core.
Prints measured, limit and their ratio; above 1.00 the limit is missed.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, timezone

from benchmarks.reading.corpus import load
from benchmarks.reading.measures import HELD_OUT
from handlers.read.gate import worth_reading
from handlers.read.note import read_message

CHATTER = ("plain", "qian")
NOTE = 120  # characters from which a report counts as a full note
TIMES = 5
SENT = datetime(2026, 5, 9, 20, tzinfo=timezone(timedelta(hours=8)))


def main() -> None:
    """Print the table."""
    held_out = load(*HELD_OUT)
    notes = [one.text for one in held_out if one.kind == "report" and len(one.text) >= NOTE]
    chatter = [one.text for one in load(*CHATTER) if one.kind == "chat"]
    idle = [text for text in chatter if not worth_reading(text)]
    print(
        f"{len(idle) / len(chatter):.0%} of {len(chatter)} lines of chatter are turned away"
    )
    article = ("".join(notes) * 2)[:4000]
    turned_away = _micros(read_message, idle)
    _row("chatter turned away, median", statistics.median(turned_away), 10, "µs")
    _row("chatter turned away, p99", _p99(turned_away), 200, "µs")
    rules = _micros(lambda text, at: read_message(text, at, learned=False), notes)
    _row(f"a note of {NOTE}+ characters by rules, mean", statistics.mean(rules), 1000, "µs")
    learned = _micros(read_message, notes)
    _row("the same with the learned reader, mean", statistics.mean(learned), 5000, "µs")
    _row(
        "4,000 characters, mean",
        statistics.mean(_micros(read_message, [f"{n}{article}" for n in range(20)])),
        2000,
        "µs",
    )
    mixed = [(one.text, one.sent_at.isoformat()) for one in held_out] * 6
    _row("messages/s through `read` (limit: at least)", _streamed(mixed), 300, "/s")
    _row(
        "memory of this process",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        150,
        "MB",
    )


def _row(name: str, measured: float, limit: float, unit: str) -> None:
    ratio = limit / measured if unit == "/s" else measured / limit
    print(f"{name:46}{measured:10.1f} {unit:3}   limit {limit:6} {ratio:8.2f}")


def _micros(read: Callable[[str, datetime], object], texts: Iterable[str]) -> list[float]:
    """Microseconds of each text, the best of a few rounds: what was read just now is kept."""
    given = list(texts)
    found = [float("inf")] * len(given)
    for _ in range(TIMES):
        for number, text in enumerate(given):
            begin = time.perf_counter_ns()
            read(text, SENT)
            micros = (time.perf_counter_ns() - begin) / 1000
            found[number] = min(found[number], micros)
    return found


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _streamed(messages: list[tuple[str, str]]) -> float:
    """Messages a second through the command, its start included."""
    lines = "".join(
        json.dumps({"id": str(number), "text": text, "sent_at": at}) + "\n"
        for number, (text, at) in enumerate(messages)
    )
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "bot", "read"],
        input=lines,
        text=True,
        check=True,
        capture_output=True,
    )
    return len(messages) / (time.perf_counter() - begin)


if __name__ == "__main__":
    main()
