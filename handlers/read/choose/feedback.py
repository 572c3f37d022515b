"""Which stretches tell how people found it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from handlers.model.finding import Field, Span, Speech, Stated, Whose
from handlers.read.choose.option import Option, apart, around, pairs_in
from handlers.read.facts import Facts
from handlers.read.feedback_words import is_fact
from handlers.read.learned.marks import Mark, Seen
from handlers.read.learned.tagger import weigh_option
from handlers.read.spans import overlap
from handlers.read.template import values_of

LEAST = 0.45  # chance
_FAINT = 0.12  # chance of a character from which it may be part of a reaction
_SHORT = 2  # characters
_FRAME = " \u3000，,。、；;：:！!"


def choose_feedback(text: str, facts: Facts, seen: Seen) -> tuple[Stated, ...]:
    """What was said and felt, in the order of the text, with the speaker where one stands."""
    options = feedback_options(text, facts, seen)
    ranked = [(weigh_option("choose-feedback", one.signs), one) for one in options]
    return tuple(
        _stated(text, one.span, facts, seen)
        for one in sorted(apart(ranked, LEAST), key=lambda option: option.span)
    )


def feedback_options(text: str, facts: Facts, seen: Seen) -> list[Option]:
    """Every stretch that rules, slots or the tagger take for a reaction."""
    praise, blame = seen.chances(Mark.FEEDBACK), seen.chances(Mark.CRITICAL)
    begins = _added(praise.begins, blame.begins)
    told = _Told(
        _added(praise.either, blame.either),
        begins,
        seen.of(Mark.FEEDBACK, Mark.CRITICAL),
        [one.span for one in facts.feedback],
        values_of(facts.slots, Field.FEEDBACK),
    )
    named = {
        "tagged": told.tagged,
        "mood": seen.of(Mark.ATMOSPHERE),
        "rule": told.ruled,
        "slot": told.slots,
        "faint": _faint(told.chances, told.begins),
    }
    return [
        Option(
            span,
            around(text, span)
            | pairs_in(text[slice(*span)])
            | {name: 1.0 for name, spans in named.items() if span in spans}
            | _by_tagger(seen, span, told)
            | _shares(span, told)
            | {"position": span[0] / len(text)},
        )
        for span in sorted({span for spans in named.values() for span in spans})
        if span[0] < span[1] and not is_fact(text[slice(*span)])
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """What rules, slots and tagger say of the reactions in a text.

    chances, begins: of each character, that a reaction of any sort covers it, begins there.
    """

    chances: Sequence[float]
    begins: Sequence[float]
    tagged: Sequence[Span]
    ruled: Sequence[Span]
    slots: Sequence[Span]


def _added(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _faint(chances: Sequence[float], begins: Sequence[float]) -> list[Span]:
    """Runs of characters that may be part of a reaction, cut where another surely begins."""
    found, start = [], None
    for at, chance in enumerate([*chances, 0.0]):
        new = at < len(begins) and begins[at] > 2 * _SHORT * _FAINT
        if start is not None and (chance <= _FAINT or new):
            if at - start > _SHORT:
                found.append((start, at))
            start = None
        if chance > _FAINT and start is None:
            start = at
    return found


def _by_tagger(seen: Seen, span: Span, told: _Told) -> dict[str, float]:
    within = told.chances[slice(*span)]
    mean = sum(within) / len(within)
    return {
        "mean": mean,
        "log mean": log(mean + 1e-3),
        "most": max(within),
        "begins": told.begins[span[0]],
        "mood mean": seen.mean(Mark.ATMOSPHERE, span),
        f"size{min(7, len(within) // 5)}": 1.0,
    }


def _shares(span: Span, told: _Told) -> dict[str, float]:
    size = span[1] - span[0]
    return {
        "rule share": max((overlap(span, one) for one in told.ruled), default=0) / size,
        "tag share": max((overlap(span, one) for one in told.tagged), default=0) / size,
        "in slot": any(overlap(span, one) for one in told.slots),
        "no rule": not told.ruled,
        "no tag": not told.tagged,
    }


def _stated(text: str, span: Span, facts: Facts, seen: Seen) -> Stated:
    start, end = span
    while start < end and text[end - 1] in _FRAME:
        end -= 1
    speaker, whose = _speaker(text, span, facts, seen)
    critical = seen.mean(Mark.CRITICAL, span) > seen.mean(Mark.FEEDBACK, span)
    said = Speech(text[start:end], speaker, whose, critical)
    return Stated(Field.FEEDBACK, said, (start, end))


def _speaker(
    text: str, span: Span, facts: Facts, seen: Seen
) -> tuple[str | None, Whose | None]:
    """Who says it: as tagged inside the stretch or right behind it, else as the rules read."""
    near = (span[0], span[1] + 1)
    for mark, whose in ((Mark.SPEAKER, Whose.OURS), (Mark.SERVED_SPEAKER, Whose.SERVED)):
        for one in seen.of(mark):
            if overlap(one, near):
                return text[slice(*one)], whose
    for ruled in facts.feedback:
        if overlap(ruled.span, span) and isinstance(ruled.value, Speech):
            return ruled.value.speaker, None
    return None, None
