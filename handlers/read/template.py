"""Filled-in records: lines or runs of `时间：… 地点：…` (the guideline's list, D2)."""

import re
from dataclasses import dataclass

from handlers.model.finding import Field, Span
from handlers.read.clauses import trim

_WORDS: dict[str, Field | None] = {
    **dict.fromkeys(("时间", "日期", "几时", "什么时候", "何时", "啥时候"), Field.TIME),
    **dict.fromkeys(
        (
            *("地点", "地址", "场地", "位置", "场所", "地方", "在哪", "在哪儿", "何地"),
            *("地儿", "点位", "坐标", "会场", "场子"),
        ),
        Field.PLACE,
    ),
    **dict.fromkeys(
        (
            *("人数", "到场", "参与", "参加", "出席", "到会", "参会", "多少人", "几个人"),
            *("参与情况", "参加情况", "出席情况", "到场情况", "实到", "实际到场"),
        ),
        Field.HEADCOUNT,
    ),
    **dict.fromkeys(
        (
            *("人员情况", "人员", "名单", "参与者", "志愿者", "队员", "参加者", "何人"),
            *(
                "值勤人",
                "值守人",
                "值班人",
                "值岗",
                "主持人",
                "主持",
                "主讲人",
                "主讲",
                "讲师",
            ),
        ),
        Field.ATTENDEES,
    ),
    **dict.fromkeys(
        (
            *("内容", "过程", "经过", "环节", "流程", "总结", "小结", "情况", "做法"),
            *("干了啥", "做了啥", "做了什么", "干了什么", "活动简介", "成果", "数据"),
            *("议题", "议定", "服务项目", "干的啥", "何事", "干啥", "决议", "发现问题"),
        ),
        Field.CONTENT,
    ),
    **dict.fromkeys(
        (
            *("反馈", "感受", "心得", "感想", "体会", "反响", "评价", "意见", "收获"),
            *(
                "感悟",
                "心声",
                "反应",
                "现场",
                "大家说",
                "居民说",
                "咋说",
                "怎么说",
                "何感",
                "咋样",
            ),
            *("金句", "留言", "点评", "评语", "感言", "效果", "吐槽"),
        ),
        Field.FEEDBACK,
    ),
    **dict.fromkeys(("主题", "名称", "题目", "项目"), Field.THEME),
    **dict.fromkeys(
        (
            *("备注", "负责人", "记录人", "组织者", "领队", "时长", "上传", "拍照"),
            *("单位", "类别", "主办", "承办", "协办", "联系人", "电话", "物资", "花费"),
        )
    ),
}
_SIGNS: dict[str, Field] = {
    **dict.fromkeys("📍🏠🚩🗺", Field.PLACE),
    **dict.fromkeys("📅📆🗓🕑🕒🕘🕙⏰⌚🕐🕓🕔🕕🕖🕗", Field.TIME),
    **dict.fromkeys("👥👫👪👬👭🙋", Field.HEADCOUNT),
    **dict.fromkeys("💬💭🗣", Field.FEEDBACK),
}
_GATE = re.compile(rf"[：:{''.join(_SIGNS)}]|(?:地点|人数|人员|内容)[ \u3000]")
_EMOJI = r"\U0001F000-\U0001FAFF\u2600-\u27BF\ufe0f"
_KEY = re.compile(
    rf"(?:^|(?<=[\n。；;，,\s▪•●·、*\-】\]{_EMOJI}]))"
    r"(?:[\d一二三四五六七八九十]{1,2}[.、）)])?[\u4e00-\u9fff]{0,6}?(?P<word>"
    + "|".join(sorted(_WORDS, key=len, reverse=True))
    + r")(?:[（(][^（()）\n]{1,10}[）)])?[ \u3000]*[：:][ \u3000]*"
    r"|(?:^|(?<=[\s、]))(?:[\d一二三四五六七八九十]{1,2}[.、）)]\s?)?"
    r"(?P<bare>时间|日期|地点|人数|人员|内容|反馈|感受|参加|主题|类别)[ \u3000]+(?=\S)"
    rf"|(?P<sign>[{''.join(_SIGNS)}])\ufe0f?[ \u3000]*(?![\u4e00-\u9fff]{{2,6}}[ ]*[：:])"
)
_EMPTY = re.compile(r"(?:待[补定填]|暂?无|没有|略|后补|见[图下上].{0,2}|[/／\-—_]+|同上)?")
_STOP = re.compile(r"[\n。；;]")
RECORD = frozenset(
    {Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.ATTENDEES}
    | {Field.CONTENT, Field.FEEDBACK, Field.THEME}
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One key with its value.  field: None for keys that are no element of a record."""

    field: Field | None
    key: Span
    value: Span


def read_slots(text: str) -> tuple[Slot, ...]:
    """The slots of `text` in order; one without a value (待补, 无) is left out."""
    if not _GATE.search(text):
        return ()
    keys = list(_KEY.finditer(text))
    if sum(key["bare"] is not None for key in keys) == 1:  # the 时间 of a sentence
        keys = [key for key in keys if not key["bare"]]
    ends = [key.start() for key in keys][1:] + [len(text)] * bool(keys)
    slots = (_slot(text, key, end) for key, end in zip(keys, ends, strict=True))
    return tuple(slot for slot in slots if slot is not None)


def values_of(slots: tuple[Slot, ...], field: Field) -> tuple[Span, ...]:
    """Where the values of `field` stand."""
    return tuple(slot.value for slot in slots if slot.field is field)


def _slot(text: str, key: re.Match[str], end: int) -> Slot | None:
    field = _SIGNS[key["sign"]] if key["sign"] else _WORDS[key["word"] or key["bare"]]
    if field not in {Field.CONTENT, Field.FEEDBACK}:
        stop = _STOP.search(text, key.end(), end)
        end = stop.start() if stop else end
    start, end = trim(text, key.end(), end, " \u3000\n，,。；;、▪•●·*-")
    if _EMPTY.fullmatch(text, start, end):
        return None
    return Slot(field, key.span(), (start, end))
