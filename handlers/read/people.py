"""Words that name people, and the shape of a number that may count them."""

import re
from typing import Final

from handlers.read.names import HONORIFIC, SURNAMES

_OURS = (  # who does things here; longer words first
    "志愿服务者|医务人员|医护人员|工作人员|主持人|大学生|宣导员|志愿者|护学员|摄影师|"
    "楼栋长|楼组长|楼门长|理发员|理发师|社工师|红马甲|网格员|网格长|老师傅|老战友|"
    "讲解员|设计师|专家|义工|书友|代表|伙伴|会员|保安|保洁|兄弟|党员|助教|医师|"
    "医生|厨子|厨师|同志|员工|团员|城管|大厨|大夫|姊妹|姐妹|委员|导师|师傅|帮厨|"
    "干事|干部|影友|律师|成员|战士|护士|教官|教师|教练|棋友|楼长|歌友|民警|演员|"
    "班长|球友|理事|社工|组员|组长|老师|职工|舞友|花友|药师|裁判|讲师|评委|车友|"
    "辅警|选手|队友|队员|队长|领队|骨干"
)
_GUESTS = (  # whom one may also serve; longer words first
    "环卫工人|书法家|农民工|初中生|外卖员|小伙子|小学生|小朋友|快递员|残疾人|爱好者|"
    "环卫工|留学生|研究生|老人家|老伙计|老兄弟|老友记|老太太|老太婆|老姐们|老姐姐|"
    "老年人|老爷子|老街坊|艺术家|青少年|高中生|业主|丫头|乡亲|人员|住客|住户|儿童|"
    "军属|叔叔|司机|同事|同学|后生|听众|听友|商户|嘉宾|大人|大妈|大姐|大娘|大嫂|"
    "大爷|女的|奶奶|妇女|妈妈|妯娌|妹子|姑娘|娃儿|娃娃|婆婆|媳妇|嫂子|学员|学生|"
    "孩子|宝妈|客人|室友|家属|家长|寿星|小伙|小囡|小孩|少年|居民|工人|工友|市民|"
    "师奶|师生|店主|患者|戏友|戏迷|战友|摊主|新人|新手|新生|晚辈|朋友|村民|残友|"
    "游客|烈属|爷爷|爸爸|爹爹|球迷|男的|病人|盲人|票友|租客|租户|细路|网友|群众|"
    "老乡|老人|老兵|老友|老哥|老太|老头|老姐|老汉|街坊|观众|读者|车主|邻居|邻舍|"
    "邻里|长者|长辈|阿公|徒弟|阿姨|阿婆|青年|骑手|娃"
)
OURS: Final = frozenset(_OURS.split("|"))
GUESTS: Final = frozenset(_GUESTS.split("|"))

# 跑友, 评理员, 老茶客, 护河人, 桡手: whatever else ends like a word for people.
_MADE = (
    r"友(?![谊好情爱])|员(?![工会])|者|客(?![厅房车气流户运])|手(?![工机电推环套续指脚势艺术])"
    r"|师(?![傅生范])|生(?![活日姜病意产字菜态鲜命])|迷|汉|婆|娘|妹|崽|侨|家伙|劳力|光棍|不点"
    r"|兵|民(?![宿俗警歌])|匠|人(?![行民物造工生次均])|(?<![手加人打])工(?![地作具程艺时坊序服夫])"
    r"|主(?![题席任张食要])|男女|老少|老外|后生|後生|马甲(?!袋)|帽子|褂子"
    r"|[老小大阿][\u4e00-\u9fff]?[姐哥嫂婶爷伯叔姨]|[小大老]的"
)
HAN: Final = "零〇一二两兩三四五六七八九十百千廿卅"
NUMERAL: Final = (
    rf"(?:\d{{1,2}},\d{{3}}|\d{{1,5}}(?:[-~～—–到至]\d{{1,4}}|/\d{{1,4}}(?=[人名位]))?|"
    rf"[{HAN}]{{1,8}}(?:[到至][{HAN}]{{1,4}})?|[俩仨])"
)
STOP: Final = (
    r"(?=$|[\s，,。.；;！!、？?~～)）」】吧呢啊呀嘛哦哈噢喇啦哒左\U0001f300-\U0001faff])"
)
KIND: Final = r"(?:(?![去来到在给为看和与跟把被说是参帮教陪每个])[\u4e00-\u9fff]){0,6}?"
NOUN: Final = rf"(?:(?P<ours>{_OURS})|(?P<guest>{_GUESTS}))"
PEOPLE: Final = rf"(?:{_OURS}|{_GUESTS})"
NOUN_AFTER: Final = re.compile(rf"的?{KIND}{NOUN}")
MADE_AFTER: Final = re.compile(
    rf"的?(?:(?![的了着过去来到在给为和与跟把被])[\u4e00-\u9fff]){{0,5}}?(?:{_MADE})"
)
_LONGEST = max(map(len, OURS | GUESTS))


NAME: Final = (  # somebody called by name, or ourselves
    rf"(?:[{SURNAMES}][\u4e00-\u9fff]?(?:{HONORIFIC})|老(?![人年师乡友街板])[\u4e00-\u9fff]"
    r"|小(?![组区学朋孩伙分编])[\u4e00-\u9fff]|阿[\u4e00-\u9fff]|我|俺)"
)
_LIKE = frozenset("员者师友民兵客迷众")


def noun_before(left: str) -> str:
    """The word for people that `left` ends with, if it does (修复师: its last character)."""
    ends = (left[-size:] for size in range(min(_LONGEST, len(left)), 0, -1))
    known = next((end for end in ends if end in OURS or end in GUESTS), "")
    return known or (left[-1:] if left[-1:] in _LIKE else "")
