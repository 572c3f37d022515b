"""Words printed on sheets: titles, heads of columns, labels in front of values."""

import re
from enum import StrEnum
from typing import Final

from handlers.read.keys import sort_of


class Label(StrEnum):
    """What a label on a sheet asks for.  ASIDE: what nobody files."""

    NAME = "name"
    TIME = "time"
    PLACE = "place"
    HEADCOUNT = "headcount"
    CONTENT = "content"
    FEEDBACK = "feedback"
    ASIDE = "aside"


class Column(StrEnum):
    """What a column of a list holds.  SIGNATURE: people write their names themselves."""

    NUMBER = "number"
    NAME = "name"
    SIGNATURE = "signature"
    PHONE = "phone"
    OTHER = "other"


_SINGLE: Final = 2  # a blank and one character: 地 点
_SENTENCE: Final = re.compile(r"[，。！？,!?]")
_LONGEST_LABEL, _LONGEST_TITLE = 14, 28  # characters
_DOINGS: Final = r"(?:本次|此次|服务|活动|会议|讲座|培训|课程|开展|举办|项目|志愿服务)?"
_LABELS: Final = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        (Label.NAME, rf"{_DOINGS}(?:名称|主题|题目|课题|议题|项目)|活动名|(?:活动|项目)"),
        (Label.TIME, rf"{_DOINGS}(?:时间|日期|年月日|起止时间|签到时间|时间段)"),
        (Label.PLACE, rf"{_DOINGS}(?:地点|地址|地方|场所|场地|集合地点|具体地点|位置)"),
        (
            Label.HEADCOUNT,
            rf"{_DOINGS}(?:参加|参与|参会|与会|到会|到场|实到|出席|出勤|签到|总)?(?:活动|居民|人员)?"
            r"(?:总?人数|人次|人员数量?|总人次)",
        ),
        (
            Label.FEEDBACK,
            rf"{_DOINGS}(?:居民|群众|意见|参与者|参加者|参加人员|服务对象|成员|队员|组员|现场|社区)*(?:与|及|和|的)?"
            r"(?:反馈|反映|反响|感受|感言|感想|评价|效果|成效|意见|建议|收获|心得|体会|心声)"
            r"(?:(?:与|及|和|、|/)?(?:反馈|反映|感受|评价|效果|意见|建议|收获|体会|情况))*",
        ),
        (
            Label.CONTENT,
            rf"{_DOINGS}(?:主要|具体|开展|实施|详细)?(?:内容|过程|经过|简况|概况|情况|流程|纪实|简介|摘要|记录|小结|总结|实况)"
            r"(?:(?:与|及|和|、|/)?(?:内容|过程|经过|简况|情况|记录|流程))*",
        ),
        (
            Label.ASIDE,
            r"(?:活动)?(?:负责人|组织者|带头人|主持人|主讲人?|领队|牵头人|联系人|发起人|召集人|策划人?|[主承协]办(?:单位|方)?|组织单位|单位|部门"
            r"|记录人|记录员|填表人|填写人|审核人?|审批人?|签字|签名|备注|照片|活动照片|编号|类别|活动类型|类型|形式|对象|服务对象|参加人员|参与人员"
            r"|出席人员|人员名单|志愿者|联系电话|电话|联系方式|填表日期|填表时间|天气|经费|物资|报名方式|截止时间|报名时间|扫码)",
        ),
    )
)
_ENDS: Final = tuple(
    (label, re.compile(rf".{{0,3}}(?:{ends})"))
    for label, ends in (
        (Label.NAME, "名称|主题"),
        (Label.TIME, "时间|日期"),
        (Label.PLACE, "地点|场地|场所"),
        (Label.HEADCOUNT, "人数|人次"),
        (Label.CONTENT, "内容|过程|简况"),
        (Label.FEEDBACK, "反馈|感受|评价|效果"),
    )
)
_SPACES: Final = re.compile(r"[\s:：,，。.、*·\-—_|()（）【】\[\]]+")
_INLINE: Final = re.compile(r"(?<![一-龥])([一-龥](?:[一-龥\s/、]{0,9}[一-龥])?)\s*[:：]")
_SIGNIN_TITLE: Final = re.compile(
    r"签到|签名[册表簿单]|到场(?:人员)?(?:登记|名单|表)|报到[册表簿单]|点名[册表簿]|出[席勤](?:人员)?(?:登记|名单|表|册)"
    r"|参[加会与](?:活动)?(?:人员|居民|者|名单)?(?:名单|登记|名册|签字)|(?:人员|来访)登记[册表簿]|签字[册表簿单]|与会(?:人员|者)?(?:名单|登记)"
)
_RECORD_TITLE: Final = re.compile(
    r"(?:活动|情况|服务|工作|会议|议事|讲座|走访|小组|过程|开展|志愿)[一-龥]{0,6}(?:记录|纪实|纪要|登记|反馈)[表单簿册卡本]?|记录[表单簿册卡]$|反馈表$"
)
_OTHER_TITLE: Final = re.compile(
    r"值班|值日|排班|安排表|价目|价格|菜单|菜谱|通讯录|收支|明细|账目|通知|公告|公示|启事|倡议|告知|温馨提示|招募|邀请|报名"
    r"|课程表|时间表|日程|评分|统计表|报价|清单|花名册|联系表|计划表"
)
_WHO: Final = r"(?:参[加会与]|志愿|居民|人员|本人|队员|组员|成员|家长|学生|与会|出席|服务对象)*(?:人员?|者)?"
_COLUMNS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Column.NUMBER, r"(?:序|编|学|行|座)号|序|号|编码|No|NO|no"),
        (
            Column.SIGNATURE,
            rf"{_WHO}(?:签名|签字|签到|签收)(?:人员?|栏|处|确认)?",
        ),
        (
            Column.NAME,
            rf"{_WHO}(?:姓名|名字|名称)(?:签名|签字|签到|正楷|和签名|栏)?|(?:签名|签到)姓名|参[加会与]人员?(?:姓名)?|名单",
        ),
        (
            Column.PHONE,
            r"(?:联系|本人|手机)?(?:电话|方式|手机|号码|电话号码)(?:号码?)?|手机|tel|Tel|TEL",
        ),
        (
            Column.OTHER,
            r"性别|年龄|房号|门牌号?|楼号|楼栋|住址|地址|家庭住址|居住地址?|房间号?|单元|楼门牌?|小区|单位|工作单位|所属(?:单位|社区|组织)|职务|职位|部门|备注|身份证号?"
            r"|签退|签到时间|到达时间|到场时间|离开时间|签退时间|签到日期|日期|时间|时长|组别|队别|身份|政治面貌|民族|人数|体温|健康状况|是否党员|社区|岗位|类别|意见",
        ),
    )
)


def plain(text: str) -> str:
    """The text without spaces and the punctuation around labels."""
    return _SPACES.sub("", text)


def label_of(text: str) -> Label | None:
    """What a label asks for; None for text that is no label."""
    bare = plain(text)
    if not bare or len(bare) > _LONGEST_LABEL:
        return None
    return next((label for label, pattern in _LABELS if pattern.fullmatch(bare)), None)


def ending_of(text: str) -> Label | None:
    """What a label asks for of which only the end can be read."""
    bare = plain(text)
    return next((label for label, pattern in _ENDS if pattern.fullmatch(bare)), None)


def column_of(text: str) -> Column | None:
    """What the column below such a head holds; None for text that heads none."""
    bare = plain(text)
    return next((kind for kind, pattern in _COLUMNS if pattern.fullmatch(bare)), None)


def inline(text: str) -> list[tuple[Label, int, int]]:
    """Labels with a colon in a line: what is asked, where the label begins, where its value."""
    found = []
    for match in _INLINE.finditer(text):
        for begin in (*reversed(_blanks(match)), match.start()):
            label = label_of(text[begin : match.end()]) or _keyed(
                text[begin : match.end(1)]
            )
            if label:
                found.append((label, begin, match.end()))
                break
    return found


def _blanks(match: re.Match[str]) -> list[int]:
    """Where words begin behind a blank; 地 点 is one word, 3月2日 地点 is two."""
    inner = (at for at, sign in enumerate(match[1]) if sign.isspace())
    return [match.start() + at + 1 for at in inner if len(match[1]) - at > _SINGLE]


def is_signin_title(text: str) -> bool:
    """签到表, 参会人员名单 …, not a sentence about one."""
    return _titled(_SIGNIN_TITLE, text)


def is_record_title(text: str) -> bool:
    """活动记录表, 活动情况记录 …"""
    return _titled(_RECORD_TITLE, text)


def is_other_title(text: str) -> bool:
    """值班表, 通知, 招募 …: a page that is neither."""
    return _titled(_OTHER_TITLE, text)


def _titled(pattern: re.Pattern[str], text: str) -> bool:
    """A title is short and no sentence."""
    bare = plain(text)
    sentence = _SENTENCE.search(text.strip()[:-1])
    return len(bare) <= _LONGEST_TITLE and not sentence and pattern.search(bare) is not None


_SORTS: Final = {
    "told": Label.FEEDBACK,
    "called": Label.NAME,
    "when": Label.TIME,
    "where": Label.PLACE,
    "done": Label.CONTENT,
    "who": Label.ASIDE,
    "aside": Label.ASIDE,
}


def _keyed(text: str) -> Label | None:
    """With a colon behind it, a label may be worded as in any note."""
    return _SORTS.get(sort_of(text) or "")
