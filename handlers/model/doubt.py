"""Why a message with pictures is put before staff: what was read, and what it does not fit."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from handlers.model.finding import When
from handlers.model.seen import Shows


class Reason(StrEnum):
    """other_day: a sheet of another time than what was told; unsafe: should not be shown;
    unseen: nobody could look at it; elsewhere: another organisation posted the same, or
    another record of this one has it.
    """

    OTHER_DAY = "other_day"
    UNSAFE = "unsafe"
    UNSEEN = "unseen"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Doubt:
    """posted_at: when the pictures came.  sheet, day: which kind of sheet names which day.

    told: what somebody wrote of the time of the activity, where that is known.
    """

    reason: Reason
    posted_at: datetime
    sheet: Shows | None = None
    day: date | None = None
    told: When | None = None
