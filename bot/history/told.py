"""What a line of an exported history says, whatever the format."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened in the room.

    line: where the file tells it.  names: what its sender is called there, the best first;
    nobody's for what was taken back.  id, quote, recall: as the file calls messages.
    """

    line: int
    at: datetime
    names: tuple[str, ...] = ()
    text: str = ""
    photo: Path | None = None
    id: str | None = None
    quote: str | None = None
    recall: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that cannot be read, and why; never in the words of the line (R14)."""

    line: int
    why: str


Line: TypeAlias = Told | Trouble


@dataclass(frozen=True, slots=True)
class Source:
    """Where a history comes from.  folder: of its file; zone: of times without offset."""

    folder: Path
    room: str
    zone: ZoneInfo

    def beside(self, name: str) -> Path | None:
        """A file that the history names; None where it is none of those around it.

        A history may come from somebody else, and shows nothing but its own pictures.
        """
        folder = self.folder.resolve()
        path = (folder / name.replace("\\", "/")).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None
