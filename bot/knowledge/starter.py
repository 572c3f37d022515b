"""The knowledge that comes along: prompts/knowledge/starter.json, in our own words."""

import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

from handlers.knowledge import alike
from handlers.model.case import Entry


def starter() -> tuple[Entry, ...]:
    """All of it, in its order; each entry names its source."""
    file = files("prompts") / "knowledge" / "starter.json"
    given = json.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Entry(
            id=one["id"],
            question=one["question"],
            answer=one["answer"],
            phrasings=tuple(one["phrasings"]),
            source=given["source"][one["source"]],
        )
        for one in given["entries"]
    )


def wanting(known: Sequence[Entry], approver: str = "") -> tuple[Entry, ...]:
    """Of it, what nobody knows yet: staff's own words for the same thing come first.

    approver: who has read it; without one nothing of it is answered yet (R13).
    """
    ids = {entry.id for entry in known}
    return tuple(
        replace(entry, approver=approver)
        for entry in starter()
        if entry.id not in ids and not _known(entry, known)
    )


def _known(entry: Entry, known: Sequence[Entry]) -> bool:
    asked = (entry.question, *entry.phrasings)
    return any(alike(words, known) for words in asked)
