"""Knowledge: the entries that answer a question, sure or close, or none of them (R13).

A wrong answer is worse than an offer, and an offer worse than a person's answer late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from handlers.knowledge.answerable import answerable
from handlers.knowledge.elsewhere import strange
from handlers.knowledge.index import NOTHING, Common, index_of
from handlers.knowledge.judge import ALIKE, ANSWERABLE, ELSEWHERE, Scores, covered, right
from handlers.knowledge.terms import apart, thin
from handlers.model.case import Entry
from handlers.read.address import without_address
from handlers.read.following import each_asked

MOST = 3  # matches; more would have to be read, and nobody does
SURE = 0.75  # how likely the first match is the right one, to be told as the answer
KNOWN = 0.5  # of what was asked, which the entry has to speak of, for near misses do not
WHOLE = 0.9  # of it: then the entry is offered, though another one speaks of it as well
MEANT = 0.8  # or how near its sense has to be, its answer included
NEAR = 0.4  # its sense, for one short word in common to be more than chance
CLOSE = 0.8  # or what its terms mean
FEW = 10  # entries; fewer cannot show that another one would fit better
COVERED = 0.5  # how likely one of the matches is the right one, to be offered
CLEAR = 0.8  # how likely words alone find the right one, for nothing else to be asked
NOWHERE = 0.1  # or how likely any is the right one
SAME = 0.99  # of everything in common: asked in the very words of the entry
UNLIKE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well it fits the question, 0 … 1."""

    entry: Entry
    score: float


class Verdict(StrEnum):
    """answer: the first match is sure.  offer: one of the matches may be it."""

    ANSWER = "answer"
    OFFER = "offer"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the knowledge says to a question.

    matches: best first, at most three; with a decline too, though nobody is to see them.
    """

    kind: Verdict
    matches: tuple[Match, ...]


def decide(
    question: str, entries: Sequence[Entry], likeness: Mapping[str, float] = UNLIKE
) -> Decision:
    """Whether an entry answers the question, some may, or none does.

    likeness: entry id to how alike a sentence model finds it (0 for nothing in common, 1 for
    the same words, more where the answer speaks of it too), ELSEWHERE to how alike it finds
    what is asked elsewhere, and ANSWERABLE to whether it takes the question for one that a
    handbook answers; empty without a model: then characters and concepts decide alone.
    """
    bare = without_address(question)  # who is asked says nothing of what is asked
    return _judged(_look(bare, entries, likeness), bare, entries, likeness)


def clear(question: str, entries: Sequence[Entry]) -> bool:
    """Whether words alone tell enough; what a sentence model thinks takes 20 times as long."""
    bare = without_address(question)
    looked = _look(bare, entries, UNLIKE)
    if looked is None:
        return False
    if _judged(looked, bare, entries, UNLIKE).kind is Verdict.DECLINE:
        return covered(looked.scores, looked.order[0]) < NOWHERE
    return right(looked.scores, looked.order[0]) >= CLEAR


@dataclass(frozen=True, slots=True)
class _Looked:
    """What speaks for each entry.  order: the places of the best, at most three."""

    scores: Scores
    order: Sequence[int]
    found: Mapping[int, Common]
    alike: Sequence[float]


def _look(
    question: str, entries: Sequence[Entry], likeness: Mapping[str, float]
) -> _Looked | None:
    """None where nothing at all is in common."""
    index = index_of(tuple(entries))
    found, alike = index.common(question), index.alike(question)
    if not entries or not (found or likeness):
        return None
    scores = Scores(
        [found.get(n, NOTHING).fit + ALIKE * near for n, near in enumerate(alike)],
        [likeness.get(entry.id, 0.0) for entry in entries] if likeness else None,
        (strange(question), likeness.get(ELSEWHERE, 0.0)),
        (answerable(question), likeness.get(ANSWERABLE, 0.0)),
    )
    order = sorted(range(len(entries)), key=lambda place: -scores.both[place])[:MOST]
    scores = replace(scores, apart=apart(question, entries[order[0]]))
    return _Looked(scores, order, found, alike)


def _judged(
    looked: _Looked | None,
    question: str,
    entries: Sequence[Entry],
    likeness: Mapping[str, float],
) -> Decision:
    if looked is None:
        return Decision(Verdict.DECLINE, ())
    scores, order = looked.scores, looked.order
    matches = tuple(Match(entries[n], scores.share(n)) for n in order if scores.both[n] > 0)
    verdict = _verdict(scores, order, [looked.found.get(n, NOTHING) for n in order])
    if verdict is Verdict.DECLINE:
        return Decision(verdict, matches)
    fit = tuple(
        match
        for match, place in zip(matches, order, strict=False)
        if not _chance(question, match, likeness, looked.alike[place])
    )
    if not fit:
        return Decision(Verdict.DECLINE, matches)
    doubtful = tuple(match for match in matches if match not in fit)
    sure = fit[0] is matches[0] and not thin(question, fit[0].entry)
    return Decision(verdict if sure else Verdict.OFFER, fit + doubtful)


def known_apart(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The questions of a text, where one is known: its answer alone would hide the others."""
    texts = each_asked(text)
    known = any(decide(each, entries).kind is Verdict.ANSWER for each in texts)
    return texts if known else ()


def _chance(
    question: str, match: Match, likeness: Mapping[str, float], alike: float
) -> bool:
    """One short word in common, 种子, is a coincidence, unless the sense is near too."""
    near = likeness.get(match.entry.id, 0.0) >= NEAR or alike >= CLOSE
    return not near and thin(question, match.entry)


def _verdict(scores: Scores, order: Sequence[int], found: Sequence[Common]) -> Verdict:
    """found: what those in this order have in common with the question.

    What asks for something else, when and not where, is offered at most; so is what another
    one speaks of as much: what terms mean cannot tell 合唱排练 from 合唱演出 where 合唱 is asked.
    """
    best, *others = found
    if best.fit >= SAME:
        return Verdict.OFFER if any(one.fit >= SAME for one in others) else Verdict.ANSWER
    meant = scores.sense is not None and scores.sense[order[0]] >= MEANT
    if scores.apart and len(scores.words) < FEW:
        return Verdict.DECLINE
    rival = any(one.covered >= max(best.covered, KNOWN) for one in others)
    known = (meant or best.covered >= KNOWN) and not scores.apart and not rival
    whole = best.covered >= WHOLE and not scores.apart
    if not whole and covered(scores, order[0]) < COVERED:
        return Verdict.DECLINE
    return Verdict.ANSWER if known and right(scores, order[0]) >= SURE else Verdict.OFFER
