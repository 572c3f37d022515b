"""The terms of a text, and its kind: what questions and entries are compared by."""

from itertools import pairwise

from handlers.model.case import Entry
from handlers.read.asked import meaning
from handlers.read.concepts import ASKS, concepts, kinds

PAIR = 2.0  # times the weight of a single character
CONCEPT = 2.5
KIND = 1.0  # of the answer that is wanted: when, where, who …
MARK = "#"  # begins a concept; no character of a text is kept that is no letter or digit


def terms(text: str) -> frozenset[str]:
    """Single characters and pairs of the words that carry meaning, and their concepts."""
    found = {f"{MARK}{name}" for name in concepts(text)}
    for run in meaning(text):
        found.update(run)
        found.update(one + other for one, other in pairwise(run))
    return frozenset(found)


def worth(term: str) -> float:
    """What it says apart from how rare it is."""
    if term.startswith(MARK):
        return KIND if term.startswith(ASKS, len(MARK)) else CONCEPT
    return PAIR if len(term) > 1 else 1.0


def apart(question: str, entry: Entry) -> bool:
    """When and where ask for different things, whatever they are about."""
    one = kinds(question)
    other = kinds(" ".join((entry.question, *entry.phrasings)))
    return bool(one and other) and not one & other


def thin(question: str, entry: Entry) -> bool:
    """Whether all they share is one short word, and the question is about something else too."""
    asked = _content(terms(question))
    keys = [_content(terms(words)) for words in (entry.question, *entry.phrasings)]
    known = frozenset().union(*keys)
    if not any(term.startswith(MARK) for term in asked - known):
        return False
    return not any(_several(asked & key) for key in keys)


def _content(found: frozenset[str]) -> frozenset[str]:
    """Without the kind of the answer, which says nothing of what it is about."""
    return frozenset(term for term in found if not term.startswith(ASKS, len(MARK)))


def _several(common: frozenset[str]) -> bool:
    """Whether no single word of two characters is all of it, nor the concept of one."""
    words = [term for term in common if not term.startswith(MARK)]
    longest = max(words, key=len, default="")
    return not common <= _content(terms(longest))
