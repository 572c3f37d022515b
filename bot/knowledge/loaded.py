"""The sentence model of this process, where there is one."""

import logging
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import describe
from bot.knowledge.packages import missing

if TYPE_CHECKING:
    from bot.knowledge.model import Sentences

log = logging.getLogger(__name__)


_loading = Lock()  # whoever asks while it is loaded gets the same


def sentences() -> "Sentences | None":
    """None where it is not to be had, which is said once; words alone decide then."""
    with _loading:
        return _once()


@cache
def _once() -> "Sentences | None":
    if absent := missing():
        log.info("no sentence model", extra={"missing": list(absent)})
        return None
    try:
        from bot.knowledge.model import Sentences  # noqa: PLC0415 -- an extra, and heavy

        return Sentences()
    except Exception as error:  # noqa: BLE001 -- whatever ails the library
        log.warning("sentence model does not load", extra={"error": describe(error)})
        return None
