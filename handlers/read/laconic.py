"""Notes that say nothing but what was done for a while: 绣了会儿花, 唱了两首歌."""

import re

LONGEST = 18  # characters
_WHEN = (
    r"(?:今天|昨天|前天|今儿个?|昨儿个?|今[早晚]|昨[晚夜]|早上|上午|中午|下午|傍晚|晚上|刚才?|一早"
    r"|我们|咱们?|俺们|大家|大伙儿?|几个人|一起|又|就|也|在[^，,。\s了]{2,6}|[，,\s])*"
)
_VERB = "[唱跳练弹拉吹打踢下绣织钩编剪写画读念讲排演扭舞抖包缝走抄诵哼]"
_MUCH = (
    r"(?:一?会儿?|一阵子?|[一二两三四五六七八九十几半\d]+个?半?(?:多)?(?:小时|钟头|刻钟|天|下午|上午|晚上)的?"
    r"|[一二两三四五六七八九十几好\d]+[首支段曲折出场遍套圈盘局篇幅张副趟回轮个])"
)
_WHAT = (  # what one seldom does alone
    r"(?:[歌曲戏舞操拳球剑扇鼓琴笛胡箫花布帽纸字画诗书经棋毽绳龙狮功]子?|毛[衣线]|围巾|鞋垫|秧歌"
    r"|空竹|太极|快板|评书|故事|剧本|合唱|朗诵|队形|节目|饺子|粽子|馄饨|包子|汤圆|福字|春联|对联)"
)
_NOTE = re.compile(
    rf"{_WHEN}{_VERB}了{_MUCH}(?![^，,。]*(?:电话|手机|麻将|牌|游戏|作业|雨|雪|雷))"
    rf"[\u4e00-\u9fff]{{0,3}}?{_WHAT}[了的呢呀啊嘛哈\s。.！!~～]*"
)


def is_laconic(text: str) -> bool:
    """Whether it may be a whole note, or one's own pastime: only people can tell."""
    return len(text) <= LONGEST and _NOTE.fullmatch(text.strip()) is not None
