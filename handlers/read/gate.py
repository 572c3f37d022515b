"""The door of the reader: most chatter is turned away by one search."""

import re

SHORT = 12  # characters; below, a day word or a 了 alone promises nothing
A_STORY = 45  # …and from here on few are chatter
_ANSWERS_UP_TO = 7  # …but 昨天下午 may be a whole answer
_NUMERAL = "[0-9０-９一二两三四五六七八九十几百俩仨]"
_ASKS = (
    r"[吗？?哪啥谁怎咋]|还是|多久|真的假|[不没](?=$|[啊呀]?$)|没有[啊呀]?$|可不可|什么|什麽|几[时点号天岁次张]|多少|如何|请问|来着"
    r"|[还抑]是[^，,。]{1,8}$"
    r"|(?:[有了]没有?|[有票间位了]没|[要需能行用据练去]不|不[练去要能用需算行])(?=$|[\s，,。]|[练去要能用需算行])"
    r"|[么否](?=$|[\s，,。])"
)
_SURE = (
    # Every alternative begins with a literal or a set: the engine skips to first letters.
    rf"{_NUMERAL}(?:[来多几余]?个?[人位名户]|[来多几余]?个(?=$|[，,。吧啊呢\s])|[口号]人"
    rf"|号人|点|月|[日号](?!楼|院))"
    r"|[0-9]{1,2}[:：][0-9]{2}|人数|时间[:：]|地点[:：]|内容[:：]|日期[:：]|报名|接龙|通知"
    rf"|集合|活动|集体|志愿者|计划|临时|意见|反馈|[们个位人]嫌|老地方|就我|^我[和跟同]|{_ASKS}"
    r"|是在|就在|[他她人们友民者客众员]?都说|都[挺很特]|[们长人子有位个]说"
    r"|[姐姨叔爷奶妈哥婆师们他她老费人友][^，,。\s]?[说夸]|不是\d|不对|错了|为准|改[到在成为]"
    r"|照常|诚邀|欢迎|收工|圆满|散[场会]"
)
# What a line of an elder tells and nobody chats: 理了八个头, 给孙大爷送了饺子.
_DEED = (
    r"给[^，,。我你]{2,10}了|[修练理磨清种排唱跳写捡扫送发包读讲教巡打搭][^，,。]{0,3}[了完][，,\s一二三四五六七八九十两仨几\d]"
    r"|了[，,][一二三四五六七八九十两几\d]|[又添]了[一二三四五六七八九十两几\d]|^[昨今]天陪|[摊会队]收了"
)
_BRIEF = re.compile(
    rf"{_SURE}|{_DEED}|^在|[村园馆院楼室厅场堂心林里上下边]$|门口$|[弄搞办]的|不能.$|^[是就从陪教给帮带领]|一[上下]午|出头|错|改一下|大伙|都[吃乐]"
    rf"|老样|^上个|^半天|^早上(?!好)|数是|表上|起来了$|[说夸嫌]|反[映响应馈]|^[来到去]了|^大[约概]|^[0-9一二三四五六七八九十]+$"
    rf"|[街亭院号口]$|不是|地点|时间|[完好]了|(?:我们|咱)[^，,。]{{2,}}[了完]"
)
_LONG = re.compile(
    rf"{_SURE}|{_DEED}|^在|[0-9]|[今昨前当][天儿晚日早夜朝黑]|明[天日早晚儿]|后天|[上下]午|早上|早晨|晚上"
    rf"|傍晚|中午|晌|星期|礼拜|周[一二三四五六日末]|[本下这]周|[下本月][月底]"
    rf"|[了咗咧仔][^，,。\s]{{0,4}}[遍份袋本张户场盆件个]"
    rf"|{_NUMERAL}[多来余]?[个本份袋件盆棵张户桌幅辆只屉位]"
    r"|咱们?(?!家)|我们(?!家)|队|结束|出头|数[清是]|签到|写错|改一下|男的|锅底|比外|推[迟后]|[明说]不，|不[,，]|不能.$|改不|坐满|没报"
    r"|[完好成][了咧]|了一|宣传|垃圾|演了|捐|陪|诊|猜|升旗|花园|门口|大家|老人|孩子们?|居民|街坊|护学|巡逻|[午节会班课展赛]"
    r"|回来[了啦]|了[\s，,。！!]"
)
_DAY = re.compile(r"(?!.*好$)(?:[今昨前上下中][天儿晚日早午周]|上个?[星礼]|早上|傍晚)")


def worth_reading(text: str) -> bool:
    """Whether `text` could state something of an activity or ask something; never exact."""
    if len(text) >= A_STORY:
        return True
    if len(text) >= SHORT:
        return _LONG.search(text) is not None
    if _BRIEF.search(text):
        return True
    return len(text) <= _ANSWERS_UP_TO and _DAY.search(text) is not None
