"""Whether what people say, what sheets say and what is to be seen go together (R5).

A clear conflict of sheet and word is the group's to settle (`Draft.conflict`); everything
less clear is told to staff alone.
"""

from itertools import combinations

from handlers.model.draft import APART, Draft, far
from handlers.model.finding import Count, Field, Source
from handlers.model.seen import Crowd, Shows
from handlers.pictures.sheets import pictures

FAR = 0.3  # of the number: a count of faces that is so much higher is doubtful


def doubtful(draft: Draft) -> bool:
    """Whether staff should look at the number of people once more."""
    said = draft.value(Field.HEADCOUNT)
    if not isinstance(said, Count) or draft.settled(Field.HEADCOUNT):
        return False
    unlike = _sheet_unlike(draft, said) or _sheets_unlike(draft)
    return unlike or _maybe_twice(draft) or _more_to_be_seen(draft, said)


def late(before: Draft, now: Draft) -> bool:
    """Whether a sheet that came after the bulletin says otherwise than the bulletin."""
    field = Field.HEADCOUNT
    contradicted = now.conflict(field) is not None and before.conflict(field) is None
    changed = far(before.value(field), now.value(field))
    return contradicted or changed or (doubtful(now) and not doubtful(before))


def _more_to_be_seen(draft: Draft, said: Count) -> bool:
    """More people in one scene than are said to have come; fewer prove nothing."""
    least = (seen.low for seen in _crowds(draft))
    return max(least, default=0) > said.number + max(APART, FAR * said.number)


def _sheet_unlike(draft: Draft, said: Count) -> bool:
    """An unclear sheet, or a word that is not exact, and the numbers are far apart."""
    counts = [c for c in _on_sheets(draft) if c.approx or said.approx]
    near = max(APART, FAR * said.number)
    return any(abs(count.number - said.number) > near for count in counts)


def _sheets_unlike(draft: Draft) -> bool:
    """Two sheets that both are clear, and nobody has said exactly how many came."""
    told = [f for f in draft.of(Field.HEADCOUNT) if f.source is not Source.PICTURE]
    if any(isinstance(f.value, Count) and not f.value.approx for f in told):
        return False
    return any(far(one, other) for one, other in combinations(_on_sheets(draft), 2))


def _maybe_twice(draft: Draft) -> bool:
    """Two pictures of the sign-in list that may be two pages, or one page twice."""
    whole = draft.signed()
    return whole is not None and not whole.sure


def _on_sheets(draft: Draft) -> list[Count]:
    found = (f for f in draft.stated(Field.HEADCOUNT) if f.source is Source.PICTURE)
    return [f.value for f in found if isinstance(f.value, Count)]


def _crowds(draft: Draft) -> list[Crowd]:
    seen = (picture.seen for picture in pictures(draft, Shows.SCENE))
    return [one.crowd for one in seen if one is not None and one.crowd is not None]
