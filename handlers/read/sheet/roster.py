"""Names off a sheet beside those of an organisation: near misses suggest, they never replace."""

from collections.abc import Iterable
from typing import Final

_SAME, _LIKE = 1.0, 0.75
_NEAR: Final = 0.66  # of the characters, those that sound or look alike counted in part
_SOUNDS: Final = (
    "芳方房坊",
    "伟卫维玮炜薇威为微",
    "丽莉力立利俐黎李励",
    "英瑛颖莹盈迎应影",
    "静敬婧晶菁京景靖精",
    "敏民珉闽",
    "杰洁捷节婕",
    "娟绢涓鹃",
    "强蔷",
    "军俊君均钧骏",
    "明铭鸣名",
    "平萍苹屏坪",
    "红宏洪鸿虹泓弘",
    "华花桦骅",
    "玉宇雨余于瑜裕愉煜育郁钰语昱御",
    "兰岚蓝澜",
    "梅美眉媚",
    "凤风丰峰锋枫冯",
    "琴秦勤芹",
    "志智芝之知治致",
    "文雯闻汶温",
    "建健剑坚见",
    "国果",
    "春纯淳椿",
    "艳燕彦焰雁岩研颜严阎言",
    "霞夏侠",
    "秀修绣",
    "珍真贞振震镇",
    "慧惠会辉晖徽汇",
    "云芸韵运匀允",
    "龙隆",
    "海亥",
    "波博伯",
    "永勇咏用",
    "东冬栋",
    "新欣鑫心馨昕辛信",
    "成诚程承城澄呈",
    "林琳霖临麟凌玲铃灵零",
    "飞非菲妃霏",
    "浩昊皓豪好郝",
    "宁凝",
    "雪学",
    "月悦越岳",
    "思斯司丝",
    "子紫梓自",
    "佳嘉家加",
    "轩宣萱璇旋",
    "涵寒函晗翰汉",
    "晨辰陈臣尘",
    "婷亭庭廷",
    "倩茜千谦前钱",
    "福富复甫付傅",
    "仁人任壬",
    "义毅艺亿益仪宜怡依一逸",
    "生声升胜盛圣",
    "清青庆卿",
    "树淑书舒",
    "金锦今进晋近",
    "超朝潮",
    "涛滔桃陶",
    "鹏朋彭",
    "旭绪徐许",
    "章张璋彰",
    "王汪旺",
    "周州舟洲",
    "朱珠竹",
    "肖萧晓小筱潇",
    "吴武伍",
    "马玛",
    "魏卫",
    "石时世士实",
    "常长昌",
    "江姜蒋",
)
_LOOKS: Final = (
    "晨展晟",
    "敏毓",
    "杰然",
    "秀透",
    "兰三",
    "芳苏",
    "丹舟",
    "梅海悔",
    "淑椒",
    "珍诊",
    "昌吕冒",
    "明朋",
    "玉王主",
    "永水",
    "民氏",
    "生主",
    "杨扬",
    "林休体",
    "洋样",
    "雨两",
    "素表",
    "福褔",
    "强张",
    "勇男",
    "波皮",
    "凯飢",
    "宋朱",
    "未末",
    "龙尤",
    "郑邓",
    "侯候",
    "阎阁",
    "关美",
    "孟盂",
    "康唐",
    "潘播",
)
_GROUPS: Final = (*_SOUNDS, *_LOOKS)
_ALONE: Final = frozenset[int]()
_OF: Final = {
    character: frozenset(n for n, group in enumerate(_GROUPS) if character in group)
    for group in _GROUPS
    for character in group
}


def suggest(name: str, roster: Iterable[str]) -> str | None:
    """The one member whose name is nearest to what was read; None for equal, far or several."""
    members = set(roster)
    if name in members:
        return None
    found = sorted(((_likeness(name, member), member) for member in members), reverse=True)
    found = [pair for pair in found if pair[0] >= _NEAR]
    if not found or (found[1:] and found[1][0] == found[0][0]):
        return None
    return found[0][1]


def near(one: str, other: str) -> bool:
    """Whether one may have been read, or heard, for the other."""
    return one == other or _likeness(one, other) >= _NEAR


def groups_of(character: str) -> frozenset[int]:
    """Of the characters that sound or look alike, by number."""
    return _OF.get(character, _ALONE)


def _likeness(one: str, other: str) -> float:
    """The share of characters that are the same, sound alike or look alike, place by place."""
    if len(one) != len(other):
        return 0.0
    return sum(map(_alike, one, other)) / len(one)


def _alike(one: str, other: str) -> float:
    if one == other:
        return _SAME
    return 0.0 if groups_of(one).isdisjoint(groups_of(other)) else _LIKE
