"""The door of the reader: most chatter is turned away by one search."""

import re

SHORT = 12  # characters; below, a day word or a 了 alone promises nothing
_ANSWERS_UP_TO = 7  # …but 昨天下午 may be a whole answer
_NUMERAL = "[0-9０-９一二两三四五六七八九十几百俩仨]"
_SURE = (
    # Every alternative begins with a literal or a set: the engine skips to first letters.
    rf"{_NUMERAL}(?:[来多几余]?个?[人位名户]|[来多几余]?个(?=$|[，,。吧啊呢\s])|[口号]人"
    rf"|号人|点|月|[日号](?!楼|院))"
    r"|[0-9]{1,2}[:：][0-9]{2}|人数|时间[:：]|地点[:：]|内容[:：]|日期[:：]|报名|接龙|通知"
    r"|集合|活动|集体|志愿者"
    r"|[吗？?]|怎么|什么时候|啥时|几点|几号|哪[天里个儿]|多少|能不能|可不可以|如何|请问"
    r"|来着|咋|谁(?=$|[？?\s])|几[张份次天]|谁(?:知|管|清|负|来|能|去)|要不要|是不是"
    r"|是在|就在|[他她人们友民者客众员]?都说|都[挺很特]"
    r"|[姐姨叔爷奶妈哥婆师们他她老费人友][^，,。\s]?[说夸]|不是\d|不对|错了|为准|改到|改在"
    r"|照常"
)
_BRIEF = re.compile(
    rf"{_SURE}|^在|[村园馆院楼室厅场堂心](?=$|里$)|门口$|[弄搞办]的|(?:我们|咱)[^，,。]{{2,}}[了完]"
)
_LONG = re.compile(
    rf"{_SURE}|[0-9]|[今昨前当][天儿晚日早夜]|明[天日早晚]|后天|[上下]午|早上|早晨|晚上"
    rf"|傍晚|中午|晌|星期|礼拜|周[一二三四五六日末]"
    rf"|[了咗咧][^，,。\s]{{0,4}}[遍份袋本张户场盆件个]"
    rf"|{_NUMERAL}[多来余]?[个本份袋件盆棵张户桌幅辆只]"
    r"|咱们?(?!家)|我们(?!家)|队|结束|散场"
    r"|回来[了啦]|圆满"
)
_DAY = re.compile(r"(?!.*好$)(?:[今昨前上下中][天儿晚日早午周]|上个?[星礼]|早上|傍晚)")


def worth_reading(text: str) -> bool:
    """Whether `text` could state something of an activity or ask something; never exact."""
    if len(text) >= SHORT:
        return _LONG.search(text) is not None
    if _BRIEF.search(text):
        return True
    return len(text) <= _ANSWERS_UP_TO and _DAY.search(text) is not None
