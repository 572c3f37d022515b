"""What staff say to the bot's line about a tracking log: the same, another, the second."""

import re

LONGEST = 30  # characters; more is a talk of its own
_ACTIVITY = r"(?:次|回|场|个活动|个)"
_APART = re.compile(
    rf"(?:不是|并?非)(?:同)?一{_ACTIVITY}|[都也]不是(?:这|那)?{_ACTIVITY}?|不是(?:这|那){_ACTIVITY}|两{_ACTIVITY}活动|两码事|分开记|记错队了"
)
_SAME = re.compile(rf"同一{_ACTIVITY}|(?<!不)[是算]一{_ACTIVITY}")
_WHICH = re.compile(
    rf"\s*(?:应该?)?(?:就?是|选)?第?\s*(?P<number>[1-9一二三四两])\s*{_ACTIVITY}?(?:活动)?[。！!吧的]*\s*"
)
_NUMBERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


def tells_apart(text: str) -> bool:
    """“不是同一次”: the visit was to something else."""
    return len(text) <= LONGEST and _APART.search(text) is not None


def tells_same(text: str) -> bool:
    """“就是同一次”: the visit was to that activity after all."""
    return len(text) <= LONGEST and not tells_apart(text) and bool(_SAME.search(text))


def which(text: str) -> int | None:
    """The number in “2”, “是第二次”; counted from one."""
    found = _WHICH.fullmatch(text)
    if found is None:
        return None
    return _NUMBERS.get(found["number"]) or int(found["number"])
