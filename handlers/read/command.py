"""The few words the bot obeys: for silence, for speaking again, for being forgotten."""

import re
from enum import StrEnum


class Command(StrEnum):
    """HUSH and RESUME are for leaders and staff (R11), the others are for anyone (R14)."""

    HUSH = "hush"
    RESUME = "resume"
    FORGET_ME = "forget_me"
    REMEMBER_ME = "remember_me"


LONGEST = 60  # a command inside a longer message is talk about it
_GATE = re.compile(
    r"静默|提醒|安静|打扰|恢复|[别不][再要用]?再?(?:管|催|问|记)|追问|闭嘴|"
    r"[删忘][除掉记了]?我|把我|[记写提登报]录?我"
)
_ADDRESS = re.compile(r"^\s*@[^\s，,：:]{1,12}[\s，,：:\u2005]*|\s*@[^\s，,：:]{1,12}\s*$")
_CUT = re.compile(r"[\s，,。.；;：:！!~～、]+")
_LEAD = (
    r"(?:先|请|就|都|也|你|那|好了|麻烦|小陪|陪伴|机器人|暂时|最近|今天|今晚|以后|"
    r"后面|接下来|"
    r"这[几两]?[天周]|这个月|这[阵段]子?|这段时间|过年期间|节日期间|可以|现在){0,4}"
)
_OBJECT = r"(?:我们|咱们?|大家|大伙|群里|人)?"
_TAIL = r"(?:了|吧|啦|哈|啊|呀|先|好吗|一下|我们|大家|[一几两三]天|一?会儿?|一阵子?){0,4}"
_DONT = r"(?:别|不要|不用|甭|莫|不必|停止|暂停|关闭|取消|关掉)(?:再|老|总|一直|天天)?"
_SILENCE = re.compile(
    rf"{_LEAD}(?:静默(?:模式)?|免打扰|闭嘴|{_DONT}{_OBJECT}(?:发)?(?:提醒|追问|打扰)"
    rf"{_OBJECT}){_TAIL}"
)
_HUSH_ALONE = re.compile(
    rf"{_LEAD}(?:{_DONT}(?:管|催|问|艾特)|安静(?:一下|一会儿?|点)?){_TAIL}"
)
_PAPERS = re.compile(
    r"材料|记录|回头|补|照片|提醒|人数|数字|信息|资料|自己[写填报发]|过[几两]天|再说"
)
_SPEAK = re.compile(
    rf"{_LEAD}(?:(?:恢复|继续|重新|打开|开启|开始|接着)(?:正常)?提醒|提醒|"
    rf"(?:取消|解除|结束|退出)静默(?:模式)?){_OBJECT}{_TAIL}"
)
_SPEAK_ALONE = re.compile(r"(?:可以|请|现在)?恢复(?:吧|了|啦|一下)?")
_CAN = re.compile(r"可以|恢复|继续|重新|打开|开启|开始|接着|取消|解除|结束|退出")
_MINE = r"(?:的?(?:名字|名|大名|姓名|信息|话|消息|照片|东西))"
_WISH = r"(?:请|你|以后|麻烦|机器人|小陪|陪伴|记录里|信息稿里|写的时候|发的时候){0,3}"
_REMEMBER = re.compile(
    rf"{_WISH}(?:又|现在|以后|还是){{0,2}}(?:可以|能|恢复|继续|接着)(?:再|接着|继续)?"
    rf"(?:记(?:录|着|下)?|[写登]上?)我(?:了|{_MINE})?[了吧啦]?"
)
_FORGET = re.compile(
    rf"{_WISH}(?:别|不要|甭|不用|莫)再?(?:记(?:录|着|下)?|[写登]上?)我(?:了|{_MINE})?[了吧啦]?|"
    r"(?:请|你|以后|麻烦)?(?:别|不要|甭)再?[提报]我的?(?:名字|名|大名)[了吧啦]?|"
    r"(?:请|麻烦)?(?:忘[掉记了]|删[除掉了]?)我(?:的?(?:信息|记录|数据|名字|资料))"
    r"?[吧了啦]?|"
    r"(?:请|麻烦)?把我(?:的?(?:信息|记录|数据|名字|资料))?(?:删[除掉了]?|忘[掉记了]?)"
    r"[吧了啦]?"
)


def read_command(text: str) -> Command | None:
    """The command that `text` is; None where its words are only part of ordinary talk."""
    if len(text) > LONGEST or not _GATE.search(text):
        return None
    addressed = _ADDRESS.search(text) is not None
    clauses = [clause for clause in _CUT.split(_ADDRESS.sub("", text)) if clause]
    if any(_FORGET.fullmatch(clause) for clause in clauses):
        return Command.FORGET_ME
    if _is(clauses, _REMEMBER):
        return Command.REMEMBER_ME
    if any(_SPEAK.fullmatch(c) and _CAN.search(c) for c in clauses) or _is(
        clauses, _SPEAK_ALONE
    ):
        return Command.RESUME
    if any(_SILENCE.fullmatch(clause) for clause in clauses):
        return Command.HUSH
    weak = any(_HUSH_ALONE.fullmatch(clause) for clause in clauses)
    meant = addressed or _is(clauses, _HUSH_ALONE) or _PAPERS.search(text)
    return Command.HUSH if weak and meant else None


def _is(clauses: list[str], pattern: re.Pattern[str]) -> bool:
    return bool(clauses) and all(pattern.fullmatch(clause) for clause in clauses)
