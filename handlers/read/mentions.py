"""Mentions of a number of people, each with how strongly it claims to be the headcount."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from handlers.model.finding import Count
from handlers.read.numbers import is_rough, read_number


class Weight(IntEnum):
    """What a mention claims to be; the strongest one of a text is its headcount."""

    NOTHING = 0
    SERVED = 1
    LOOSE = 2
    PLAIN = 3
    CAME = 4
    LISTED = 5
    TOTAL = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """`count` people at start … end of a text.

    guest: named as one serves them (老人, 居民).  bare: 八个, which could be of things.
    """

    start: int
    end: int
    count: Count
    weight: Weight
    guest: bool = False
    bare: bool = False


IN_PASSING = 3  # 三位爷爷, 两个人: so few are told about, seldom counted
_HAN = "零一二两三四五六七八九十百千"
_OURS = (
    "医护人员|医务人员|志愿者|志愿服务者|义工|社工|队员|成员|组员|会员|团员|党员|骨干|姐妹|队友|"
    "工作人员|楼栋?长|楼组长|组长|队长|班长|委员|理事|干事|保安|保洁|城管|民警|辅警|"
    "楼门长|网格员|选手|演员|讲解员|宣导员|护学员|红马甲|老师|老?师傅|医生|医师|大夫|理发[师员]|设计师|"
    "干部|教师|教练|护士|药师|律师|专家|讲师|裁判|评委|厨师|大厨|帮厨|摄影师|员工|"
    "职工|大学生|伙伴|同志|代表|战士|棋友|球友|歌友|舞友|书友|花友|影友|车友|老战友|姊妹|兄弟"
)
_GUESTS = (
    "老人家?|长者|老年人|居民|街坊|邻居|群众|市民|村民|观众|游客|家长|孩子|小朋友|"
    "娃[娃儿]?|小囡|小孩|大人|细路|儿童|[初高]中生|小学生|留学生|研究生|学生|新生|"
    "同学|师生|爷爷|奶奶|大爷|大妈|大姐|大娘|大嫂|阿姨|叔叔|婆婆|阿婆|阿公|爹爹|老太[太婆]?|老头|老汉|寿星|"
    "老爷子|老兄弟|老姐们|老街坊|师奶|妹子|丫头|后生|"
    "老伙计|老哥|老姐姐?|姑娘|妈妈|爸爸|宝妈|媳妇|妯娌|嫂子|男的|女的|新人|新手|"
    "小伙子?|青年|青少年|妇女|读者|听众|票友|戏友|朋友|听友|戏迷|学员|人员|残疾人|残友|盲人|"
    "环卫工人?|工人|农民工|骑手|快递员|外卖员|司机|租[客户]|商户|摊主|店主|客人|嘉宾|老兵|家属|"
    "爱好者|业主|住户|车主"
)
_KIND = r"(?:(?![去来到在给为看和与跟把被说是参帮教陪每个])[\u4e00-\u9fff]){0,6}?"
_STOP = r"(?=$|[\s，,。.；;！!、？?~～)）吧呢啊呀嘛哦哈噢左\U0001f300-\U0001faff])"
_NUMERAL = (
    rf"(?:\d{{1,2}},\d{{3}}|\d{{1,5}}(?:[-~～—–到至]\d{{1,4}})?|"
    rf"[{_HAN}]{{1,8}}(?:[到至][{_HAN}]{{1,4}})?|[俩仨])"
)
_COUNTED = re.compile(
    rf"(?P<near>[近约上逾超])?(?<![第前每几\d.{_HAN}])(?<!(?<!人)数)(?<!\d[:：/\-－])"
    rf"(?P<number>{_NUMERAL})"
    r"(?P<more>[多余来几+])?(?:(?P<times>人次)"
    r"|多?[个名位号]?人(?![次均民家份类员字生间才物口群]|行道|[篮足]球|[制座桌床量])"
    rf"|[名位个](?=的?{_KIND}(?:{_OURS}|{_GUESTS}))"
    rf"|口(?:子|人|{_STOP})|(?<=[多来几余])号(?:人|{_STOP})"
    rf"|(?<=[多余来几])(?=[\u4e00-\u9fff]{{0,2}}?(?:{_OURS}|{_GUESTS}))"
    rf"|[名位](?!数)|(?P<bare>个)(?:{_STOP}|(?=[去来到在都一转跟围坐站忙干学练听看全排轮抬扛]))|(?<=[俩仨])"
    rf"(?![\d个{_HAN}]))"
)
# A label begins with one of these: looking for them first is quicker.
_SIGNS = "".join(
    set(
        re.sub(
            r"[^\u4e00-\u9fff]",
            "",
            f"{_OURS}{_GUESTS}实到场来去得数点人参与会出席签活动总一共拢服务受益惠",
        )
    )
)
_LABELLED = re.compile(
    rf"(?=[{_SIGNS}])"
    r"(?<![名到划时册限])(?P<label>实到|到场|来了|到了|去了|实际来的|得有|数了?一?数|点了?下?名|(?<![^\s，,；;])[人到](?=[:：])|一共|总共|拢共|共计|"
    r"(?:参加|参与|参会|到场|"
    r"出席|签到|活动|总)?的?人数|"
    rf"(?P<who>{_OURS}|{_GUESTS})|"
    r"(?:服务|受益|受惠|惠及)(?:老人|居民|群众|对象)?(?:人数)?)(?:是|为|有|一?共|总共|\s)*"
    rf"(?P<near>大概|大约|约|近|差不多)?有?[\s:：]{{0,3}}(?P<number>{_NUMERAL})"
    rf"(?P<more>[多余来几])?"
    rf"(?![\d.:：/\-])(?:{_STOP}|(?=[+＋]))"
)
_NOUN_AFTER = re.compile(rf"的?{_KIND}(?:(?P<ours>{_OURS})|(?P<guest>{_GUESTS}))")
_NOUN_BEFORE = re.compile(
    rf"(?:(?P<ours>{_OURS})|(?P<guest>{_GUESTS}))(?:就|得|才|只|也|一?共|总共|来了|到了|有|是)*\s?$"
)
NAMED = re.compile(rf"[、\s]?(?:{_OURS}|{_GUESTS}|[男女红蓝]队)")  # between 8名 and 1名
_NOT = re.compile(
    r"(?:以为|接龙|[能会要得想]来|需要|预计|计划|打算|名额|如果|要是|容纳|应到|应来|报名|"
    r"报了|请假|"
    r"缺席|注册|工时|没来|未到|原定)[^，,。；;！!\s来到]{0,8}$|其中[^，,。]{0,4}$"
    r"|(?:去年|前年|上次|上回|往年|以前|平时|隔壁)[^，,。；;！!\s]{0,8}$"
    r"|[每各满限招](?![周天日月次])[^，,。；;！!\s]{0,5}$|(?:缺|差|少|得|要|够|一组)了?$|一[桌班队车户家][^，,。；;！!\s]{0,2}$"
    r"|有[个位][^，,。；;！!\s]{1,8}带着?[^，,。；;！!\s]{0,4}$"
)
_NOT_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:报名|请假|没来|没到|未到|缺席|一组|一队|一班|一桌|小组|"
    r"三足|才够|"
    r"就够|就行|[能会要]来)|[^，,。；;！!\s]{0,4}[？?吗]|是|负责"
)
_TOTAL = re.compile(
    r"(?:一共|总共|共计|合计|总计|拢共|统共|加起来|总人数|(?<!公)共(?![建享同]))"
    r"(?P<verb>[^，,。；;！!、\d\s]{0,8})$|加上[^，,。\s\d]{1,6}[有共是]$|(?:实到|"
    r"实际到场?|人数)[^，,。；;\n]{0,5}$"
)
_DEALT = re.compile("服务|接待|帮|理|修|测|量|发|送|慰问|走访|为|给")
_TEAM_AFTER = re.compile(r"[\u4e00-\u9fff]{0,4}?的?队伍|[\u4e00-\u9fff]{0,5}?全到齐")
_LISTED = re.compile(
    r"(?:参加|参与|参会|到场|出席|参训|志愿者?|队员|成员|人员)"
    r"[^，,。；;\n]{0,8}[:：(（]\s*$"
)
_HOME_AFTER = re.compile(r"(?:(?![到去来在])[\u4e00-\u9fff]){0,6}?家[里中]")
_CAME = re.compile(
    r"(?:来|去|到|参加|参与|出动|集合|到场|出席|派出?|组织|召集|动员|上阵|报到|签到|"
    r"聚|凑|带|吸引|迎来|坐|站|围|挤|上)"
    r"[了的过]?(?:得有|有|是)?(?:大概|大约|差不多|足足|整整|至少|将近|快)?有?$"
    r"|(?:[\u4e00-\u9fff]{1,4}[、，,])"
    r"{2}[\u4e00-\u9fff]{1,4}(?:[和及][\u4e00-\u9fff]{1,4})?"
    r"[等，,]?$|(?:^|[，,\s者员生工])[\u4e00-\u9fff]{2,3}[和与、][\u4e00-\u9fff]{2,3}$"
)
_SERVED = re.compile(
    r"(?:给|为|替|帮(?!厨|工|忙)|陪|看望|慰问|探望|走访|探访|服务|惠及|受益|受惠|接待|照顾|关爱|"
    r"送到|教会|向|劝[导离返阻]|救助|安抚|登记|采集|化解|"
    r"(?<![来去到加与动席派织集满聚凑齐叫请带约喊招邀挤站排围跑跳练走玩坐上引])了)[^，,。；;！!\s]{0,7}$"
)
_SERVED_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:受益|受惠|理了[发头]|剪了?头|领到|领了|得到|享受)"
)
_US = re.compile(
    r"我[和跟同与][^，,。；;！!\s]{1,10}$|(?:阿拉|伲|我哋)[^，,。；;！!\s]{0,4}$|"
    r"(?:我们|咱们?|俺们?|我[院校园队所社]|本队|全队|一行|去的|来的|参加的|到的)"
    r"(?!.*(?:看到|见|遇|碰|把|被|跟|和|让|教|问|找))[^，,。；;！!\s]{0,6}(?<!有)$"
)
_CAME_AFTER = re.compile(
    r"(?:去|来|到|干|扫|捡|贴|包|做|搬|修|种|排|唱|跳|画|洗|擦|写|剪|打|劝|守|巡|发|拍|挖|弄|抬|浇|收|煮|炒)[完了]?的(?=$|[\s，,。；;！!])"
    r"|[\u4e00-\u9fff]{0,8}?(?:参加|参与|到场|出席|到齐|去的|来的|到的|来了|去了|到了|"
    r"齐聚|欢聚|"
    r"聚在|轮流|分成|分[两三四]|集合|相聚|围坐|坐满|来学|来听)"
)
_TOGETHER = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:一起|一同|一块)|[到去来在](?!的)")
_RULES = (
    (None, _TEAM_AFTER, Weight.TOTAL),
    (_LISTED, None, Weight.LISTED),
    (None, _HOME_AFTER, Weight.SERVED),
    (_CAME, None, Weight.CAME),
    (_SERVED, None, Weight.SERVED),
    (None, _SERVED_AFTER, Weight.SERVED),
    (_US, _CAME_AFTER, Weight.CAME),
)
_ABOUT = re.compile(
    r"(?:近|约|大概|差不多|接近|快|不到|超过|至少|最少|不下|估计)(?:来了|到了|是)?有?$"
)
_ABOUT_AFTER = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:左右|上下|以上|的样子)")
_WHO = re.compile(  # 舞龙的9个, 师傅得四个
    rf"(?:{_OURS}|{_GUESTS}|(?:^|[，,、\s])[\u4e00-\u9fff]{{1,8}}的|[上下]午|[早中晚]班|[男女红蓝]队)[就得才有共来了]*$"
)
_RANGE = re.compile("[-~～—–到至]")
_ALONE = re.compile(
    r"(?:^|[\s，,。；;！!、:：(（])(?:也?就|才|只|大概|大约|差不多|估计|得)?有?$"
)
_ALONE_AFTER = re.compile(_STOP)


def find_mentions(text: str) -> Iterator[Mention]:
    """Every number of people in `text`; registered, wished for and shares weigh NOTHING."""
    for match in _LABELLED.finditer(text):
        if count := _read(match, "", ""):
            yield Mention(
                match.start("number"),
                match.end(),
                count,
                _labelled(match["label"], match["who"]),
            )
    for match in _COUNTED.finditer(text):
        left = text[max(0, match.start() - 24) : match.start()]
        right = text[match.end() : match.end() + 16]
        if count := _read(match, left, right):
            yield _mention(match, count, left, right)


def _labelled(label: str, who: str | None) -> Weight:
    """听众19 is one part of many, 服务老人27 were served, 实到18 are all."""
    if who:
        return Weight.PLAIN
    if label in ("一共", "总共", "拢共", "共计"):
        return Weight.CAME
    return Weight.SERVED if label[0] in "服受惠" else Weight.TOTAL


def _read(match: re.Match[str], left: str, right: str) -> Count | None:
    low, *high = _RANGE.split(match["number"])
    number = read_number(low)
    if not number or (low in ("百", "千") and not (match["near"] or match["more"])):
        return None
    about = match["near"] or match["more"] or high or is_rough(low)
    return Count(number, bool(about or _ABOUT.search(left) or _ABOUT_AFTER.match(right)))


def _mention(match: re.Match[str], count: Count, left: str, right: str) -> Mention:
    before = _NOUN_BEFORE.search(left)
    noun = None if before or match[0].endswith("人") else _NOUN_AFTER.match(right)
    named = noun or before
    kind = named.groupdict() if named else {}
    end = match.end() + (noun.end() if noun else 0)
    weight = Weight.SERVED if match["times"] else _weigh(match, count, left, right)
    if weight in (Weight.PLAIN, Weight.LOOSE) and kind.get("ours"):
        weight = Weight.CAME
    if weight < Weight.LISTED and count.number == 1:
        one = before and _ALONE_AFTER.match(right)  # 老师一位
        weight = Weight.PLAIN if one else Weight.NOTHING
    bare = match["bare"] is not None
    return Mention(match.start(), end, count, weight, bool(kind.get("guest")), bare)


def _weigh(match: re.Match[str], count: Count, left: str, right: str) -> Weight:
    if _NOT.search(left) or _NOT_AFTER.match(right):
        return Weight.NOTHING
    if total := _TOTAL.search(left):
        return _weigh_total(total["verb"] or "", left)
    for before, after, weight in _RULES:
        if (before and before.search(left)) or (after and after.match(right)):
            return weight
    few = match["bare"] or count.number <= IN_PASSING
    if not few and _TOGETHER.match(right):
        return Weight.CAME
    alone = _ALONE.search(left) and (_ALONE_AFTER.match(right) or match[0][-1] == "人")
    whose = match["bare"] and _WHO.search(left)
    return Weight.LOOSE if few and not (alone or whose) else Weight.PLAIN


def _weigh_total(verb: str, left: str) -> Weight:
    """一共帮了30位 were served; of 共有志愿者8人、居民40人 the parts still add up."""
    if _DEALT.search(verb):
        return Weight.SERVED
    return Weight.LISTED if _NOUN_BEFORE.search(left) else Weight.TOTAL
