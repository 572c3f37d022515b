"""Why the pictures of a message wait for staff, worked out again for whoever asks (R5, R12)."""

from collections.abc import Sequence
from datetime import date, datetime

from handlers.model.case import CaseKind
from handlers.model.doubt import Doubt, Reason
from handlers.model.draft import Draft
from handlers.model.finding import Field, Source, When
from handlers.model.seen import Seen


def about(
    kind: CaseKind, pictures: Sequence[Seen | None], draft: Draft | None, at: datetime
) -> Doubt | None:
    """pictures: of the message, None where nobody could look; draft: that has them, if any.

    at: when it was posted.  None where something else than a picture is the reason.
    """
    if kind is CaseKind.PICTURE and pictures:
        return Doubt(_reason(pictures), at)
    if kind is not CaseKind.UNSURE:
        return None
    for seen in pictures:
        if seen is not None and (day := _day(seen)) is not None:
            return Doubt(Reason.OTHER_DAY, at, seen.shows, day, _told(draft))
    return None


def _reason(pictures: Sequence[Seen | None]) -> Reason:
    if any(seen is not None and seen.unsafe for seen in pictures):
        return Reason.UNSAFE
    return Reason.UNSEEN if None in pictures else Reason.ELSEWHERE


def _day(seen: Seen) -> date | None:
    """That stands on a sheet."""
    if seen.record is not None and seen.record.start is not None:
        return seen.record.start.date()
    return seen.signin.day if seen.signin is not None else None


def _told(draft: Draft | None) -> When | None:
    """By a person; what a sheet says of the time is no word against it."""
    times = draft.of(Field.TIME) if draft is not None else ()
    said = [f.value for f in times if f.source is not Source.PICTURE]
    return next((when for when in reversed(said) if isinstance(when, When)), None)
