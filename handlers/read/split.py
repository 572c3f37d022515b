"""Several activities in one message, each with its own stretch of the text."""

import re

from handlers.model.finding import Field, Span
from handlers.read.clauses import STOPS, cut_clauses
from handlers.read.counts import find_counts
from handlers.read.doings import ACTIVITY
from handlers.read.places import find_places
from handlers.read.template import read_slots

MOST_ACTIVITIES = 6
_DAY = (
    r"(?:今|昨|前|当)(?:天|日|儿|晚|早)|第二天|次日|隔天|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|[\d一二三四五六七八九十]{1,3}[日号]"
    r"|\d{1,2}月\d{1,2}[日号]?|\d{1,2}[./]\d{1,2}"
)
_DATED = re.compile(
    rf"{_DAY}|[今昨前明]|月|节|元旦|\d[-/.]\d|除夕|初[一二三四五六七八九十]"
)
_PART = r"上午|中午|下午|傍晚|晚上|夜里|早上|早晨|后晌|晌午|晚"
_OTHER = re.compile(
    r"\s*(?:[（(]?[一二三四五\d]{1,2}[）).、．]\s*)?(?:然后|接着|再就是|还有|另外|后来"
    r"|到了)?(?:是)?"
    rf"(?:(?P<day>{_DAY})(?:{_PART})?|(?P<part>{_PART})(?!一直|接着|继续|才|\d+[:：点]结束))"
)
_AGAIN = re.compile(r"[又再另]|还(?!有[\d一二三四五六七八九十]+位)")


def split_activities(text: str) -> tuple[Span, ...]:
    """Stretches of `text`, one for each activity it tells of; together they are all of it."""
    marks = [at for at in _borders(text) if at > 0][: 3 * MOST_ACTIVITIES]
    kept = [0]
    for at in marks:
        later = [m for m in marks if m > at]
        if _whole(text[kept[-1] : at]) and _whole(
            text[at : later[0] if later else len(text)]
        ):
            kept.append(at)
    kept = kept[:MOST_ACTIVITIES]
    return tuple(zip(kept, [*kept[1:], len(text)], strict=True))


def names_day(written: str) -> bool:
    """Whether the words of a time name its day, not only an hour or a part of day."""
    return _DATED.search(written) is not None


def _borders(text: str) -> list[int]:
    """Where another activity could begin: a second 时间：, or a new day or part of day."""
    keys = [slot.key[0] for slot in read_slots(text) if slot.field is Field.TIME]
    if keys:
        return keys[1:]
    starts, strong = [], True
    for clause in cut_clauses(text):
        other = _OTHER.match(clause.text)
        if other and (strong or _AGAIN.search(clause.text, 0, other.end() + 6)):
            starts.append(clause.start)
        strong = clause.last or any(
            sign in STOPS for sign in text[clause.end : clause.end + 1]
        )
    return starts


def _whole(part: str) -> bool:
    """Whether a stretch can stand alone: something is done, somewhere or by so many."""
    doing = ACTIVITY.search(part) is not None or len(read_slots(part)) > 1
    return doing and bool(find_places(part) or find_counts(part))
