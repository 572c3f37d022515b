"""What an activity is called where its note names it: 剪纸, 量血压, 香包手工课."""

import re
from collections.abc import Sequence
from itertools import chain

from handlers.model.finding import Field, Span, Stated

LONGEST_THEME = 14  # characters
# A kind of gathering, named by what stands in front of it: 手机讲座, 旧书交换, 扇面展览.
_TOPIC = (
    "智能手机|老照片|心肺复苏|垃圾分类|防溺水|胡同|社区|邻里|健康|养生|急救|消防|反诈|防诈|防骗|防火|防汛"
    "|法律|普法|安全|禁毒|中医|营养|口腔|手机|电脑|摄影|书法|国画|剪纸|窗花|声乐|舞蹈|戏曲|京剧|合唱"
    "|旧书|旧物|旧衣|图书|绘本|亲子|敬老|爱心|义务|公益|便民|免费|重阳|元宵|中秋|端午|腊八|新春|春节|迎新"
    "|夜间|文明|环境|楼道|河道|露天|趣味|红色|夕阳红|香包|香囊|扇面|风筝|灯笼|编织|钩针|苗绣|刺绣|布艺|茶艺|花艺"
    "|插花|烘焙|厨艺|美食|象棋|围棋|乒乓球?|羽毛球|门球|棋牌|诗歌|经典|故事|口述|手工|种植|阳台|月饼|饺子|春联"
    "|腰鼓|锅庄|秧歌|太极|八段锦|广场舞|二胡|葫芦丝|口琴|堆肥|家电|衣物|闲置|儿童|长者|居家|志愿"
)
_EVENT = (
    "讲座|宣讲|宣传|培训|演练|课堂|公开课|手工课|体验课|课程|课(?!文|本|余|桌|间)|教学|交流会|分享会|座谈会|协商会|议事会|恳谈会|茶话会|评议会"
    "|故事会|读书会|读报会|生日会|联欢会|演唱会|朗诵会|运动会|诗会|歌会|灯会|笔会|雅集|比赛|友谊赛|擂台赛|大赛|棋赛|球赛"
    "|展览|书画展|画展|影展|沙龙|工作坊|市集|集市|交换|漂流|共读|导览|巡逻|巡查|整治|大扫除|修复|回收|募捐|义卖|捐赠"
    "|表演|演出|汇演|展演|快闪|排练|彩排|联欢|晚会|制作|采摘|测量|咨询|维修|陪伴|慰问|走访|阅读|诵读|电影"
)
_NAME = (
    "义诊|义剪|义演|义修|护学|护校|夜巡|巡河|护河|巡山|护林|净滩|净山|扫雪|铲雪|大扫除|垃圾分类|旧物交换|旧书交换|跳蚤市场|家电维修"
    "|秧歌|腰鼓|锣鼓|舞龙|舞狮|锅庄|广场舞|交谊舞|健身操|轮椅操|柔力球|抖空竹|空竹|太极拳?|八段锦|五禽戏|站桩|走秀|旗袍秀"
    "|京剧|评剧|越剧|昆曲|豫剧|秦腔|沪剧|黄梅戏|粤剧|粤曲|川剧|评弹|相声|快板|皮影戏?|木偶戏?|合唱|二胡|口琴|葫芦丝|唢呐"
    "|书法|国画|剪纸|编织|钩针|插花|刺绣|扎染|面塑|泥塑|拓印|口述史|读书(?!角)|朗诵|诵读|讲故事|口述|露天电影|骑行|徒步|登高|踏青|健步走|采风|观鸟|研学"
    "|种树|植树|堆肥|百家宴|长桌宴|饺子宴|百家饭|茶艺|围棋|象棋|门球|乒乓球|羽毛球|猜灯谜|墙绘|理发|剪发|陪诊|助餐|送餐"
    "|茶话会|生日会|协商会|议事会|座谈会|恳谈会|联欢会|故事会|读书会|读报会|朗诵会|诗会|运动会|跳蚤市场|交通劝导|投票"
)
# An ordinary verb names an activity only with what it is done to.
_DEED = (
    "量血[压糖]|测血[压糖]|剪指甲|修(?:家电|轮椅|雨?伞|鞋|自行车|拉链|纱窗)|磨(?:剪刀?|菜?刀)|讲故事|读报|念报|放电影|看电影"
    "|包(?:粽子|饺子|汤圆|馄饨|青团|包子)|做(?:月饼|香[包囊]|灯笼|手工|青团|糕点)|写(?:春联|福字|对联)|剪窗花|贴春联|扎(?:风筝|灯笼)|放风筝"
    "|打太极拳?|踢毽子|唱(?:戏|红歌|民歌|童谣|山歌)|熬(?:腊八)?粥|捡(?:垃圾|烟头|落叶|瓶子)|扫(?:落叶|楼道)|清理小广告"
    "|种(?:菜|花)|浇花|除草|拔草|翻地|晒书|理书|换书|下棋|喂流浪猫"
)
_NEAR = rf"(?:{_TOPIC}|{_NAME})"
_THEME = re.compile(
    rf"(?:{_NEAR})*{_NEAR}(?:{_EVENT})+|(?:义务|公益|便民|免费|邻里|露天)?(?:{_NAME})+|{_DEED}"
)
# The court alone is a place; what is played on it is named by it: 门球场比赛.
_COURT = re.compile(
    r"(门球|乒乓球|羽毛球|篮球|足球|象棋|围棋)[场馆室桌台][里上]?(?:进行|举行|办|搞)?(?:了一?场?)?(?=比赛|友谊赛|切磋)"
)
# What follows makes it a place, a person or a thing: 书法室, 理发师, 象棋桌.
_NOT_BEFORE = re.compile(
    r"[室馆院厅园站店摊角屋房厂师迷友者员家人台桌柜场服器谱箱包]|爱好|老师|协会|中心|材料|工具|用品|作品"
    r"|的(?:老|大|小|奶|爷|阿|叔|孩|人|师|志|居|街|时候)"
)
_NOT_AFTER = re.compile(r"(?:[不没别会爱]|没有|下次|下周|明天|去年|以前|想|要)$")
_HELD = re.compile(
    r"(?:搞|办|开展|举办|举行|组织|进行|召开|开)(?:了"
    r"|起)?(?:一?[场次个])?([\u4e00-\u9fff“”]{2,12}?)(?=活动|[，,。；;！!\s]|$)"
)
_PEOPLE = re.compile(
    r"[的了在给为]|居民|老人|孩子|街坊|邻居|群众|志愿者|队员|我们|大家|[各每]"
)
_HEADING = re.compile(r"^\s*[【《\[]([^】》\]\n]{2,20})[】》\]]")
_TITLED = re.compile(
    r"[“「\"]([^”」\"\n，,。]{2,20})[”」\"](?=[\u4e00-\u9fff]{0,6}(?:活动|讲座|比赛|晚会"
    r"|主题|$|\n))"
)
_NO_HEADING = re.compile(
    r"(?:汇报|报告|通报|小结|简讯|总结|记录|纪实|播报|快讯|动态|反馈|打卡|通知|转发|接龙|社区|街道|小区|[\u4e00-\u9fff]队|团|协会"
    r"|中心|委会|活动室|驿站|活动|今日|图片|链接)$"
)


def heading_of(text: str) -> Span | None:
    """A title in front (【秋日诗会】) or one in quotation marks that is called an activity."""
    heading = _HEADING.match(text)
    if heading and not _NO_HEADING.search(heading[1]):
        return heading.span(1)
    titled = _TITLED.search(text)
    return titled.span(1) if titled else None


def named_in(text: str, known: Sequence[Stated]) -> Span | None:
    """What the text calls the activity; no part of its place or of what people said."""
    shut = [s.span for s in known if s.field in (Field.PLACE, Field.FEEDBACK)]
    themes = (m.span() for m in _THEME.finditer(text) if _names(text, m))
    spans = chain(_held(text), themes)  # the first will do, and looking for all is slow
    free = (s for s in spans if not any(s[0] < end and start < s[1] for start, end in shut))
    named = next((s for s in free if s[1] - s[0] <= LONGEST_THEME), None)
    court = _COURT.search(text)
    return named or (court.span(1) if court else None)


def _held(text: str) -> list[Span]:
    """办了一场…: the whole of it is better than the name in it (第三届百家宴)."""
    held = _HELD.search(text)
    if not held or _PEOPLE.search(held[1]):
        return []
    name = _THEME.search(held[1])
    whole = name is not None and name.end() == len(held[1])
    return [held.span(1)] if whole else []


def _names(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 2) : found.start()]
    return not (_NOT_BEFORE.match(text, found.end()) or _NOT_AFTER.search(before))
