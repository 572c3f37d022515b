"""Where the histories of these tests come from."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.history.told import Source

ZONE = ZoneInfo("Asia/Shanghai")


def source(folder: Path = Path()) -> Source:
    return Source(folder, "r1", ZONE)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)
