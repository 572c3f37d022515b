"""What a record states, as its page shows it: field by field, and message by message."""

from collections.abc import Mapping, Sequence

from bot.console import sources
from bot.console.pages import activities
from bot.console.sources import FIELDS, SHEETS, Known
from handlers.model.draft import Draft
from handlers.model.finding import Field, Finding, Picture
from handlers.model.people import MessageId
from handlers.model.settings import Settings
from handlers.pictures import best
from store.console.kept import Kept


def record(found: Kept, known: Known, settings: Settings) -> dict[str, object]:
    """What it states, piece by piece, and its pictures."""
    draft, zone = found.draft, settings.zone
    shown = [
        (picture, finding.message, known.room(finding.message, draft))
        for finding in draft.of(Field.PHOTO)
        if isinstance(picture := finding.value, Picture)
    ]
    when = draft.value(Field.TIME)
    return {
        "draft": draft,
        "activity": found.activity,
        "line": activities.line(found.activity or activities.stated(draft), zone),
        "when": sources.in_zone(when, zone) if when else None,
        "fields": [(one.value, sources.pieces(draft, one, known)) for one in FIELDS],
        "sheets": [one for one in shown if one[0].shows in SHEETS],
        "photos": [one for one in shown if one[0].shows not in SHEETS],
        "looks": settings.looks,
        "going": {choice.media for choice in best.go_along(draft, looks=settings.looks)},
        "messages": _messages(draft, known),
        "voices": [
            (finding.value, finding.message, known.room(finding.message, draft))
            for finding in draft.of(Field.VOICE)
        ],
    }


def _messages(draft: Draft, known: Known) -> Sequence[Mapping[str, object]]:
    """What it rests on, message by message, for taking it apart."""
    told: dict[MessageId, list[Finding]] = {}
    for finding in sorted(draft.findings, key=lambda f: f.at):
        told.setdefault(finding.message, []).append(finding)
    return [
        {
            "id": message,
            "by": known.called.get(found[0].by, ""),
            "at": found[0].at,
            "text": known.text(message),
            "room": known.room(message, draft),
            "fields": list(dict.fromkeys(f.field.value for f in found)),
            "pictures": [f.value.media for f in found if isinstance(f.value, Picture)],
        }
        for message, found in told.items()
    ]
