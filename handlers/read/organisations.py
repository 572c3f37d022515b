"""Which organisations a text names, in full or by the end of their name: 三井导览队, 导览队."""

import re
from collections.abc import Iterator, Sequence

from handlers.model.finding import Span

SHORTEST = 3  # characters of a short form; 队里 and 花会 are said of anybody's
_HAN = re.compile(r"[\u4e00-\u9fff]")
# What may stand before a short form; 青年合唱队 is not our 老年合唱队.
_BEFORE = re.compile(
    r"(?:走访|跟访|探访|回访|拜访|跟踪|追踪|观摩|旁听|参加|参与|探望|看望|组织|社区|街道|胡同"
    r"|[了过去到在来看访趟次从和跟与同的对给陪找是由让叫把被])$"
)
_NO_SHORT = re.compile(  # every street has one
    r"(?:志愿者?|服务|老年|爱心|公益|社区|居民|党员)*(?:服务|志愿者?|活动)?(?:队|组|协会|团队|社|会)"
)
_PERSON = re.compile(r"[长员]")


def named(text: str, names: Sequence[str]) -> tuple[tuple[int, Span], ...]:
    """(place in `names`, where it stands) of every organisation that `text` names, in order.

    A short form is the end of one name alone and of no other.
    """
    found: dict[Span, int] = {}
    for place, form in _forms(names):
        for match in re.finditer(re.escape(form), text):
            if form == names[place] or _alone(text, match.span(), names[place]):
                found.setdefault(match.span(), place)
    outer = [span for span in found if not any(_inside(span, other) for other in found)]
    return tuple((found[span], span) for span in sorted(outer))


def _forms(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for place, name in enumerate(names):
        yield place, name
        for start in range(1, len(name) - SHORTEST + 1):
            form = name[start:]
            if not _NO_SHORT.fullmatch(form) and sum(form in other for other in names) == 1:
                yield place, form


def _alone(text: str, span: Span, name: str) -> bool:
    """Whether the short form is not the end of a longer name, nor the head of a person's."""
    before, after = text[: span[0]], text[span[1] :]
    if _PERSON.match(after):
        return False
    free = not before or not _HAN.match(before[-1]) or _BEFORE.search(before) is not None
    head = name[: len(name) - (span[1] - span[0])]
    return free or before.endswith(head)


def _inside(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]
