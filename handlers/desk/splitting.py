"""One record is two activities: some of its messages become a record of their own."""

from dataclasses import replace

from handlers.desk.named import judged, living, refused
from handlers.model.deed import Refusal, Split
from handlers.model.draft import Draft
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.people import DraftId, MessageId
from handlers.model.settings import Settings
from handlers.model.state import State


def split(state: State, event: AtDesk, deed: Split, settings: Settings) -> list[Effect]:
    """Both are judged anew: filed if complete, else handed over to staff.

    Leaders get the bulletins of what they have not had; of a filed record only if they are to.
    """
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    own, rest = _own(draft, event, deed.messages), _without(draft, deed.messages)
    if not own.findings or not rest.findings:
        return refused(event, Refusal.NOTHING)
    issue = deed.reissue or not draft.version
    effects = judged(state, rest, event, settings, issue=issue)
    return [*effects, *judged(state, own, event, settings, issue=issue)]


def _own(draft: Draft, event: AtDesk, messages: tuple[MessageId, ...]) -> Draft:
    """Begun by whoever sent the first of the messages, and as long ago."""
    found = tuple(f for f in draft.findings if f.message in messages)
    first = min(found, key=lambda f: f.at, default=None)
    last = max(found, key=lambda f: f.at, default=None)
    return Draft(
        id=DraftId(f"{draft.room}/{event.message}/1"),
        organisation=draft.organisation,
        room=draft.room,
        author=first.by if first else draft.author,
        opened_at=first.at if first else draft.opened_at,
        touched_at=last.at if last else draft.touched_at,
        findings=found,
        struck=tuple(s for s in draft.struck if s.finding.message in messages),
    )


def _without(draft: Draft, messages: tuple[MessageId, ...]) -> Draft:
    found = tuple(f for f in draft.findings if f.message not in messages)
    struck = tuple(s for s in draft.struck if s.finding.message not in messages)
    return replace(draft, findings=found, struck=struck)
