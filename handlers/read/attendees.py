"""Names of people who took part, one by one, as written."""

import re
from collections.abc import Iterator

from handlers.model.finding import Field, Span, Stated, Words
from handlers.read.clauses import STOPS
from handlers.read.template import read_slots, values_of

LONGEST_NAME = 4  # characters
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗凤"
    "方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧计"
    "成戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾路娄江颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房缪解应宗丁邓"
    "单洪包左石崔吉龚程邢裴陆翁荀惠曲封储靳段焦巴牧隗山谷车侯宓蓬全班仰秋仲宫宁仇栾甘厉戎祖武符刘景"
    "詹龙叶幸司郜黎薄印宿白怀蒲鄂索咸籍赖卓蔺屠乔闻党翟谭贡劳姬申冉宰桑桂牛寿通边燕尚农温庄晏柴瞿阎"
    "充慕连茹习艾鱼容向古易廖耿满弘匡文寇广欧蔚师巩聂敖冷辛简饶曾关查游竺权岳帅涂区丛佟"
)
_HONORIFIC = (
    "阿姨|大爷|大妈|大姐|大哥|大叔|大娘|大婶|大伯|爷爷|奶奶|婆婆|阿婆|伯伯|叔叔|师傅|老师"
    "|主任|书记"
    "|女士|先生|姐|哥|叔|伯|婶|嫂|姨|婆|爷|奶|妈|医生|大夫|教练|站长|队长|馆长|园长|同学"
    "|小朋友|家婆"
)
_SPLIT = re.compile(r"[、,，\s和与及]+|以及")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_NO_NAME = re.compile(
    r"(?:我们|咱们|大家|居民|社区|志愿|队员|社工|老人|孩子|家长|学生|老师|党员|代表|人员"
    r"|街坊|邻居|成员|骨干|全体|所有|部分"
    r"|来自|其他|等人|工作|居委|物业|负责|几位|多名|帮忙|参加|今天|昨天|上午|下午|一起|分别"
    r"|都是|还有|另外|医院|医生"
    r"|连连|说说|时候|上午|各位|组长|楼长|小组|舞蹈|合唱|书法|太极|理发|磨刀|缝补|量血|打扫"
    r"|唱歌|跳舞|观众|党群|街道|待定|待补|若干|同上|有点"
    r"|[一二三四五六七八九十\d])"
)
_ET_AL = re.compile(r"等|共|[\d一二三四五六七八九十两几]+[人位名个]")
_LISTED = re.compile(
    r"(?:(?:今天|这次|本次|一共|共)?(?:去|来|参加|到场?|出席|干活|值班|帮忙)的(?:人)?(?:有|是)"
    r"|(?:参加|参会|到场|值守|服务)(?:人员|的人|者)?(?:[：:]|有)|(?:志愿者|队员|成员|义工"
    r"|名单)(?:有|[：:]))\s*"
)
_CHAIN = re.compile(
    rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,2}}(?:{_HONORIFIC})"
    rf"|[\u4e00-\u9fff]{{2}})"
    rf"(?:[、](?:[\u4e00-\u9fff]{{2,3}}(?![\u4e00-\u9fff]{{3}}))"
    rf"|[、,，和]?[\u4e00-\u9fff]{{1,2}}(?:{_HONORIFIC})){{2,20}}"
)
_DUTY = re.compile(
    rf"(?:组织者?|负责人|记录人?|领队|带队|总结(?:上传)?|拍照|主讲|主持|签到|摄影|召集人"
    rf"|传照片)(?:和总结)?(?:的?是|由|[：:])?\s*"
    rf"((?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,2}}(?:{_HONORIFIC})))(?=$"
    rf"|[，,。；;\s])"
)
_CALLED = re.compile(
    rf"(?:(?<=居民)|(?<=邻居)|(?<=队员)"
    rf"|(?<=的))?(?<![环保])([{_SURNAMES}](?:家)?(?:{_HONORIFIC})(?!们|家|夸|[奶爷婆妈])"
    rf"|[老小](?![区车路班满石米黄牛马龙花古包温白容关时])[{_SURNAMES}](?=[把给在说和带教帮打也各先都又、，穿拿搬做跟拍讲修唱负当]"
    rf"|同学|[上下]午)"
    rf"|[{_SURNAMES}]老(?=[说，,]))"
)
_FULL = re.compile(
    rf"(?:志愿者|居民|队员|党员|义工|老师|教练|社工|队长|主任|书记|岁的)"
    rf"([{_SURNAMES}](?!生|人|师|家|们|年|时|路|区|心)[\u4e00-\u9fff]{{1,2}}?)"
    rf"(?=把|给|在|说|和|带|教|帮|打|现场|为|拿|当|讲|主|的|、|，|,|。|(?:{_HONORIFIC}))"
)


def find_attendees(text: str) -> tuple[Stated, ...]:
    """Each person named once, where the name stands first."""
    seen: dict[str, Span] = {}
    for start, end in sorted(_names(text)):
        covered = any(start < stop and begin < end for begin, stop in seen.values())
        if not covered and not _NO_NAME.match(text, start, end):
            seen.setdefault(text[start:end], (start, end))
    return tuple(Stated(Field.ATTENDEES, Words(name), span) for name, span in seen.items())


def _names(text: str) -> Iterator[Span]:
    for start, end in values_of(read_slots(text), Field.ATTENDEES):
        yield from _listed(text, start, end)
    for key in _LISTED.finditer(text):
        stop = next((i for i in range(key.end(), len(text)) if text[i] in STOPS), len(text))
        yield from _listed(text, key.end(), min(stop, key.end() + 120))
    for chain in _CHAIN.finditer(text):
        yield from _chained(text, *chain.span())
    for pattern in (_DUTY, _CALLED, _FULL):
        yield from (match.span(1) for match in pattern.finditer(text))


def _listed(text: str, start: int, end: int) -> Iterator[Span]:
    """Names after an explicit key: anything of two to four characters is one."""
    for begin, stop in _pieces(text, start, end):
        more = _ET_AL.search(text, begin, stop)
        last = more.start() if more else stop
        if not _NAME.fullmatch(text, begin, last) or _NO_NAME.match(text, begin, last):
            return
        yield begin, last
        if more:
            return


def _chained(text: str, start: int, end: int) -> Iterator[Span]:
    """A run with 、 is one of names if half of it begins with a family name."""
    pieces = [p for p in _pieces(text, start, end) if 0 < p[1] - p[0] <= LONGEST_NAME]
    named = [p for p in pieces if text[p[0]] in _SURNAMES or text[p[0]] in "老小阿"]
    if len(pieces) > 1 and 2 * len(named) >= len(pieces):
        yield from pieces


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    for gap in _SPLIT.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    yield start, end
