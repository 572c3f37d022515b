"""Which record the first words of a correction mean: 周六那次…, 今天上午的活动…."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from handlers.model.finding import When
from handlers.read.dates import find_times, order_times

_THAT = "[那这]一?[次回场趟天]"
_OF_IT = re.compile(  # besides the day, all that may stand before the value
    rf"(?P<that>[^，,。；;：:！!？?\s]{{0,10}}?{_THAT})?"
    r"(?:的|活动|人数|地点|地方|时间|一共|总共|其实|实际上?|应该?|不是|是|[来到去]了|参加|有|就"
    r"|我们|咱们?|在)*"
)


_ELSE = re.compile(
    r"下[次回场趟]|下一|隔壁|对面|别[的人处]|人家|他们|社区|去年|前年|上个?[月季]"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """that: a record is pointed at, by its day or by 那次.  on: the day, if one is named."""

    that: bool
    on: date | None


def read_meant(words: str, sent_at: datetime) -> Meant | None:
    """What the words before a value point at; None where they say something else."""
    times = find_times(words, sent_at)
    rest = list(words)
    for time in times:
        rest[slice(*time.span)] = ""
    said = _OF_IT.fullmatch("".join(rest))
    if said is None or _ELSE.search(words):
        return None
    first = next(iter(order_times(words, times, sent_at, past=True)), None)
    if times and not (
        first and isinstance(first.value, When) and first.value.start <= sent_at
    ):
        return None  # of a day to come nothing is recorded
    on = first.value.start.date() if first and isinstance(first.value, When) else None
    return Meant(on is not None or said["that"] is not None, on)
