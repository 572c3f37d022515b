"""Whether what people say, what sheets say and what is to be seen go together (R5).

A clear conflict of sheet and word is the group's to settle (`Draft.conflict`); everything
less clear is told to staff alone.
"""

from handlers.model.draft import APART, Draft
from handlers.model.finding import Count, Field, Source
from handlers.model.seen import Crowd, Shows
from handlers.pictures.sheets import pictures

FAR = 0.3  # of the number: a count of faces that is so much higher is doubtful


def doubtful(draft: Draft) -> bool:
    """Whether staff should look at the number of people once more."""
    said = draft.value(Field.HEADCOUNT)
    if not isinstance(said, Count) or draft.settled(Field.HEADCOUNT):
        return False
    return _more_to_be_seen(draft, said) or _sheet_unlike(draft, said)


def _more_to_be_seen(draft: Draft, said: Count) -> bool:
    """More people in one scene than are said to have come; fewer prove nothing."""
    least = (seen.low for seen in _crowds(draft))
    return max(least, default=0) > said.number + max(APART, FAR * said.number)


def _sheet_unlike(draft: Draft, said: Count) -> bool:
    """An unclear sheet, or a word that is not exact, and the numbers are far apart."""
    sheets = (f.value for f in draft.of(Field.HEADCOUNT) if f.source is Source.PICTURE)
    counts = [c for c in sheets if isinstance(c, Count) and (c.approx or said.approx)]
    near = max(APART, FAR * said.number)
    return any(abs(count.number - said.number) > near for count in counts)


def _crowds(draft: Draft) -> list[Crowd]:
    seen = (picture.seen for picture in pictures(draft, Shows.SCENE))
    return [one.crowd for one in seen if one is not None and one.crowd is not None]
