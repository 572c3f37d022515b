"""Whether what was written is about a planned activity, however it was put (D2)."""

import re

from handlers.likeness import covered, pairs
from handlers.read.doings import ACTIVITY

_RHYTHM = re.compile(
    r"每个?(?:周|月|日|天|年|季度?|星期|礼拜)[一二三四五六日天末]?|定期|不定期"
)
_FORM = re.compile("[的了着过给在们]")  # 在驿站给老人们唱歌 is 给驿站的老人唱歌
_GENERAL = re.compile(
    "社区|居民|街坊|邻里|邻居|老人|大家|活动|项目|系列|开展|组织|举办|日常|上门|服务|志愿者?|义务|公益|便民"
)
_COMMON = frozenset("一上下中人事会做出动去大天小年开日时有来活理用老行我们")


def share_found(title: str, written: str) -> float:
    """How much of the title occurs; how often it is planned is seldom written down."""
    named = _RHYTHM.sub("", title) or title
    return max(
        covered(named, written), covered(_FORM.sub("", named), _FORM.sub("", written))
    )


def is_near(title: str, written: str) -> bool:
    """Whether both name a thing or a doing: 屋顶种菜, 在屋顶收了生菜; 修理, 修了八把伞."""
    named = _GENERAL.sub(" ", _RHYTHM.sub("", title))
    words = (part for part in named.split() if len(part) > 1)
    if any(pairs(word) & pairs(written) for word in words):
        return True
    doings = set("".join(ACTIVITY.findall(named))) - _COMMON
    return bool(doings & set(written))
