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
MEANT = 0.5  # or how near its sense has to be, its answer included
NEAR = 0.25  # its sense, for one short word in common to be more than chance
CLOSE = 0.8  # or what its terms mean
FEW = 10  # entries; fewer cannot show that another one would fit better
COVERED = 0.5  # how likely one of the matches is the right one, to be offered
CLEAR = 0.6  # how likely words alone find the right one, for nothing else to be asked
NOWHERE = 0.3  # or how likely any is the right one
ASKED = 5  # entries at most that a sentence model is asked about: the best by words
LEAST = 2  # and that many at least, however far one is behind
BEHIND = 0.15  # the best, for another one to be asked about as well
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
    """Whether an entry answers the question, some may, or none does (`Look.decision`)."""
    return look(question, entries).decision(likeness)


@dataclass(frozen=True, slots=True)
class Look:
    """A question beside the entries: what they have in common by words, by their places."""

    question: str
    entries: Sequence[Entry]
    found: Mapping[int, Common]
    alike: Sequence[float]
    scores: Scores

    def doubtful(self) -> Sequence[Entry]:
        """Those that a sentence model is to be asked about; nothing where words tell enough.

        Nor where words and terms say nothing of any: which come first is chance.
        """
        if not any(self.scores.words) or self._clear():
            return ()
        return [self.entries[place] for place in near_best(self.scores)]

    def decision(self, likeness: Mapping[str, float] = UNLIKE) -> Decision:
        """What the knowledge says.

        likeness: of those that were doubtful, entry id to how alike a sentence model finds it (0
        for nothing in common, 1 for the same words), ELSEWHERE to how alike it finds what is
        asked elsewhere, and ANSWERABLE to whether it takes the question for one that a handbook
        answers; empty without a model: then characters and concepts decide alone.
        """
        if not self.entries or not (self.found or likeness):
            return Decision(Verdict.DECLINE, ())
        scores = self._sensed(likeness) if likeness else self.scores
        order = _order(scores, MOST)
        best = [place for place in order if scores.both[place] > 0]
        matches = tuple(Match(self.entries[n], scores.share(n)) for n in best)
        verdict = _verdict(scores, order, [self.found.get(n, NOTHING) for n in order])
        if verdict is Verdict.DECLINE:
            return Decision(verdict, matches)
        chance = [self._chance(place, likeness) for place in best]
        return _told(verdict, self.question, matches, chance)

    def _clear(self) -> bool:
        [best] = _order(self.scores, 1)
        if not self.found:
            return False
        if self.decision().kind is Verdict.DECLINE:
            return covered(self.scores, best) < NOWHERE
        return right(self.scores, best) >= CLEAR

    def _sensed(self, likeness: Mapping[str, float]) -> Scores:
        scores = replace(
            self.scores,
            sense=[likeness.get(entry.id, 0.0) for entry in self.entries],
            elsewhere=(self.scores.elsewhere[0], likeness.get(ELSEWHERE, 0.0)),
            answerable=(self.scores.answerable[0], likeness.get(ANSWERABLE, 0.0)),
        )
        return _parted(scores, self.question, self.entries)

    def _chance(self, place: int, likeness: Mapping[str, float]) -> bool:
        """One short word in common, 种子, is a coincidence, unless the sense is near too."""
        entry = self.entries[place]
        near = likeness.get(entry.id, 0.0) >= NEAR or self.alike[place] >= CLOSE
        return not near and thin(self.question, entry)


def look(question: str, entries: Sequence[Entry]) -> Look:
    """By words; who is asked says nothing of what is asked."""
    bare = without_address(question)
    index = index_of(tuple(entries))
    found, alike = index.common(bare), index.alike(bare)
    scores = Scores(
        [found.get(n, NOTHING).fit + ALIKE * near for n, near in enumerate(alike)],
        elsewhere=(strange(bare), 0.0),
        answerable=(answerable(bare), 0.0),
    )
    return Look(bare, entries, found, alike, _parted(scores, bare, entries))


def _parted(scores: Scores, question: str, entries: Sequence[Entry]) -> Scores:
    """With whether the best entry answers another kind of question."""
    best = [entries[place] for place in _order(scores, 1)]
    return replace(scores, apart=any(apart(question, entry) for entry in best))


def near_best(scores: Scores) -> Sequence[int]:
    """The places of the entries that may be the right one."""
    order = _order(scores, ASKED)
    low = scores.both[order[0]] - BEHIND
    return [*order[:LEAST], *(at for at in order[LEAST:] if scores.both[at] >= low)]


def known_apart(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    """The questions of a text, where one is known: its answer alone would hide the others."""
    texts = each_asked(text)
    known = any(decide(each, entries).kind is Verdict.ANSWER for each in texts)
    return texts if known else ()


def _order(scores: Scores, most: int) -> Sequence[int]:
    """The places of the best, so many at most."""
    both = scores.both
    return sorted(range(len(both)), key=lambda place: -both[place])[:most]


def _told(
    verdict: Verdict, question: str, matches: Sequence[Match], chance: Sequence[bool]
) -> Decision:
    """What is one by chance alone comes last, and is no answer."""
    fit = [one for one, by_chance in zip(matches, chance, strict=True) if not by_chance]
    if not fit:
        return Decision(Verdict.DECLINE, tuple(matches))
    rest = [one for one in matches if one not in fit]
    sure = fit[0] is matches[0] and not thin(question, fit[0].entry)
    return Decision(verdict if sure else Verdict.OFFER, (*fit, *rest))


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
