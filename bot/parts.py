"""What everything in one process is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.account import Accounts
from bot.config import Config
from store.db import Database
from store.media import MediaStore


@dataclass(frozen=True, slots=True)
class Parts:
    """data: the folder.  accounts: how those of the channels stand.  now: the clock."""

    config: Config
    data: Path
    database: Database
    media: MediaStore
    accounts: Accounts
    now: Callable[[], datetime]
