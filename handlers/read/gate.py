"""The door of the reader: most chatter is turned away by a look at its characters."""

import re

from handlers.read.laconic import is_laconic
from handlers.read.learned.chatter import chatter_points

A_STORY = 45  # characters from which few messages are chatter
SURE = 2.2  # points: nine in ten such messages are chatter
_TELLS = re.compile(
    r"[0-9一二两三四五六七八九十几百][多来几余]?[个名位号]?[人位名]|我们|咱们|俺们|[队组团]|[：:]|[“【]|活动"
)


def worth_reading(text: str) -> bool:
    """Whether `text` could state something of an activity or ask something; never exact."""
    if len(text) >= A_STORY:
        return True
    if not text:
        return False
    if chatter_points(text) < SURE or _TELLS.search(text) is not None:
        return True
    return is_laconic(text)
