"""What only the staff can answer: money, papers, rules, rooms that are lent (D5)."""

import re
from collections.abc import Sequence

_HOW = r"(?:怎么|咋|如何|怎样|咋样)"
_NEAR = r"[^，,。？?！!；;\s]"
_MATTERS = (
    r"发票|报销|收据|票据|项目书|经费|预算|签到表|记录表|申请表|申报"
    r"|备案|创投|结项|结题|中期|验资|民政|注册成?立?|资助|补贴|项目[里款的]?(?:款|"
    r"资金|钱|经费|周期|验收)?|"
    r"明细|盖章|公章|协议|信息稿|活动时长|志愿时长|(?:交|提交|补|填|要|什么|哪些|啥)"
    r"材料|材料[^，,。]{0,6}(?:交|填|要|发|补)|"
    r"记录里|系统里|社工|社造|资金|物资费|劳务费|培力|开放日|评估表"
)
_ROOM = r"(?:场地|活动室|会议室|多功能[厅室]|排练[厅室]|礼堂)"
_LENT = (
    r"(?:申请|预[约订定]|[借租](?![了好过着])|订(?![了好过着])|收费|费用?|免费|[要用]?[交付花]?(?:多少)?钱"
    r"|[找跟问]谁|归谁|谁管)"
)
_ROOMS = (
    rf"{_ROOM}{_NEAR}{{0,6}}?{_LENT}"
    rf"|(?:申请|预[约订定]|[借租订])(?:用|个|一?下|一个|社区|咱们?|我们)*的?{_NEAR}{{0,2}}{_ROOM}"
)
_PAPER = r"(?:申请|申报书?|总结|小结|项目书|计划书?|方案|报告|记录|签到|表格?|简报|稿子?|材料|说明|台账|清单)"
_WRITTEN = (
    rf"{_PAPER}{_NEAR}{{0,6}}?{_HOW}(?:个)?[写填]|{_HOW}(?:个)?[写填]{_NEAR}{{0,4}}{_PAPER}"
    rf"|^{_NEAR}{{0,6}}{_HOW}[写填](?:才对|才行|好)?[啊呀呢的嘛哦?？!！\s]*$"
)
_PAID = (
    rf"报账|交账|销账|走账|核销|(?:能|可以|可|给)(?:不能|不可以|不给)?报(?=吗|不|么|嘛|$|[?？])|到账|打款|拨款"
    rf"|票{_NEAR}{{0,3}}?(?:{_HOW}|[去在上]?哪[里儿]?){_NEAR}{{0,2}}开|(?:{_HOW}|[去在上]?哪[里儿]?)开{_NEAR}{{0,4}}票"
)
_OWN_MONEY = re.compile(
    r"养老|工资|退|社保|医保|低保|红包|房租|公积金|股票|彩票|[水电煤]费|物业费|快递|报名|[\u4e00-\u9fff]班|岁|车票|门票|银行"
)
_ART = re.compile(r"字|词|诗|联|笔|画|福|撇|捺|歌|谱")  # 怎么写 among calligraphers
_CLASSES: Sequence[tuple[re.Pattern[str], re.Pattern[str] | None]] = (
    (re.compile(_MATTERS), None),
    (re.compile(_ROOMS), None),
    (re.compile(_WRITTEN), _ART),
    (re.compile(_PAID), _OWN_MONEY),
)


def for_staff(text: str) -> bool:
    """Whether the words are about what staff alone know; not whether they ask."""
    return any(
        found.search(text) and not (other and other.search(text))
        for found, other in _CLASSES
    )
