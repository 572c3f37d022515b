"""Which candidates of a labelled report are right: what the choices learn from."""

from collections.abc import Iterator, Mapping

from benchmarks.reading.corpus import Labelled
from benchmarks.reading.measures import alike
from handlers.read.choose.count import sums_of
from handlers.read.choose.feedback import feedback_options
from handlers.read.choose.name import name_options
from handlers.read.choose.place import place_options
from handlers.read.learned.marks import Seen
from handlers.read.learned.tagger import YES
from handlers.read.note import gather

NO = "no"
HALF = 0.5
Example = tuple[str, Mapping[str, float], str]  # choice, signs, YES or NO


def options_of(one: Labelled, seen: Seen) -> Iterator[Example]:
    """Every candidate for every field of the first activity, with whether it is right."""
    text, facts = one.text, gather(one.text, one.sent_at, ())
    places = one.marked("pq")
    for option in place_options(text, facts, seen):
        right = any(alike(text[slice(*option.span)], place) for place in places)
        yield "choose-place", option.signs, _label(right)
    truth = one.truths[0]
    for total in sums_of(text, facts, seen):
        right = total.count.number in {truth.number, *truth.accept}
        yield "choose-count", total.signs, _label(right)
    told = _covered(one, "fb")
    for option in feedback_options(text, facts, seen):
        shared = len(told & set(range(*option.span)))
        yield (
            "choose-feedback",
            option.signs,
            _label(shared > HALF * (option.span[1] - option.span[0])),
        )
    came, fair = set(one.marked("a")), set(one.marked("o"))
    for option in name_options(text, facts, seen):
        name = text[slice(*option.span)]
        if name in came or name not in fair:
            yield "choose-name", option.signs, _label(name in came)


def _covered(one: Labelled, letters: str) -> set[int]:
    marks = (m for m in one.marks if m.what in letters and m.activity == 1)
    return {at for mark in marks for at in range(*mark.span)}


def _label(right: bool) -> str:  # noqa: FBT001 -- a label, not a switch
    return YES if right else NO
