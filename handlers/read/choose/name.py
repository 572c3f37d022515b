"""Which of the people named took part."""

from math import log

from handlers.model.finding import Field, Span, Stated, Words
from handlers.read.attendees import find_attendees
from handlers.read.choose.option import Option, apart, around
from handlers.read.facts import Facts
from handlers.read.learned.marks import Mark, Seen
from handlers.read.learned.tagger import weigh_option
from handlers.read.template import values_of

LEAST = 0.45  # chance
_FAINT = 0.1  # chance from which a stretch may begin
_LONGEST = 8  # characters


def choose_names(text: str, facts: Facts, seen: Seen) -> tuple[Stated, ...]:
    """Each person named once, where the name stands first."""
    options = [
        (weigh_option("choose-name", one.signs), one)
        for one in name_options(text, facts, seen)
    ]
    named: dict[str, Span] = {}
    for one in sorted(apart(options, LEAST), key=lambda option: option.span):
        named.setdefault(text[slice(*one.span)], one.span)
    return tuple(Stated(Field.ATTENDEES, Words(name), span) for name, span in named.items())


def name_options(text: str, facts: Facts, seen: Seen) -> list[Option]:
    """Every stretch that rules or the tagger take for a name."""
    ruled = {one.span for one in find_attendees(text)}
    spans = {*ruled, *seen.of(Mark.NAME, Mark.ALSO_NAMED), *seen.faint(Mark.NAME, _FAINT)}
    slots = values_of(facts.slots, Field.ATTENDEES)
    return [
        Option(
            span,
            around(text, span)
            | _by_tagger(seen, span)
            | {
                "rule": span in ruled,
                "no rule": not ruled,
                "slot": any(start <= span[0] and span[1] <= end for start, end in slots),
                "seen": text.count(text[slice(*span)]) > 1,
            },
        )
        for span in sorted(spans)
        if 1 < span[1] - span[0] <= _LONGEST
    ]


def _by_tagger(seen: Seen, span: Span) -> dict[str, float]:
    mean, served = seen.mean(Mark.NAME, span), seen.mean(Mark.ALSO_NAMED, span)
    return {
        "mean": mean,
        "log mean": log(mean + 1e-3),
        "begins": seen.chances(Mark.NAME).begins[span[0]],
        "served": served,
        "speaks": seen.most(Mark.SPEAKER, span),
        "served speaks": seen.most(Mark.SERVED_SPEAKER, span),
        "tagged": span in seen.of(Mark.NAME),
        "tagged as served": span in seen.of(Mark.ALSO_NAMED),
        f"size{span[1] - span[0]}": 1.0,
    }
