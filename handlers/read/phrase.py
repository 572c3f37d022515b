"""A short phrase that is nothing but one value: 28吧, 就在二楼活动室嘛, 昨天下午弄的."""

import re
from datetime import datetime, timedelta

from handlers.model.finding import Count, Field, Stated, When, Words
from handlers.read.dates import find_times
from handlers.read.numbers import NUMBER, is_rough, read_number
from handlers.read.places import find_places

LONGEST_PLACE = 16
MOST = 5000  # a larger bare number is money, a code or a telephone
_SLANG = frozenset({1, 66, 233, 520, 666, 886, 1314, 6666})
_COUNT = re.compile(
    r"[\s，,]*(?:人数|实际|实到|到场|就|也|都|才|只|是|有|来了|到了|去了|得有|一共|"
    r"总共|共|应该|算下来|帮忙的|来的|参加的|加上我|算上我|带上我|连我|"
    r"我?数了?数?|记得|(?P<about>大概|大约|差不多|估计|近|约|可能|至少))*[:：\s]*"
    rf"(?P<count>(?P<number>{NUMBER})(?P<more>[多余来几+])?\s*(?:[个名位]人?|号人|人|"
    rf"口人)?)"
    r"(?P<after>左右|上下|的样子|出头)?(?:吧|呢|啊|呀|嘛|哦|哈|了|整)*[\s。.！!~～，,]*"
)
_LEAD = (
    r"[\s，,]*(?:(?:我们|咱们?|大家|活动|还是|老地方|就|都|也|是|还|全|地点|地方|"
    r"位置|场地|集合|"
    r"昨天|今天|前天|上午|下午|晚上|早上|昨晚|今早|今晚|那天|当时|哦|噢|嗯|啊|[:：\s])*)"
)
_TAIL = (
    r"(?:集合的?|弄的|办的|搞的|开的|做的|放的|唱的|跳的|练的|活动的?|举行的?|"
    r"进行的?|聚的|见的|那里|这里|那边|"
    r"那儿|里头|嘛|吧|呀|啊|呢|哦|哈|的|了|啦|噻|咧|哈)*[\s。.！!~～，,]*"
)
_PLACE = re.compile(
    rf"{_LEAD}(?P<at>在|到|去)?(?P<place>[^\s，,。；;：:！!？?]{{2,{LONGEST_PLACE}}}?)"
    rf"{_TAIL}"
)
_SAID_WHERE = re.compile(
    r"^(?!.*(?:[我你他她](?!们)|有人|谁|已经|刚|[不没][在到去])).*(?:[在到]|去了?)$"
)
_ARRIVED = re.compile("了")  # 在楼下了: where somebody is now
_GOING = re.compile(r"去(?!.*[的了])")
_PLACE_END = re.compile(
    r"(?:[楼室厅院园场馆亭站口街巷弄路桥湖河边旁里内外前后下侧处家所堂店铺坊廊台庭池坛村厂校地棚架滩岸塔庙祠层门山道角区东西南北]|"
    r"[台街路桥坡船堤坝]上"
    r"|中心|委会|[小中大]学|学校|医院|超市|市场|公园|小区|驿站|基地|隔壁|对面|家里|"
    r"门口)(?:那个|那边|里头|里面|外面|门口|附近|旁边|[东西南北中]侧)?$"
)
_NO_PLACE = re.compile(
    r"^(?:我|你|他|她|谁|老?家|外地|这|那|哪)(?:里|边|儿|家|们)?$|"
    r"[了着过又也都就给把被跟表准吧]|"
    r"去|已经|有人|刚|带上|戴上|冻上|贴上|[散收开下]场$|[出关开串进专热部]门|"
    r"[住出]院|^\d+后$|走路|散步|适合|清理|打扫|\d多?[个位名人]|[我你他她](?!们社区|"
    r"们小区)|[吗呢谁]|路上|上班|晚上|早上|"
    r"[点时][\d一二三四五六七八九十半]|改道|关|记|拿|放(?!映)|挪|有|该|收(?!发)|送|看|听|想|买|礼拜|下周|明天|味道|阀门|不到|[多来]人$|"
    r"以上|一下|网上|手机|电视|名单|马上|下午|上午|中午|本人|大家|心里|眼里|包里|"
    r"袋里|锅里|碗里|嘴里|手里|群里|回家|吃|喝|睡|说|好|谢|没|不|忙"
)
_FURNITURE = re.compile(
    r"(?:柜子?|桌子?|案板|抽屉|冰箱|箱子?|盒子?|[书货鞋]架|架子|沙发|床|椅子?|锅|盆|"
    r"管)(?:上|里|底?下|后面)"
)
_AROUND_TIME = re.compile(
    r"[\s，,]*(?:我们|咱们?|大家|活动|就|都|也|是|应该|大概|差不多|记得|时间|哦|嗯|"
    r"从|在|约|[:：\s])*"
)
_AFTER_TIME = re.compile(
    r"[\s，,]*(?:左右|多|才|刚|就|我们|咱们|大家|活动|开始|结束|集合|散场|"
    r"[去来弄搞办开做干完散演放练唱跳聚学教]|"
    r"[到至~—-]|的|了|吧|嘛|呀|啊|呢|哦|噻|咧|钟|那会儿?|那天|的时候)*[\s。.！!~～]*"
)


def count_phrase(text: str, start: int, end: int) -> Stated | None:
    """A number on its own in start … end of `text`, which can only be the headcount."""
    match = _COUNT.fullmatch(text, start, end)
    number = read_number(match["number"]) if match else None
    if not match or not number or number in _SLANG or number > MOST:
        return None
    about = match["about"] or match["more"] or match["after"] or is_rough(match["number"])
    return Stated(Field.HEADCOUNT, Count(number, bool(about)), match.span("count"))


def place_phrase(text: str, start: int, end: int) -> Stated | None:
    """A place name on its own, or after 在; somebody's 我家, 路上, 桌上 are none."""
    match = _PLACE.fullmatch(text, start, end)
    if not match or _NO_PLACE.search(match["place"]) or _FURNITURE.search(text, start, end):
        return None
    if match["at"] and _ARRIVED.match(text, match.end("place"), end):
        return None
    if match["at"] == "去" and _GOING.search(text, start, end):
        return None
    if not match["at"] and not _PLACE_END.search(match["place"]):
        return None
    span = match.span("place")
    return Stated(Field.PLACE, Words(match["place"]), span)


def told_place(text: str, start: int, end: int) -> Stated | None:
    """The place that a whole clause tells: 是在老戏台唱的 越剧."""
    clause = text[start:end]
    for found in find_places(clause):
        low, high = found.span
        said = _SAID_WHERE.search(clause[:low]) and not (
            _FURNITURE.search(clause) or _GOING.search(clause)
        )
        there = _ARRIVED.match(clause, high)
        if said and not there and not _NO_PLACE.search(clause[low:high]):
            return Stated(Field.PLACE, found.value, (start + low, start + high))
    return None


def time_phrase(text: str, start: int, end: int, sent_at: datetime) -> Stated | None:
    """A time on its own that is not to come: 昨天下午弄的; 今天出太阳了 is none."""
    found = find_times(text[start:end], sent_at)
    if not found:
        return None
    low, high = start + min(s.span[0] for s in found), start + max(s.span[1] for s in found)
    first = found[0]
    soon = sent_at + timedelta(hours=1)
    if not isinstance(first.value, When) or first.value.start > soon:
        return None
    around = _AROUND_TIME.fullmatch(text, start, low) and _AFTER_TIME.fullmatch(
        text, high, end
    )
    span = (start + first.span[0], start + first.span[1])
    return Stated(Field.TIME, first.value, span) if around else None
