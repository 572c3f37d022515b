"""What a number of people claims to be, by the words around it."""

import re

from handlers.read.labels import (
    CAME,
    LISTED,
    LOOSE,
    NOTHING,
    PART,
    PLAIN,
    REGISTERED,
    SERVED,
    TOTAL,
    Claim,
    read_label,
)
from handlers.read.people import HAN, NAME, STOP, noun_before

IN_PASSING = 3  # 三位爷爷, 两个人: so few are told about, seldom counted
_CLOSED = re.compile(
    r"\s?[（(](?:(?P<came>实到|到场)|(?:应到|报名|预约|计划|名额)(?:人数)?)[）)]"
)
_REGISTERED = re.compile(
    r"(?:应到|应来|报名|报了|预约|已报|名额|需要?|预计|计划|打算|原定|注册(?!社工|护士)|容纳|能坐|定员|上限|招募?|限)"
    rf"(?:[^，,。；;！!\s来到{HAN}\d]|\d\d岁){{0,8}}$|(?:前|缺|差|要)了?$"
)
_NOT = re.compile(
    r"(?:以为|接龙|[能会要得想]来|如果|要是|请假|缺席|工时|没来|未到|不算)"
    rf"[^，,。；;！!\s来到{HAN}\d]{{0,8}}$"
    r"|(?:去年|前年|上次|上回|往年|以前|平时|隔壁)[^，,。；;！!\s]{0,8}$"
    r"|[每各满](?![周天日月次])[^，,。；;！!\s]{0,5}$|(?:少|够|一组)了?$"
    r"|一[桌班队车户家][^，,。；;！!\s]{0,2}$"
    r"|(?:碰到|遇到|遇见|看到|看见|见到|走了)$"
    r"|有[个位][^，,。；;！!\s]{1,8}带着?[^，,。；;！!\s]{0,4}$"
)
_PART = re.compile(r"其中[^，,。]{0,12}$|(?:里头|里面|当中)有$")
_REGISTERED_AFTER = re.compile(
    rf"[^\d{HAN}\W]{{0,5}}?(?:报名|预约)|(?:名额|位[子置]|座[位儿]?|空位|席位)"
)
_NOT_AFTER = re.compile(
    rf"[^\d{HAN}\W]{{0,5}}?(?:请假|没来|没到|未到|缺席|小组|三足|才够|就够|就行|[能会要]来)"
    rf"|[^\d{HAN}\W]{{0,2}}?(?:一组|一队|一班|一桌)|[^，,。；;！!\s]{{0,4}}[？?吗]|是(?!我们)|负责"
)
_TOTAL = re.compile(
    r"(?:一共|总共|共计|合计|总计|拢共|统共|通共|加起来|总人数|(?<!公)共(?![建享同]))"
    rf"(?P<verb>[^，,。；;！!、\d\s{HAN}]{{0,8}})$|加上[^，,。\s\d]{{1,6}}[有共是]$"
    r"|(?:实到|实际到场?|人数)[^，,。；;\n\d]{0,5}$|[=＝]\s?$"
)
_DEALT = re.compile("服务|接待|帮|理|修|测|量|发|送|慰问|走访|为|给")
_TEAM_AFTER = re.compile(r"[\u4e00-\u9fff]{0,4}?的?队伍|[\u4e00-\u9fff]{0,5}?全到齐")
_LISTED = re.compile(
    r"(?:参加|参与|参会|到场|出席|参训|志愿者?|队员|成员|人员)[^，,。；;\n]{0,8}[:：(（]\s*$"
)
_HOME_AFTER = re.compile(r"(?:(?![到去来在])[\u4e00-\u9fff]){0,6}?家[里中]")
_CAME = re.compile(
    r"(?:来|去|到|参加|参与|出动|出|集合|到场|出席|派出?|组织|召集|动员|上阵|报到|签到|剩|"
    r"聚|凑|带|吸引|迎来|坐|站|围|挤|上)"
    r"[了的过咗咧]?(?:得有|有|是|下|低)?(?:大概|大约|差不多|足足|整整|至少|将近|快)?有?$"
)
_KEPT_APART = re.compile(  # 受益 居民40名, 台下坐了40位
    r"(?:受[益惠助赠访]|观影|看客|接诊|对象|被服务)[^，,。；;！!\d\n]{0,7}$"
    r"|(?:台下|观众席)[^，,。；;！!\s\d]{0,6}$"
)
_SERVED = re.compile(
    r"(?:给|为|替|(?<!一)帮(?!厨|工|忙|手)|陪(?!审)|看望|慰问|探望|走访|探访|惠及|接待|照顾|关爱|"
    r"服务(?![人队员者])|送到|教会|(?<![里方])向|劝|救助|安抚|登记|采集|化解)"
    r"[^，,。；;！!\s\d“”「」]{0,7}$"
)
_DONE = re.compile(  # 理了三十位
    r"(?<![来去到加与动席派织集满聚凑齐叫请带约喊招邀挤站排围跑跳练走玩坐上引])了$"
)
_MADE = re.compile(  # 磨了三十个, 修好十七个: things, whoever they were for
    r"[修磨补缝钩织绣编包糊扎画写抄裁钉焊粘拼折串捏搓蒸煮炸烤烙种栽挖摘捡拾]"
    r"(?:[好完出成得]了?|了)(?:大概|大约|差不多|足足|整整|至少|将近|快)?有?$"
)
_SERVED_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:受益|受惠|理了[发头]|剪了?头|领到|领了|领取|接过|获赠|得到|享受)"
)
_US = re.compile(
    r"我[和跟同与][^，,。；;！!\s]{1,10}$|(?:阿拉|伲|我哋|俺)[^，,。；;！!\s]{0,4}$|"
    r"(?:我们|咱们?|俺们?|我[院校园队所社]|本队|全队|一行|去的|来的|参加的|到的)"
    r"(?!.*(?:看到|见|遇|碰|把|被|跟|和|让|教|问|找))[^，,。；;！!\s]{0,6}(?<!有)$"
)
_OURSELVES = re.compile(
    r"(?:我[们哋]|咱们?|俺们?|阿拉|伲|[一两三另][帮伙行拨批路]儿?|我|(?:老|大家)?[哥姐娘爷]们?儿|[哥姐][几俩]?|[队组社班团院校])$"
)
_CAME_AFTER = re.compile(
    r"(?:去|来|到|干|扫|捡|贴|包|做|搬|修|种|排|唱|跳|画|洗|擦|写|剪|打|劝|守|巡|发|拍|挖|弄|抬|浇|收|煮|炒)[完了]?的(?=$|[\s，,。；;！!])"
    r"|[^\d\W]{0,8}?(?:参加|参与|到场|出席|到齐|去的|来的|到的|来了|去了|到了|"
    r"齐聚|欢聚|聚在|轮流|分成|分[两三四]|集合|相聚|围坐|坐满|来学|来听)"
)
_TOGETHER = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:一起|一同|一块)|[到去来在](?!的)")
_RULES = (
    (None, _TEAM_AFTER, TOTAL),
    (_LISTED, None, LISTED),
    (None, _HOME_AFTER, SERVED),
    (_KEPT_APART, None, SERVED),
    (_CAME, None, CAME),
    (_SERVED, None, SERVED),
    (None, _SERVED_AFTER, SERVED),
    (_US, None, CAME),
    (None, _CAME_AFTER, CAME),
)
_WHO = re.compile(  # 舞龙的9个, 下午十七个
    r"(?:(?:^|[，,、\s])[\u4e00-\u9fff]{1,8}的|[上下]午|[今昨][天晚日儿早夜]?|前[天晚日儿]|(?:周|星期|礼拜)[一二三四五六日天]|[早中晚]班|[男女红蓝]队)[就得才有共来了]*$"
)
_ALONE = re.compile(
    r"(?:^|[\s，,。；;！!、:：(（])(?:也?就|才|只|大概|大约|差不多|估计|得)?有?$"
)
_ALONE_AFTER = re.compile(STOP)
_NAMES = re.compile(rf"{NAME}?(?:[、和跟同与]\s?[\u4e00-\u9fff]{{1,4}}){{1,8}}$")
_NAME = re.compile(NAME)
_LED = re.compile(r"[带领][着了领]?[\u4e00-\u9fff]{0,6}$")
_LEADER = re.compile(rf"{NAME}[带领]")
_AND = re.compile("[、和跟同与]")
_SIGNED = tuple(" :：|｜=＝→\t")


def weigh(left: str, right: str, number: int, *, bare: bool, people: bool) -> Claim:
    """`left` … `right` stand around a number.  bare: 八个 of whatever; people: 八个人."""
    few = bare or number <= IN_PASSING
    return (
        bracketed(right)
        or (NOTHING if bare and _MADE.search(left) else None)
        or _keyed(left, bare=bare)
        or _left_out(left, right)
        or _totalled(left, number)
        or (CAME if (people or bare) and is_us(left) else None)
        or _told(left, right)
        or (SERVED if (few or not people) and _DONE.search(left) else None)
        or (CAME if not few and _TOGETHER.match(right) else None)
        or _alone(left, right, number, bare=bare, people=people)
    )


def is_led(left: str) -> bool:
    """带着十几个孩子: those led by nobody named, who are served."""
    return _LED.search(left) is not None and _LEADER.search(left) is None


def is_us(left: str) -> bool:
    """Whether the number after `left` is of ourselves: 我们, 哥儿, 舞蹈队."""
    return _OURSELVES.search(left) is not None


def bracketed(right: str) -> Claim | None:
    """What a bracket behind the number says of it: 9（实到）."""
    closed = _CLOSED.match(right)
    return (TOTAL if closed["came"] else REGISTERED) if closed else None


def _keyed(left: str, *, bare: bool) -> Claim | None:
    """By a label that ends with a sign: 受益：."""
    if not left.endswith(_SIGNED):
        return None
    label = read_label(left)
    things = bare and not label and not left[-1].isspace()  # 节目：8个
    return LOOSE if things else label if label != PLAIN else None


def _left_out(left: str, right: str) -> Claim | None:
    """Parts, those registered or absent, and what is no turnout at all."""
    for pattern, claim in ((_PART, PART), (_NOT, NOTHING), (_REGISTERED, REGISTERED)):
        if pattern.search(left):
            return claim
    if _REGISTERED_AFTER.match(right) and not _CAME.search(left):
        return REGISTERED
    return NOTHING if _NOT_AFTER.match(right) else None


def _totalled(left: str, number: int) -> Claim | None:
    """一共帮了30位 were served; of 共有志愿者8人、居民40人 the parts still add up."""
    total = _TOTAL.search(left)
    if not total:
        return CAME if _listed(left) == number else None
    if _DEALT.search(total["verb"] or ""):
        return SERVED
    return LISTED if noun_before(left.rstrip("就得才只有是共")) else TOTAL


def _listed(left: str) -> int:
    """How many names stand in a row at the end of `left`: 我、老金和小曲."""
    names = _NAMES.search(left)
    return 1 + len(_AND.findall(names[0])) if names and _NAME.search(names[0]) else 0


def _told(left: str, right: str) -> Claim | None:
    for before, after, claim in _RULES:
        if (before and before.search(left)) or (after and after.match(right)):
            return claim
    return None


def _alone(left: str, right: str, number: int, *, bare: bool, people: bool) -> Claim:
    """Nothing says what became of them: a crowd may still be the headcount."""
    few = bare or number <= IN_PASSING
    begins = _ALONE.search(left) and (
        people or number > IN_PASSING or _ALONE_AFTER.match(right)
    )
    named = bare and (noun_before(left) or _WHO.search(left))
    return LOOSE if few and not (begins or named) else PLAIN
