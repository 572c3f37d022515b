"""Labels in front of a number of people: 到场：29, 受益居民 40, 名额 20, 学生28."""

import re
from enum import IntEnum, StrEnum
from typing import Final, TypeAlias

from handlers.read.people import noun_before


class Weight(IntEnum):
    """What a mention claims to be; the strongest one of a text is its headcount."""

    NOTHING = 0
    SERVED = 1
    LOOSE = 2
    PLAIN = 3
    CAME = 4
    LISTED = 5
    TOTAL = 6


class Role(StrEnum):
    """Whose number it is.  PART: of a number named before it (其中, 含 …).

    HEADS: of heads that were cut, which are never those of the headcount.
    """

    CAME = "came"
    SERVED = "served"
    REGISTERED = "registered"
    GROUPS = "groups"
    PERSON_TIMES = "person_times"
    PART = "part"
    HEADS = "heads"
    NOTHING = "nothing"


Claim: TypeAlias = tuple[Weight, Role]
TOTAL: Final = (Weight.TOTAL, Role.CAME)
CAME: Final = (Weight.CAME, Role.CAME)
PLAIN: Final = (Weight.PLAIN, Role.CAME)
LOOSE: Final = (Weight.LOOSE, Role.CAME)
LISTED: Final = (Weight.LISTED, Role.CAME)
SERVED: Final = (Weight.SERVED, Role.SERVED)
REGISTERED: Final = (Weight.NOTHING, Role.REGISTERED)
PART: Final = (Weight.NOTHING, Role.PART)
GROUPS: Final = (Weight.NOTHING, Role.GROUPS)
TIMES: Final = (Weight.SERVED, Role.PERSON_TIMES)
HEADS: Final = (Weight.SERVED, Role.HEADS)
NOTHING: Final = (Weight.NOTHING, Role.NOTHING)

_LABELS: Final = (
    (
        TOTAL,
        "实到|实到人数|实际到场|实际来的|到场|到场人数|到会|到岗|到位|到齐|出勤|"
        "出席|出工|上岗|签到|在场|落座|同行|全员|人手|人力|人头|人数|活动人数|"
        "总人数|参加|参与|参会|参训|参演|参加的|来的|演职|我们|几个人|多少人|谁|"
        "来了|到了|去了|得有|数了数|数了一数|数一数|点名|点了名|点了下名|真到的|"
        "共计|合计|总计",
    ),
    (
        CAME,
        "一共|总共|拢共|通共|统共",
    ),
    (
        REGISTERED,
        "应到|应来|应到人数|报名|报名的|报名人数|已报|报了|报|预约|预约人数|名额|"
        "上限|人数上限|限额|限|限报|定员|原定|预计|计划|需招|拟招|招募|登记",
    ),
    (
        SERVED,
        "服务|服务对象|服务人数|服务老人|服务居民|服务群众|受益|受益人数|受益对象|"
        "受益老人|受益居民|受益群众|受惠|惠及|受助|受赠|受赠者|受访|受访者|"
        "被服务者|接诊|观影|看客|对象|接待|慰问|探访|走访|陪伴|陪伴学员",
    ),
    (
        NOTHING,
        "请假|缺席|缺|缺勤|未到|没来|没到",
    ),
)
_KNOWN: Final = {key: claim for claim, keys in _LABELS for key in keys.split("|")}
_LONGEST = max(map(len, _KNOWN))
_ALONE = {
    "人": TOTAL,
    "到": TOTAL,
    "共": TOTAL,
    "计": TOTAL,
    "报": REGISTERED,
    "限": REGISTERED,
}
_SIGNS = " \t\u3000:：|｜=＝→／】」>》☞"
_FILLED = re.compile(
    r"(?:就|得|才|只|也|还|一?共|总共|共计|合计|有|是|为|约|大概|大约|差不多|不到|将近|近)+$"
)
_MADE = frozenset("人员者工手友众民师迷生客队")
_AUDIENCE = frozenset({"观众", "听众", "游客", "长者", "老人", "患者", "病人"})
_FACES = frozenset("👤👥👫👪👬👭🙋")


def read_label(left: str) -> Claim | None:
    """What the label that `left` ends with says of the number after it."""
    if "\u3000" in left:
        left = left.replace("\u3000", "")  # 人　　数
    bare = left.rstrip(_SIGNS)
    if bare[-1:] < "\u4e00":
        return None  # behind 、 or another number stands no label
    keyed = left[len(bare) :].strip() != ""
    signed = len(bare) < len(left)
    filled = _FILLED.search(bare)
    key = bare[: filled.start()].rstrip(_SIGNS) if filled else bare
    return _known(bare) or _known(key) or _guessed(bare, key, signed=signed, keyed=keyed)


def _guessed(bare: str, key: str, *, signed: bool, keyed: bool) -> Claim | None:
    noun = noun_before(key) or noun_before(key.removesuffix("数"))
    if noun:
        return (SERVED if noun in _AUDIENCE else LISTED) if keyed else PLAIN
    if bare[-1:] in _FACES:
        return TOTAL
    alone = _ALONE.get(bare[-1:]) if _heads(bare, 1) else None
    if alone and (signed or bare[-1] in "共计报限"):
        return alone
    return PLAIN if signed and key[-1:] in _MADE and _heads(key, 7) else None


def _known(text: str) -> Claim | None:
    sizes = range(min(_LONGEST, len(text)), 1, -1)
    return next((claim for size in sizes if (claim := _KNOWN.get(text[-size:]))), None)


def _heads(text: str, longest: int) -> bool:
    """Whether a line or a stretch of it begins with so many last characters of `text`."""
    ends = text[-longest - 1 : -1]
    return len(ends) < longest or not all("\u4e00" <= sign <= "\u9fff" for sign in ends)
