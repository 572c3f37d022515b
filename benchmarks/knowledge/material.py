"""The two sets of entries and questions, and strangers (docs/knowledge.md is the data card)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.model.case import Entry

FOLDER = Path(__file__).parent
SETS = ("first", "second")
COVERED, NEAR, WITHOUT = "covered", "near", "without"
UNKNOWN = ("topic", "chatter", NEAR, WITHOUT)  # kinds of what the knowledge does not cover


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.  want: the id of the entry that answers it, None for none.

    tuned: thresholds and weights may be learnt from it; the others are reported.
    kind: COVERED, NEAR (a near miss), WITHOUT (its entry is taken away), or as strangers are.
    """

    text: str
    want: str | None
    tuned: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Material:
    """Entries and what is asked of them."""

    entries: tuple[Entry, ...]
    questions: tuple[Asked, ...]


def load(name: str) -> Material:
    """One of SETS; every other question is for tuning."""
    entries = tuple(
        Entry(row["id"], row["question"], row["answer"], tuple(row.get("phrasings") or ()))
        for row in _rows(f"{name}/entries")
    )
    questions = tuple(
        Asked(row["text"], row["want"], number % 2 == 0, COVERED if row["want"] else NEAR)
        for number, row in enumerate(_rows(f"{name}/questions"))
    )
    return Material(entries, questions)


def strangers() -> tuple[Asked, ...]:
    """What neither set covers: other topics, and chatter; every other one is for tuning."""
    rows = _rows("strangers")
    return tuple(Asked(r["text"], None, n % 2 == 0, r["kind"]) for n, r in enumerate(rows))


def without(asked: Asked) -> Asked:
    """The same question, asked of knowledge from which its entry is taken away."""
    return Asked(asked.text, None, asked.tuned, WITHOUT)


def _rows(what: str) -> Sequence[Mapping[str, str]]:
    file = FOLDER / f"{what}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
