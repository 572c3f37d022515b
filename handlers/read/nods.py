"""The small words of staff that decide nothing: nods, and what leads into and out of more."""

import re

LEAD = r"(?:(?:好的?|行|嗯+|收到|可以|OK|ok)[，,、。\s]*)?(?:这(?:个|条|件事?|事)|它)?"
TAIL = r"[了吧哈啊哦呢啦的]*"
UNSURE = r"(?:(?:我们?)?(?:也|还)?(?:不(?:太|大|是很)?(?:清楚|知道|确定|了解)|说不(?:好|准)|没把握))"
_NODS = (
    r"(?:收到|知道|明白|看到|了解|谢谢|辛苦|感谢|多谢|嗯+|哦+)(?:了|啦|你|您|大家|小?\w)?"
    r"|(?:嗯+|哦+)?好(?:的|滴|嘞|呀)?|ok(?:的|了)?"
)
_NODDED = re.compile(rf"(?:(?:{_NODS}|{UNSURE}){TAIL}[，,、。\s]*){{1,3}}", re.IGNORECASE)
_EDGES = re.compile(r"^[\s，,、：:。]+|[\s。！!~～…？?，,]+$")


def nods(words: str) -> bool:
    """收到, 好的, 不清楚: nothing is decided, and nothing is answered."""
    return _NODDED.fullmatch(words) is not None


def bare(words: str) -> str:
    """The words without the marks around them."""
    return _EDGES.sub("", words)
