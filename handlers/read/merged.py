"""Rules and taggers propose, learnt weights choose: one set of facts from both.

Numbers and dates are read by the grammar alone; the learned reader only says which of them
are meant (R7: every span is in the text).
"""

from dataclasses import replace

from handlers.model.finding import Stated
from handlers.read.choose.count import choose_counts
from handlers.read.choose.feedback import choose_feedback
from handlers.read.choose.name import choose_names
from handlers.read.choose.place import choose_places
from handlers.read.facts import Facts
from handlers.read.learned.hints import hints
from handlers.read.learned.marks import Mark, Seen
from handlers.read.learned.tagger import look
from handlers.read.spans import overlap


def merge(text: str, facts: Facts) -> tuple[Facts, tuple[Stated, ...]]:
    """`facts` of the rules mended by the learned reader, and who took part."""
    seen = look(text, hints(text, facts))
    merged = replace(
        facts,
        times=_seen_first(facts.times, seen),
        places=choose_places(text, facts, seen),
        counts=choose_counts(text, facts, seen),
        feedback=choose_feedback(text, facts, seen),
    )
    return merged, choose_names(text, facts, seen)


def _seen_first(times: tuple[Stated, ...], seen: Seen) -> tuple[Stated, ...]:
    """Those that the tagger sees as well come first."""
    tagged = seen.of(Mark.TIME)
    return tuple(
        sorted(times, key=lambda one: not any(overlap(one.span, span) for span in tagged))
    )
