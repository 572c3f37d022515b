"""Staff put a field right, whoever stated what, and whenever (R5, R6).

Staff's word has the rank of a correction, and the newer of two corrections stands: it holds
until a member puts it right.  The month may be closed: that ends what members correct by
chance, not what staff set right on purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.desk.named import changed, living, refused
from handlers.model.case import CaseKind, Outcome
from handlers.model.deed import Correct, Refusal
from handlers.model.draft import Draft, Status
from handlers.model.effects import CloseCase, Effect
from handlers.model.events import AtDesk
from handlers.model.finding import (
    Count,
    Field,
    Finding,
    Source,
    Speech,
    Value,
    When,
    Words,
)
from handlers.model.settings import Settings
from handlers.model.state import State

FITS: Mapping[Field, type[Value]] = {
    Field.TIME: When,
    Field.PLACE: Words,
    Field.HEADCOUNT: Count,
    Field.SERVED: Count,
    Field.THEME: Words,
    Field.CONTENT: Words,
    Field.ATTENDEES: Words,
    Field.FEEDBACK: Speech,
}
SEVERAL = (Field.CONTENT, Field.ATTENDEES, Field.FEEDBACK)


def correct(state: State, event: AtDesk, deed: Correct, settings: Settings) -> list[Effect]:
    """The field states what staff say; what others said of it stays in the history."""
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    if why := _unfit(deed):
        return refused(event, why)
    if _stands(draft, deed):
        return []
    told = _corrected(draft, event, deed)
    return [
        *changed(state, told, event, settings, reissue=deed.reissue),
        *_settled(told, event, deed.field),
    ]


def _unfit(deed: Correct) -> Refusal | None:
    kind = FITS.get(deed.field)
    if kind is None or not all(_says(v) and isinstance(v, kind) for v in deed.values):
        return Refusal.UNFIT
    return Refusal.TOO_MANY if len(deed.values) > 1 and deed.field not in SEVERAL else None


def _says(value: Value) -> bool:
    """Whether there is anything in it."""
    match value:
        case Words(text) | Speech(text):
            return bool(text.strip())
        case Count(number):
            return number >= 0
        case When(start, end):
            return end is None or end >= start
        case _:
            return False


def _stands(draft: Draft, deed: Correct) -> bool:
    """Whether staff have said just that; what members said must first become staff's word."""
    told = draft.told(deed.field)
    best = draft.best(deed.field)
    if best is None or deed.field in SEVERAL:
        by_staff = all(f.source is Source.DESK for f in told)
        return by_staff and tuple(f.value for f in told) == deed.values
    return best.source is Source.DESK and (best.value,) == deed.values


def _corrected(draft: Draft, event: AtDesk, deed: Correct) -> Draft:
    gone = _outdone(draft.of(deed.field), deed)
    left = draft.strike(gone, event.by, event.now)
    told = left.add(_findings(event, deed), draft.touched_at)
    opened = Status.OPEN if draft.status is Status.GATHERING else draft.status
    return replace(told, status=opened)


def _outdone(known: Sequence[Finding], deed: Correct) -> Sequence[Finding]:
    """Of one value the rank decides, so members' words stay; of several all would be told."""
    if deed.values and deed.field not in (*SEVERAL, Field.THEME):
        return [f for f in known if f.source is Source.DESK]
    return known


def _findings(event: AtDesk, deed: Correct) -> list[Finding]:
    return [
        Finding(deed.field, value, Source.DESK, event.message, None, event.by, event.now)
        for value in deed.values
    ]


def _settled(draft: Draft, event: AtDesk, field: Field) -> list[Effect]:
    """Whoever says how many came has decided between sheet and word (R5)."""
    if field is not Field.HEADCOUNT:
        return []
    kind = CaseKind.CONFLICT
    return [CloseCase(draft.id, event.now, Outcome.DONE, event.by, kind=kind)]
