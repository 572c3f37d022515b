"""How well messages are read: one row a measure, on the labelled corpus.

    python -m benchmarks.reading.score --author he [--rules] [--by-style] [--errors place …]

The authors of HELD_OUT took no part in the training; --rules reads without the learned reader.
"""

import argparse
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.reading.corpus import STYLES, Labelled, load
from benchmarks.reading.measures import Read, score
from handlers.read.learned import chatter, tagger
from handlers.read.note import read_message
from handlers.read.reading import Reading

SHOWN = (
    "report_recall",
    "kind_accuracy_others",
    "place_accuracy",
    "headcount_accuracy",
    "feedback_accuracy",
    "all_four_right",
)


def main() -> None:
    """Print the table, on demand by style and with the errors."""
    options = _arguments()
    if options.weights:
        folder = options.weights
        # Other weights than those that are shipped.
        tagger._weights = cache(  # noqa: SLF001
            lambda name: (folder / f"{name}.crfsuite").read_bytes()
        )
        gate = json.loads((folder / chatter.FILE).read_text(encoding="utf-8"))
        chatter._weights = cache(lambda: gate)  # noqa: SLF001
    messages = [
        one
        for one in load(*options.author)
        if not options.style or one.style in options.style
    ]

    def read(one: Labelled) -> Reading:
        return read_message(one.text, one.sent_at, learned=not options.rules)

    if options.by_style:
        _by_style(messages, read)
        return
    table, tally = score(messages, read)
    for name, value in table.items():
        print(f"{name:28}{value}")
    for measure, one, want, got in tally.wrong:
        if measure in options.errors:
            print(f"{measure} {one.author} {one.sent_at:%Y-%m-%dT%H:%M} want {want}")
            print(f"   got {got}\n   {one.text}")


def _by_style(messages: Sequence[Labelled], read: Read) -> None:
    print(
        f"{'style':12}{'reports':>8}{'others':>8}"
        + "".join(f"{name:>22}" for name in SHOWN)
    )
    for style in STYLES:
        table, _ = score([one for one in messages if one.style == style], read)
        shown = "".join(f"{table[name]:22}" for name in SHOWN)
        print(f"{style:12}{table['reports']:8}{table['others']:8}{shown}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--author", nargs="*", default=[], help="of these authors alone")
    parser.add_argument("--style", nargs="*", default=[], help="of these styles alone")
    parser.add_argument(
        "--errors", nargs="*", default=[], help="measures to list errors of"
    )
    parser.add_argument("--by-style", action="store_true", help="a row for each style")
    parser.add_argument("--rules", action="store_true", help="without the learned reader")
    parser.add_argument("--weights", type=Path, help="folder of other weights")
    return parser.parse_args()


if __name__ == "__main__":
    main()
