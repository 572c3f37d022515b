"""What people say at all, and what the sentence model makes of it, on all cores."""

import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from benchmarks.knowledge.asked import authors
from benchmarks.reading import corpus
from bot.knowledge.model import Sentences

SHORTEST, LONGEST = 6, 70  # characters of a line
_SIGNS = re.compile(r"[\u4e00-\u9fff]")
CHINESE = 0.7  # of a line: the others are times and numbers

Numbers = NDArray[np.float32]


@cache
def heard() -> tuple[str, ...]:
    """The lines of the labelled corpus, in a fixed order; what is held out there is not."""
    lines = {
        line.strip() for one in corpus.load(*authors()) for line in one.text.splitlines()
    }
    return tuple(
        line
        for line in sorted(lines)
        if SHORTEST <= len(line) <= LONGEST
        and len(_SIGNS.findall(line)) >= CHINESE * len(line)
    )


class Told:
    """The model's vectors; what is learnt without each set in turn asks for the same ones."""

    def __init__(self, model: Sentences) -> None:
        self.model = model
        self._known: dict[tuple[str, bool], Numbers] = {}

    def of(self, texts: Iterable[str], *, told: bool = False) -> Numbers:
        """A row a text."""
        keys = [(text, told) for text in texts]
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            made = tqdm(
                threads.map(self._vector, new), "vectors", len(new), disable=not new
            )
            self._known.update(zip(new, made, strict=True))
        return np.stack([self._known[key] for key in keys])

    def _vector(self, key: tuple[str, bool]) -> Numbers:
        return self.model.vector(key[0], told=key[1])
