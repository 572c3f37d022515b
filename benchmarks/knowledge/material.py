"""The sets of entries and questions, and strangers (docs/knowledge.md is the data card)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.model.case import Entry

FOLDER = Path(__file__).parent
SETS = (  # all are learnt from
    "first", "second", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
)  # fmt: skip
HELD_OUT = ("third", "fourteenth")  # nothing is, and nobody reads them
UNKNOWN_TO_COVERED = 0.6
COVERED, NEAR, WITHOUT = "covered", "near", "without"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.  want: the id of the entry that answers it, None for none.

    kind: COVERED, NEAR (a near miss), WITHOUT (its entry is taken away), or as strangers are.
    """

    text: str
    want: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Material:
    """Entries and what is asked of them."""

    entries: tuple[Entry, ...]
    questions: tuple[Asked, ...]


def load(name: str) -> Material:
    """One of SETS, or HELD_OUT."""
    entries = tuple(
        Entry(row["id"], row["question"], row["answer"], tuple(row.get("phrasings") or ()))
        for row in _rows(f"{name}/entries")
    )
    questions = tuple(
        Asked(row["text"], row["want"], COVERED if row["want"] else NEAR)
        for row in _rows(f"{name}/questions")
    )
    return Material(entries, questions)


def strangers() -> tuple[Asked, ...]:
    """What no set covers: other topics, and chatter."""
    return tuple(Asked(row["text"], None, row["kind"]) for row in _rows("strangers"))


def without(asked: Asked) -> Asked:
    """The same question, asked of knowledge from which its entry is taken away."""
    return Asked(asked.text, None, WITHOUT)


def _rows(what: str) -> Sequence[Mapping[str, str]]:
    file = FOLDER / f"{what}.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
