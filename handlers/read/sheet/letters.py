"""A name among what the recogniser saw: family names first, then what names are made of."""

import math
import re
from collections.abc import Sequence
from typing import Final

from handlers import memory
from handlers.model.seen import Read
from handlers.read.names import SURNAMES
from handlers.read.sheet.beam import Step, decode

_WEIGHT: Final = 0.55  # how much it counts what names are like, beside what was seen
_LEVEL_1, _LEVEL_2 = range(0xB0, 0xD8), range(0xD8, 0xF8)  # of GB 2312
_AROUND: Final = re.compile(r"^[^一-龥]+|[^一-龥]+$")  # numbers of the columns beside it
_COMMON: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方"
    "邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常傅康汤阎"
)
_GIVEN: Final = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文建国志红玉兰梅春花凤琴荣生福德峰民永光辉海波宏斌鑫洁晶雪燕萍莉彩云香"
    "淑惠慧贤武学林松柏庆祥瑞成仁义忠孝良善清正宝玲娥蓉菊菲婷倩楠颖雅欣怡佳嘉俊浩宇轩梓涵晓小立新富贵根水山川江胜利进卫东向阳兴"
    "旺顺昌泰康宁安群凡翔飞鹏亮健博思远毅诚薇露璐莎悦月秋雨晨旭锋锦铭钢世家维继克振天启元道少芬芸苗茹美丹青友景艺子长银金巧素爱"
    "翠碧珠琳瑜珍莲雄亚晖佩珊琪瑶瑾琦璇彤萌妍妮媛嫣蕾蓓蕊薰芝芷苏若茜荷莹菁葵蓝润泽洪源溪渊淼清涵沛汉河津鸿鹤冰凌霄震霖中婵"
    "露雯霓晴昊昕昱晟晗晔智曼朋朝木材栋梁楷桐森樟柳桃杏棋榕彬彪邦奇奎奕如姗姣娇婉婧婕嫦孟季宽宾寅寿尚尧岚岩岭峻崇巍霜雷根"
    "州帆帅师希帝常干年广庚延弘弟彦征律徽心怀恒恩悟情意愉慈懿戈才扬拥拴捷敬斐斗方时昆晋普曦朗杨权栓桦楚殿毓汝沁泉泓洲浪信喜"
    "济淳湘满滨漫潇澄火炎炜烨焕煜照熙爽牛玄玫玮珂珏珺理琛琬琼瑛璞甜田甫申疆皓益盈盛真砚硕祖祝祯秉科穆竹笑纪纯纲纹经绍绣绮绿缘羽翰耀聪"
    "肖胤腾航良芃芙芹苑茂范茵荔菡萱蒙蓬虎虹融裕西训诗语诺谦谷豪贝贞财赞赫超越路轲辰达迎运连迪逸郁采重钊钧钰铁铮锐镇镜闯阔隆雁韬韵韶颂风飒馨骁骏鲁麒麟默鼎齐"
)


def best_name(steps: Sequence[Step]) -> Read | None:
    """The likeliest name, and how sure the least sure of its characters is."""
    texts = decode(steps, _liking)
    named: dict[str, float] = {}
    for text, score in texts.items():
        name = _AROUND.sub("", text)
        if name:
            weighed = score + _WEIGHT * _length(name)
            named[name] = max(named.get(name, weighed), weighed)
    if not named:
        return None
    best = max(named, key=lambda text: named[text])
    rest = sum(math.exp(score - named[best]) for score in named.values())
    return Read(best, min(1 / rest, *(_peak(sign, steps) for sign in best)))


@memory.lately(32768)
def rarity(sign: str) -> int:
    """1 for common Chinese characters, 2 for rare ones, 3 for traditional ones, 4 for others."""
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 3 if "一" <= sign <= "龥" else 4
    return 1 if first in _LEVEL_1 else 2 if first in _LEVEL_2 else 4


def _liking(before: str, sign: str) -> float:
    if not before:
        return _WEIGHT * (0.0 if sign in _COMMON else -1.6 if sign in SURNAMES else -4.5)
    if sign in _GIVEN:
        return 0.0
    return _WEIGHT * {1: -1.4, 2: -2.6, 3: -4.0}.get(rarity(sign), -7.0)


def _length(text: str) -> float:
    return {1: -4.0, 2: -0.4, 3: 0.0, 4: -3.0}.get(len(text), -6.0)


def _peak(sign: str, steps: Sequence[Step]) -> float:
    """How clearly a character was seen where it was seen best."""
    return max(share for step in steps for one, share in step if one == sign)
