"""What a record states, each piece with the words or the picture that it comes from (R7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.draft import Draft
from handlers.model.finding import Field, Finding, Picture, Source, Value, When
from handlers.model.people import MessageId, RoomId
from handlers.model.seen import Shows
from store import directory, messages
from store.console import names
from store.messages import Message

AROUND = 60  # characters of a message before and after the words that count
OF_ONE = (Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.SERVED)
FIELDS = (*OF_ONE, Field.THEME, Field.CONTENT, Field.FEEDBACK, Field.ATTENDEES)
SHEETS = (Shows.SIGNIN, Shows.RECORD)


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a message around those that count.  cut: there is more on that side."""

    before: str
    words: str
    after: str
    cut: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """One finding as it is shown.

    stands: it is what the record reports; else another one outdid it, or staff struck it.
    quote: None where nobody wrote it, or the message is there no more.  sheet: sha256 of the
    picture that it was read off.  by, struck_by: names, "" for nobody known.
    """

    value: Value
    source: Source
    message: MessageId
    room: RoomId
    by: str
    at: datetime
    stands: bool
    quote: Quote | None = None
    sheet: str = ""
    struck_by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the pieces are made of.  messages: those that are still there, by their id."""

    messages: Mapping[MessageId, Message]
    called: Mapping[str, str]
    zone: tzinfo

    def room(self, message: MessageId, draft: Draft) -> RoomId:
        """Where it was posted."""
        found = self.messages.get(message)
        return RoomId(found.inbound.room) if found else draft.room

    def text(self, message: MessageId) -> str:
        """What it says; nothing for one that was taken back."""
        found = self.messages.get(message)
        if found is None or found.recalled:
            return ""
        return str(found.in_words().body.get("text") or "")


async def load(conn: AsyncConnection, draft: Draft, zone: tzinfo) -> Known:
    """Messages in whichever of the organisation's rooms, and names of all concerned."""
    theirs = {draft.room, *await directory.rooms(conn, draft.organisation)}
    wanted = [(str(room), str(one)) for room in theirs for one in draft.messages()]
    found = await messages.by_names(conn, wanted)
    people = {f.by for f in draft.findings} | {draft.author}
    people |= {p for one in draft.struck for p in (one.by, one.finding.by)}
    called = await names.of(conn, people)
    return Known({MessageId(id_): one for (_, id_), one in found.items()}, called, zone)


def pieces(draft: Draft, field: Field, known: Known) -> Sequence[Piece]:
    """All that was ever said of a field: first what stands, then the rest, the newest first."""
    standing = _standing(draft, field)
    living = [_piece(f, draft, known, stands=f in standing) for f in draft.stated(field)]
    struck = [
        replace(
            _piece(one.finding, draft, known, stands=False),
            struck_by=known.called.get(one.by, ""),
        )
        for one in draft.struck
        if one.finding.field is field
    ]
    first = [piece for piece in living if piece.stands]
    rest = [piece for piece in (*living, *struck) if not piece.stands]
    return [*first, *sorted(rest, key=lambda piece: piece.at, reverse=True)]


def in_zone(value: Value, zone: tzinfo) -> Value:
    """Times as the neighbourhood's clocks showed them."""
    if not isinstance(value, When):
        return value
    end = value.end.astimezone(zone) if value.end else None
    return replace(value, start=value.start.astimezone(zone), end=end)


def _standing(draft: Draft, field: Field) -> Sequence[Finding]:
    """What is reported: of one value the best, of a theme the first, of others all."""
    best = draft.best(field)
    if field in OF_ONE:
        return [best] if best else []
    told = draft.told(field)
    return told[:1] if field is Field.THEME else told


def _piece(finding: Finding, draft: Draft, known: Known, *, stands: bool) -> Piece:
    return Piece(
        value=in_zone(finding.value, known.zone),
        source=finding.source,
        message=finding.message,
        room=known.room(finding.message, draft),
        by=known.called.get(finding.by, ""),
        at=finding.at,
        stands=stands,
        quote=_quote(finding, known),
        sheet=_sheet(finding, draft) if finding.source is Source.PICTURE else "",
    )


def _quote(finding: Finding, known: Known) -> Quote | None:
    text = known.text(finding.message)
    if not text or finding.span is None or finding.source is Source.PICTURE:
        return None
    start, end = finding.span
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return Quote(
        text[first:start], text[start:end], text[end:last], (first > 0, last < len(text))
    )


def _sheet(finding: Finding, draft: Draft) -> str:
    """The sheet of the same message; the record's own word does not say which of several."""
    posted = _posted(draft, finding.message)
    sheets = [one.media for one in posted if one.seen and one.seen.shows in SHEETS]
    return next(iter(sheets), "")


def _posted(draft: Draft, message: MessageId) -> Iterator[Picture]:
    for finding in draft.findings:
        if finding.message == message and isinstance(finding.value, Picture):
            yield finding.value
