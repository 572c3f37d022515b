"""The likeliest texts among what the recogniser saw, weighed by what people write."""

import math
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

Step: TypeAlias = tuple[
    tuple[str, float], ...
]  # likeliest characters and how likely; "" is none
Liking: TypeAlias = Callable[
    [str, str], float
]  # of a text so far and the next, a logarithm
_Path: TypeAlias = tuple[
    str, str
]  # what was written so far, and the character of the last step

_BEAM: Final = 20
_LEAST: Final = 1e-6
_FAINT: Final = 1e-4  # less likely characters are not considered
_SURE: Final = 0.995


def decode(steps: Sequence[Step], liking: Liking) -> dict[str, float]:
    """Texts and how likely each is, as logarithms, what was seen and liking together."""
    beam: dict[_Path, tuple[float, float]] = {("", ""): (0.0, 0.0)}
    for step in steps:
        if step[0][0] == "" and step[0][1] > _SURE:
            beam = _paused(beam)
        else:
            beam = _extended(beam, step, liking)
    texts: dict[str, float] = {}
    for (text, _), (score, liked) in beam.items():
        texts[text] = either(texts.get(text, -math.inf), score + liked)
    return texts


def either(one: float, other: float) -> float:
    """Two shares added, both as logarithms."""
    low, high = sorted((one, other))
    return high + math.log1p(math.exp(low - high)) if low > -math.inf else high


def sureness(text: str, steps: Sequence[Step]) -> float:
    """The mean of how clearly each character of a text was seen."""
    peaks = dict.fromkeys(text, 0.0)
    for step in steps:
        for sign, share in step:
            if sign in peaks:
                peaks[sign] = max(peaks[sign], share)
    return sum(peaks[sign] for sign in text) / len(text) if text else 0.0


def _paused(beam: dict[_Path, tuple[float, float]]) -> dict[_Path, tuple[float, float]]:
    """After a step in which nothing stood, the same character may come again."""
    paused: dict[_Path, tuple[float, float]] = {}
    for (text, _), (score, liked) in beam.items():
        before = paused.get((text, ""), (-math.inf, liked))
        paused[text, ""] = (either(before[0], score), liked)
    return paused


def _extended(
    beam: dict[_Path, tuple[float, float]], step: Step, liking: Liking
) -> dict[_Path, tuple[float, float]]:
    grown: dict[_Path, tuple[float, float]] = {}
    seen = [(sign, math.log(max(share, _LEAST))) for sign, share in step if share > _FAINT]
    for (text, last), (score, liked) in beam.items():
        for sign, share in seen:
            new = sign not in ("", last)
            key = (text + sign if new else text, sign)
            known = grown.get(key)
            if known is None:
                grown[key] = (score + share, liked + (liking(text, sign) if new else 0.0))
            else:
                grown[key] = (either(known[0], score + share), known[1])
    best = sorted(grown.items(), key=lambda item: sum(item[1]), reverse=True)[:_BEAM]
    return dict(best)
