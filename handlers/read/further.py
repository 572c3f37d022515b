"""What else was done, told in a line of its own while a record grows: 搭了三个架子."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from handlers.model.finding import Field, Stated, Words
from handlers.read.clauses import Clause, cut_clauses
from handlers.read.doings import ACTIVITY
from handlers.read.evidence import weigh
from handlers.read.folk import SERVED
from handlers.read.kinds import tense_of
from handlers.read.note import gather, read_deed
from handlers.read.spans import overlap

LONGEST = 80  # characters; more is a report, or a story of something else
_DIGITS = r"\d一二三四五六七八九十几百两仨半"
_MANY = rf"(?:[快整足将]|差不多|大概)?[{_DIGITS}]+[多余来]?(?![{_DIGITS}])"
_NO_WORK = (  # how long, how much money, how many people, and what is done to oneself
    r"(?![个把张]?(?:人|菜|码|门|觉|多?(?:小时|钟头|月|星期|礼拜))|[位名号口遍次回趟句眼下声针牙斤圈万千块分]|[颗个]牙|[会阵]儿?"
    r"|点|分|秒|天|年|块|元|毛|岁|度|晚上)"
)
_MAKES = "搭做画剪缝编织绣糊贴挂种栽移浇翻拔铲修补扎包写刷磨叠装摆钉扫擦捡清搬拆教排印裁捏"
_MADE = re.compile(  # 搭了三个架子, 补好十四把
    rf"[{_MAKES}](?:[好完得]了|了有|[了完好出到])"
    rf"{_MANY}{_NO_WORK}[\u4e00-\u9fff]"
)
_RESULT = re.compile(  # of a deed by name: 把墙刷了, 理了发, 种上了菜, 打扫干净了
    r"把[^，,。\s]{1,10}[了完好净]|[也都还又][^，,。\s]{1,6}了$|[完好净齐满上出掉]了|[完好净]$"
    rf"|了(?![{_DIGITS}]+(?:$|个?多?(?:[天晚夜会阵分点块元年月]|小时|钟头|[上下]午)))[\u4e00-\u9fff《“]"
)
_SEEN_TO = re.compile(  # 草也拔了, 还把门口的雪铲了
    r"(?:[也都还]|把[^，,。\s]{1,8})[^，,。\s]{0,3}"
    r"[翻拔铲扫擦刷修补搭种浇剪扎糊贴挂钉包织绣编画搬装拆](?:[好完]|干净)?了"
)
_LED = re.compile(r"[\u4e00-\u9fff](?:[带领牵]的?头|[带领]的?队|主的?讲|教的)$")
_BESIDES = re.compile(  # talk about the talk, about oneself, and what others said
    r"通知|照片|相片|视频|录像|截图|合影|群|链接|红包|微信|接龙|名单|手机|回家|到家|下班|吃饭"
    rf"|[颗个]牙|[{_DIGITS}]针|[个张]码|扫码|看病|医院|住院|辛苦|[去来走]了$|说(?!了)|夸|嫌|觉得|学会|个赞|泪|开了(?![^，,。\s]*[会课班场])"
)
_ASKS = re.compile(
    r"谁|[?？]|快[来去点]|来(?:吃|喝|拿|领|取|看看)|等[你您]|[你您别请]|不要|麻烦|帮忙|记得|吧[，。！!~～]*$"
)
_NOT_HERE = re.compile(  # not done yet, done before, or by others elsewhere
    r"[没未]|[应该想要]把|得把|待会|一会|回头|晚点|之前|以前|再[走去来说]|上[次回周个]|去年|前年|昨[天晚]|前天"
    r"|他们|她们|人家|别[的人处]|隔壁|对面|邻居|新闻|电视|听说|[我自]家|家里|小[狗猫偷]|贼|[我他她]爸|[我他她]妈|老[公婆伴]"
)
_AGAINST = (
    *("forwarded", "elsewhere", "long_ago", "joke", "quarrel", "remark", "observed"),
    *("doubt", "wish", "office", "undone", "question", "prepared", "trouble", "list"),
    *("utility", "home", "private", "self", "coming", "called", "arranged", "future"),
)


def read_further(text: str, sent_at: datetime) -> tuple[Stated, ...]:
    """What `text` adds to what was done, and who did it; nothing unless it surely tells that.

    For words of whoever reports, right after the report: small talk, plans, questions, and
    what happened to the writer alone, add nothing (R1).
    """
    if len(text) > LONGEST or not any(map(_tells, cut_clauses(text))):
        return ()
    if _ASKS.search(text) or _NOT_HERE.search(text) or _of_else(text, sent_at):
        return ()
    deed = read_deed(text, sent_at)
    felt = [one.span for one in deed if one.field is Field.FEEDBACK]
    told = [
        clause
        for clause in cut_clauses(text)
        if _tells(clause)
        and not any(overlap(span, (clause.start, clause.end)) for span in felt)
    ]
    if not told:
        return ()
    who = (one for one in deed if one.field is Field.ATTENDEES)
    return (*(_done(text, run) for run in _beside_each_other(told)), *who)


def _done(text: str, run: Sequence[Clause]) -> Stated:
    span = (run[0].start, run[-1].end)
    return Stated(Field.CONTENT, Words(text[slice(*span)]), span)


def _beside_each_other(told: Sequence[Clause]) -> Iterator[Sequence[Clause]]:
    """Without what stands between them and tells of nothing done: it may be private."""
    run: list[Clause] = []
    for clause in told:
        if run and clause.start > run[-1].end + 1:
            yield run
            run = []
        run.append(clause)
    yield run


def _of_else(text: str, sent_at: datetime) -> bool:
    """Whether anything speaks against a report of ours that is over."""
    facts = gather(text, sent_at, ())
    found = weigh(text, facts, tense_of(text, facts, sent_at), "")
    return any(found[sign] for sign in _AGAINST)


def _tells(clause: Clause) -> bool:
    """Whether the clause says that something was made or done, or who led."""
    words = clause.text
    if _BESIDES.search(words):
        return False
    if any(sign.search(words) for sign in (_MADE, _SEEN_TO, _LED)):
        return True
    deed = ACTIVITY.search(words) or SERVED.search(words)
    return deed is not None and _RESULT.search(words) is not None
