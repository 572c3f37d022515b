"""From a message to findings and drafts: every piece keeps where it came from (R7)."""

from handlers.model.draft import Draft
from handlers.model.effects import Effect, KeepDraft, SetTimer
from handlers.model.events import MessageArrived
from handlers.model.finding import Field, Finding, Picture, Source, Stated, Voice
from handlers.model.people import DraftId, Organisation
from handlers.model.settings import Settings

SETTLE = "settle"
AGAIN = "again"
HAND_OVER = "hand_over"


def said(event: MessageArrived, stated: Stated, source: Source) -> Finding:
    """What the sender stated, as a finding."""
    return Finding(
        stated.field,
        stated.value,
        source,
        event.message,
        stated.span,
        event.sender,
        event.at,
    )


def shown(event: MessageArrived, media: str) -> Finding:
    """A picture of the message, as a finding; until pictures are read, all are scenes."""
    return Finding(
        Field.PHOTO,
        Picture(media),
        Source.PICTURE,
        event.message,
        None,
        event.sender,
        event.at,
    )


def spoken(event: MessageArrived, media: str) -> Finding:
    """A voice message that nobody has read, as a finding: it states nothing."""
    return Finding(
        Field.VOICE, Voice(media), Source.NOTE, event.message, None, event.sender, event.at
    )


def opened(event: MessageArrived, organisation: Organisation, number: int) -> Draft:
    """A new draft; number: which of the activities of this message it is."""
    return Draft(
        id=DraftId(f"{event.room}/{event.message}/{number}"),
        organisation=organisation.id,
        room=event.room,
        author=event.sender,
        opened_at=event.now,
        touched_at=event.now,
    )


def keep(draft: Draft, settings: Settings) -> list[Effect]:
    """Remember the draft and look at it again when its burst is over."""
    due = draft.touched_at + settings.coach.settle
    return [KeepDraft(draft), SetTimer(SETTLE, draft.id, due)]
