"""What the key of a filled-in record asks for, whatever its author calls it: 时段, 集结点, 乡亲说."""

import re
from collections.abc import Callable, Mapping

from handlers import memory
from handlers.model.finding import Field
from handlers.read.shapes import CLOCK, NUMERAL, PEOPLE, has_place, shape_of

# In Chinese the head of a name stands last: 走访路线 is a route, 受访者感言 what they said.
_ASIDE = (
    r"^下[一次期回场步周月]|受[益惠访]|惠及|服务(?:人数|人次|对象)|观众|应到|缺[席勤]|请假|未到|报名|名额|限[额制]"
    r"|上限|预[计约]|计划人数|招募|备注|负责人?$|联[系络]|电话|[主承协合]办|单位|编号|序号|[次期]数|天气|记录人?$"
    r"|要求|提[醒示]|须知|注意|费用?$|花[费销]|物[资品料]|[材用]料|器材|设备|交通|里程|时长|人次|户数|类别|上传|拍照"
)
_TOLD_KEY = (
    r"感[受想言悟触慨]?|心[得声语]|反[馈响应映]|[点讲短]?评|评[价语]|摘录|存在问题|不足|改进|苦水|(?<!拍)留言簿|收获|体[会悟验]|留言|语录|金句|口碑|吐槽|点赞|意见|心里话"
    r"|声音|[余回]音|寄语|态度|想法|说(?:了?[啥些]?|什么)|(?<!主)讲|[怎咋]样|(?<![电通会])话|voice|feelings?|点滴|最暖|现场|效果|评论"
)
_WHEN = (
    r"时[间段刻候光点辰][起讫止段]?|辰光|日[期子程脚]|钟点|[哪何几]一?[天日时号]|几点钟?|什么时候|(?<![生节])日|起[止讫]?|[止讫时]|开[始门场工]|结束|收[队工摊]"
    r"|解散|散会|返[程校]|签退|[上到离]岗|集合|集中|出发|启程|time|date|when"
)
_WHERE = (
    r"地[点址方儿头段区]?|坐标|位置|点位|所在|场[地所子]|[会赛教]场|(?<![钟时重要特亮热焦卖观优缺难几一二三四五六七八九十两整基要知])点"
    r"|[路线]线|线?路|路径|足迹|在?哪[儿里段]?|哪一?[段处]|何[地处]|去哪|(?<![好坏益用])处|[^生]址|地[块界]|[工区]段|[会教课活动]室|[河路]段|楼门"
    r"|全程|摆[在哪]儿?|第[一二三四五\d]站|集合|集中|出发|where|place"
)
_WHO = (
    r"人[数员手头物]?|出[席勤动工力场]|[到在]场|到[会者岗]|参[与加会](?:者|人|对象|人员|情况|名单)?|(?:出席|到场|人员)情况|签到"
    r"|实[到际]|实际到场|落座|几[个位](?:人|来)?|多少人?|谁(?:来了|参加)?|伙伴|队员|志愿者|成员|学员|名单"
    r"|[一-龥][员者师友](?:数|们)?|[义社帮]工|选手|代表|同行|伙计|人[马力]|老师|师傅|主[讲持]|领[队读]|执笔|掌勺|帮厨|教练|嘉宾|带队|who|people"
)
_CALLED = r"title|主题|(?<!问)题目?|名称|[课剧]目|[课服务队]名|^活动名?|项目名?|活动项目"
_DONE = (
    r"内容|过程|经过|环节|流程|[总小]结|情况|做法|[干做玩弄搞][了点]?[啥嘛]|[干做玩]了?什么|事[由项件]?|议[题程定]|决议"
    r"|结[果论]|[成效]果|产出|节目|[曲书节]目|任务|简介|数据|发现问题|服务项目"
)
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"(?:{_TOLD_KEY})$", "told"),
        (rf"{_ASIDE}|标语|口号", "aside"),
        (rf"(?:{_CALLED})$", "called"),
        (rf"(?:{_WHO})$", "who"),
        (rf"(?:{_DONE})$", "done"),
        (rf"(?:{_WHEN})$", "when"),
        (rf"(?:{_WHERE})$", "where"),
        (r"[堂馆室站幢区位片]$|剧场$", "spot"),
    )
)
_NAMES = re.compile(r"[、和及]|等$")
_MADE = re.compile(r"\d\s?(?:余|多)?[张份袋幅副件本公斤只个棵株条篇则套盆箱桶枚]")
_HOUR = re.compile(r"[约]?\d{1,2}[:：点]")
_COUNTED = re.compile(rf"{NUMERAL}+[余多]?(?:处|个|张|把|桌|次|场|块|片)")
_HEAD = 20  # characters
_LONGEST_PLACE = 40  # characters
_WELL_KNOWN = re.compile(
    r"(?:活动|集合|开展|具体|举办|服务)?(?:时间|日期|地点|地址|场地|位置|人数|内容|主题|名称|反馈|感受|感想|心得|体会|反响|评价"
    r"|参[与加](?:人[数员]|者)?|到场|出席|实到|人员|名单|志愿者|总结|小结|过程|经过|流程|意见|收获)"
)


@memory.lately(1024)
def sort_of(key: str) -> str | None:
    """What sort of thing `key` asks for: told, aside, called, who, done, when, where, spot."""
    key = _plain(key)
    return next((kind for pattern, kind in _KINDS if pattern.search(key)), None)


def is_well_known(key: str) -> bool:
    """Whether one such key is enough, without others beside it."""
    return _WELL_KNOWN.fullmatch(_plain(key)) is not None


def _plain(key: str) -> str:
    """时　间 is 时间, WHERE is where."""
    return key.replace(" ", "").replace("\u3000", "").lower()


def field_of(key: str, value: str) -> Field | None:
    """The field that `key` asks for, judged by its `value` where the key leaves it open."""
    sort = sort_of(key)
    if sort == "when" and is_well_known(key):
        return Field.TIME
    judge = _BY_SORT.get(sort or "")
    return judge(value) if judge else shape_of(value)


def _aside(value: str) -> Field | None:
    """What people said is feedback even under 备注."""
    return Field.FEEDBACK if shape_of(value) is Field.FEEDBACK else None


def _when(value: str) -> Field | None:
    return Field.TIME if CLOCK.search(value) else shape_of(value)


def _where(value: str) -> Field | None:
    """24块 under 地块 is no place."""
    place = len(value) <= _LONGEST_PLACE and not _COUNTED.match(value)
    return Field.PLACE if place else shape_of(value)


def _spot(value: str) -> Field | None:
    return Field.PLACE if has_place(value) else None


def _who(value: str) -> Field:
    """到岗：8:00 is a time; names with a number behind them are names."""
    if _HOUR.match(value):
        return Field.TIME
    number = PEOPLE.search(value)
    if number is None or _NAMES.search(value[: number.start()]):
        return Field.ATTENDEES
    return Field.HEADCOUNT


def _told(value: str) -> Field:
    """收获：春联80副 was made."""
    return Field.CONTENT if _MADE.search(value[:_HEAD]) else Field.FEEDBACK


def _called(value: str) -> Field:
    return Field.CONTENT if "、" in value else Field.THEME


def _done(_: str) -> Field:
    return Field.CONTENT


_BY_SORT: Mapping[str, Callable[[str], Field | None]] = {
    "aside": _aside,
    "when": _when,
    "where": _where,
    "spot": _spot,
    "who": _who,
    "told": _told,
    "called": _called,
    "done": _done,
}
