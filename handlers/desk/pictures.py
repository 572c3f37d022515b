"""Staff say which pictures go with the bulletin, and what a picture shows."""

from collections.abc import Iterator
from dataclasses import replace

from handlers.desk.named import changed, living, refused
from handlers.model.deed import Choose, Mark, Refusal
from handlers.model.draft import Draft
from handlers.model.effects import Effect
from handlers.model.events import AtDesk
from handlers.model.finding import Field, Finding, Picture
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.pictures import best, sheets


def choose(state: State, event: AtDesk, deed: Choose, settings: Settings) -> list[Effect]:
    """These go with the bulletin, in the order in which they were posted; at most five."""
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    posted = [picture.media for picture in best.scenes(draft)]
    wanted = tuple(media for media in posted if media in deed.media)
    if len(wanted) < len(deed.media):
        return refused(event, Refusal.UNFIT)
    if len(wanted) > best.MOST:
        return refused(event, Refusal.TOO_MANY)
    if (wanted or None) == draft.chosen:
        return []
    told = replace(draft, chosen=wanted or None)
    return changed(state, told, event, settings, reissue=deed.reissue)


def mark(state: State, event: AtDesk, deed: Mark, settings: Settings) -> list[Effect]:
    """What was read off it counts while it is marked as the sheet that it was taken for."""
    draft = living(state, event, deed.draft)
    if isinstance(draft, Refusal):
        return refused(event, draft)
    shown = list(_shown(draft, deed.media))
    if not shown:
        return refused(event, Refusal.NOTHING)
    told = draft
    for finding, picture in shown:
        anew = replace(finding, value=replace(picture, marked=deed.shows))
        told = _instead(told, finding, anew)
        others = [*_read_elsewhere(told, anew, settings)]
        read = [s for s in sheets.stated(finding, settings.zone) if s not in others]
        taken_for = picture.seen.shows if picture.seen else None
        same = taken_for is deed.shows
        told = told.unstrike(read) if same else told.strike(read, event.by, event.now)
    if told == draft:
        return []
    return changed(state, told, event, settings, reissue=deed.reissue)


def _shown(draft: Draft, media: str) -> Iterator[tuple[Finding, Picture]]:
    for finding in draft.of(Field.PHOTO):
        if isinstance(finding.value, Picture) and finding.value.media == media:
            yield finding, finding.value


def _read_elsewhere(draft: Draft, but: Finding, settings: Settings) -> Iterator[Finding]:
    """What the other sheets state: two pages in one message may have the same number."""
    for finding in draft.of(Field.PHOTO):
        if (
            isinstance(finding.value, Picture)
            and finding != but
            and _as_seen(finding.value)
        ):
            yield from sheets.stated(finding, settings.zone)


def _as_seen(picture: Picture) -> bool:
    return picture.seen is not None and picture.shows is picture.seen.shows


def _instead(draft: Draft, before: Finding, now: Finding) -> Draft:
    return replace(draft, findings=tuple(now if f == before else f for f in draft.findings))
