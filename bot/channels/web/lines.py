"""What was said, as clients get it."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import TypedDict

from handlers.model.people import RoomId
from store.timeline import Line

# "from" is a keyword, so the class form cannot say it.
SaidLine = TypedDict(
    "SaidLine",
    {
        "id": str,
        "at": str,
        "from": str | None,
        "text": str | None,
        "photo": str | None,
        "photos": list[str],
        "voice": str | None,
        "transcript": str | None,
        "quote": str | None,
        "mentions": list[str],
        "recalled": bool,
        "room": str,
    },
)


def said(line: Line, room: RoomId, zone: tzinfo) -> SaidLine:
    """A recalled message keeps its place and loses its words."""
    photos = [] if line.recalled else [media_url(sha) for sha in line.pictures]
    voices = [] if line.recalled else [media_url(sha) for sha in line.voices]
    return {
        "id": line.id,
        "at": line.at.astimezone(zone).isoformat(timespec="milliseconds"),
        "from": line.sender,
        "text": None if line.recalled else line.text,
        "photo": photos[0] if photos else None,
        "photos": photos,
        "voice": voices[0] if voices else None,
        "transcript": None if line.recalled else line.transcript,
        "quote": None if line.recalled else line.quote,
        "mentions": [] if line.recalled else _addressed(line.mentions, line.to),
        "recalled": line.recalled,
        "room": room,
    }


def media_url(sha: str) -> str:
    """Where the picture or the voice is."""
    return f"/api/media/{sha}"


def _addressed(mentions: Sequence[str], to: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*mentions, *to)))
