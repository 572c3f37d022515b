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
from handlers.knowledge.judge import ANSWERABLE, ELSEWHERE, Scores, covered, right
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
FEW = 10  # entries; fewer cannot show that another one would fit better
COVERED = 0.5  # how likely one of the matches is the right one, to be offered
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
    return _decide(without_address(question), entries, likeness)


def _decide(
    question: str, entries: Sequence[Entry], likeness: Mapping[str, float]
) -> Decision:
    """Who is asked says nothing of what is asked."""
    found = index_of(tuple(entries)).common(question)
    if not entries or not (found or likeness):
        return Decision(Verdict.DECLINE, ())
    scores = Scores(
        [found.get(place, NOTHING).fit for place in range(len(entries))],
        [likeness.get(entry.id, 0.0) for entry in entries] if likeness else None,
        (strange(question), likeness.get(ELSEWHERE, 0.0)),
        (answerable(question), likeness.get(ANSWERABLE, 0.0)),
    )
    order = sorted(range(len(entries)), key=lambda place: -scores.both[place])[:MOST]
    scores = replace(scores, apart=apart(question, entries[order[0]]))
    matches = tuple(Match(entries[n], scores.share(n)) for n in order if scores.both[n] > 0)
    verdict = _verdict(scores, order, found.get(order[0], NOTHING))
    if verdict is Verdict.DECLINE:
        return Decision(verdict, matches)
    fit = tuple(match for match in matches if not _chance(question, match, likeness))
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


def _chance(question: str, match: Match, likeness: Mapping[str, float]) -> bool:
    """One short word in common, 种子, is a coincidence, unless the sense is near too."""
    return likeness.get(match.entry.id, 0.0) < NEAR and thin(question, match.entry)


def _verdict(scores: Scores, order: Sequence[int], best: Common) -> Verdict:
    """best: what the first has in common with the question.

    What asks for something else, when and not where, is offered at most.
    """
    first, *others = (scores.words[place] for place in order)
    if first >= SAME:
        return Verdict.OFFER if any(one >= SAME for one in others) else Verdict.ANSWER
    meant = scores.sense is not None and scores.sense[order[0]] >= MEANT
    if scores.apart and len(scores.words) < FEW:
        return Verdict.DECLINE
    known = (meant or best.covered >= KNOWN) and not scores.apart
    whole = best.covered >= WHOLE and not scores.apart
    if not whole and covered(scores, order[0]) < COVERED:
        return Verdict.DECLINE
    return Verdict.ANSWER if known and right(scores, order[0]) >= SURE else Verdict.OFFER
