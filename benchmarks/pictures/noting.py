"""`look` with a note of who is looking, so that a benchmark can tell busy workers from idle ones."""

import os
from pathlib import Path

from bot.recognise.look import look
from handlers.model.seen import Seen

TASK = f"{__name__}:noted"


def noted(file: Path) -> Seen:
    """What a picture of a store of media shows.

    The note lies beside the media, by the process, and stays there when that is killed meanwhile.
    """
    note = notes(file.parents[1]) / str(os.getpid())
    note.touch()
    try:
        return look(file)
    finally:
        note.unlink()


def notes(media: Path) -> Path:
    """The folder of the notes."""
    return media.with_name("busy")
