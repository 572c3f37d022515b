"""Questions: whether one wants an answer, and whether it is for the staff (D5)."""

import re

_GATE = re.compile(
    r"[?？吗呢么嘛啥几哪谁怎咋何否]|多少|[能是有行可要会好对]不|没有?(?=$|[\s，,。])|来着"
)
_MARK = re.compile(r"[?？]")
_ONLY_MARKS = re.compile(r"[\s?？!！。.…~\U0001f300-\U0001faff]*")
_ASKS = re.compile(
    r"吗(?=$|[\s，,。.!！~啊呀\U0001f300-\U0001faff])"
    r"|(?:什么|啥|么)时候|几[点号时月](?!半)|星期几|周几|礼拜几|哪[天里儿边个些位年]|"
    r"在哪|去哪|上哪"
    r"|多少(?!有点|会|都|也)"
    r"|(?:[要需交剩差缺]|(?:来|去|到|发|买)了?)几[个位人份张次盒本](?:人|老人)?(?=$|"
    r"[\s，,。?？啊呀呢]|[^，,。\s]{0,4}[?？])"
    r"|(?:需要|要)几[个位人份张次]|几[天次份][^，,。\s]{0,3}一[次回]"
    r"|怎么[^，,。\s]|咋[^，,。\s]|如何|为什么|为啥|凭啥|干嘛|是什么|要什么|有什么|"
    r"啥[样事意]|叫啥|是啥"
    r"|(?:能不能|可不可以|可以不(?![^，,。\s])|行不行|是不是|要不要|会不会|有没有|"
    r"对不对|算不算|用不用|需不需要|"
    r"该不该)|行不(?=$|[\s，,。])|(?:了|好|到|完|过|定)没有?(?=$|[\s，,。.!！~])"
    r"|(?:^|[\s，,。])(?:那|[^，,。\s]{1,3}(?:数|间|点|票|料|片))"
    r"[^，,。\s]{0,4}呢(?=$|[\s，,。.!！~])|来着(?=$|[\s，,。.!！~])|[找问]谁|"
    r"谁(?:管|知道|清楚|了解|负责|去|来)|什么(?=$|[\s，,。])"
)
_REMARK = re.compile(
    r"没什么|什么的|什么[都也]|[啥谁][都也]|怎么[都也]|怎么[这那]么|咋[这那]么|"
    r"不知怎么|甭管|不管|无论|"
    r"难道|可不是[吗嘛]|还用[说问]|多么|谁叫|谁让|这不是|就是嘛|没多少|哪里哪里|说什么好|"
    r"(?:看到|听说|知道|发现)了?[吗没][，,]|能不能(?:轻|小声|安静|别|不要|早点|消停|"
    r"[^，,。]{0,8}结束)"
    r"|不是[^，,。\s]{1,8}吗(?![?？])|(?:啥|什么)时候也|^\[链接\]|怎么办好|"
    r"[你您]说呢|怎么样都"
)
_STATE = re.compile(
    r"(?:还没|在|正|才|着|等着|忙着|睡|想)[^，,。\s]{0,6}呢(?=$|[\s，,。.!！~])"
)
_NEIGHBOURS = re.compile(r"谁(?:家|的|把|放|拿|有|会|看见|见|丢|捡)")
_STAFF = re.compile(
    r"发票|报销|收据|票据|项目书|经费|预算|签到表|记录表|申请表|申报|场地(?:申请|"
    r"怎么借|费)|申请场地|借场地|"
    r"备案|创投|结项|结题|中期|验资|民政|注册成?立?|资助|补贴|项目[里款的]?(?:款|"
    r"资金|钱|经费|周期|验收)?|"
    r"明细|盖章|公章|协议|信息稿|活动时长|志愿时长|(?:交|提交|补|填|要|什么|哪些|啥)"
    r"材料|材料[^，,。]{0,6}(?:交|填|要|发|补)|"
    r"记录里|系统里|社工|社造|资金|物资费|劳务费|培力|开放日|评估表"
)
_THANKS = re.compile(
    r"(?:(?:好的?|嗯+|哦+|噢|太好了|太棒了|行|可以|明白了?|知道了?|懂了?|清楚了?|"
    r"了解了?|收到|原来如此|没问题|"
    r"那就好|放心了)[\s，,。！!~～呀啊啦哈]*){0,4}"
    r"(?:(?:谢谢|多谢|感谢|谢啦|谢了|辛苦|3q|thanks?)(?:[了啦您你]|大家|各位)*[\s，,]?"
    r"[\u4e00-\u9fff]{0,6}?)?(?:[\s，,。！!~～🙏🌹👍👌❤️😄😊]|啊|啦|哈|呀|"
    r"\[[^\[\]]{1,4}\])*",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"谢|辛苦|明白|知道了|懂了|清楚了|了解|太好了|收到|thank", re.IGNORECASE
)
_TOLD = re.compile(
    r"(?:讲|教|学|告诉|介绍|示范|演示|宣传|才知道|讨论|商量|研究|(?<![请想我])"
    r"问(?!一?下|问))[^，,。\s？?]{0,12}"
    r"(?:怎[么样]|咋|如何|什么|啥|哪|几|多少)"
)
LONGEST_THANKS = 30


def is_question(text: str) -> bool:
    """Somebody wants an answer; remarks, complaints and 谁家的猫 among neighbours are none."""
    if not _GATE.search(text) or _ONLY_MARKS.fullmatch(text):
        return False
    if _REMARK.search(text) or _STATE.search(text):
        return False
    if _ASKS.search(_TOLD.sub("", text)):
        return True
    return bool(_MARK.search(text)) and not _NEIGHBOURS.search(text)


def to_staff(text: str) -> bool:
    """A question about money, papers or rules, which only the staff can answer (D5)."""
    if not _STAFF.search(text):
        return False
    return is_question(text) and not _NEIGHBOURS.search(text)


def thanks(text: str) -> bool:
    """谢谢, 明白了: a word that closes a question and does not reopen it (R12)."""
    if len(text) > LONGEST_THANKS or not _THANKED.search(text):
        return False
    return _THANKS.fullmatch(text.strip()) is not None
