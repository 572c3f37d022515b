"""What never opens a record: forwards, sign-up lists, service by others (R1)."""

import time
from datetime import datetime, timedelta, timezone

import pytest

from handlers.read.note import read_message
from handlers.read.reading import Kind
from handlers.read.signups import is_signup, read_signup

SENT = datetime(2026, 11, 22, 20, 0, tzinfo=timezone(timedelta(hours=8)))
SURE = 0.5  # confidence from which a report is taken up


@pytest.mark.parametrize(
    "text",
    [
        "接龙\n1. 老吴\n2. 小谢\n3. 冯姐",
        "#接龙\n周日上午九点捡垃圾\n1. 郭强\n2. 沈丽\n3. 大刘+1",
        "周六包粽子 报名\n1.孙姐\n2.老魏两口\n3.小鲁带娃",
        "1张秀兰 2李桂芳 3王德发 4赵敏",
        "①老鲍②秀英③小伍④凤兰",
        "拼菜接龙 土鸡蛋30枚35元\n1、五楼 两份\n2、八楼 一份",
    ],
)
def test_a_list_to_go_on_with_names_is_a_signup(text: str) -> None:
    assert is_signup(text)
    reading = read_message(text, SENT)
    assert reading.kind is not Kind.REPORT or reading.confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "1、活动主题:晨练\n2、时间:11月21日\n3、人数:14",
        "今天排练结束了，到场的：1.王芳 2.老魏 3.孙姐",
        "今天做了三件事：1.扫地 2.修灯 3.理发",
        "1.昨天下午 2.活动室",
        "上午包饺子，六桌坐满了",
    ],
)
def test_records_answers_and_who_was_there_are_no_signups(text: str) -> None:
    assert not is_signup(text)


@pytest.mark.parametrize(
    "text",
    [
        "转发 河西社区昨日举办重阳敬老宴,一百二十位老人欢聚一堂",
        "【转】昨天上午,某街道组织党员清理楼道,清运杂物五车",
        "[链接]义诊进社区,惠民零距离,昨日服务居民二百人",
        "(转)昨天下午,老年大学师生走进社区写春联三百副",
        "--转发--\n昨天上午九点,滨河社区举行义诊,来了八十位居民",
        "本报讯 昨天下午,五十名小学生走进社区图书馆当小管理员",
        "帮朋友转发:昨天社区义卖筹得善款三千元",
    ],
)
def test_what_is_passed_on_is_no_report(text: str) -> None:
    reading = read_message(text, SENT)
    assert reading.kind is not Kind.REPORT or reading.confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "物业昨天给一号楼换了新门禁,每户发两张卡",
        "派出所昨晚来人登记租户,登了三十几家",
        "隔壁永兴里昨天办了跳蚤市场,摆了七八十个摊",
        "我妈她们那个广场舞队昨天去江边拍视频了,三十来个人",
        "梦里咱们合唱团去了维也纳,八十人,我站C位",
        "快板班还差三个人就开班了,周六上午见",
    ],
)
def test_what_others_did_or_is_to_come_is_no_report(text: str) -> None:
    reading = read_message(text, SENT)
    assert reading.kind is not Kind.REPORT or reading.confidence < SURE


@pytest.mark.parametrize(
    "text",
    [
        "居委会门口理发,今天理了十九个老人",
        "姐妹们舞蹈队今天排了新舞,十八个人",
        "今天陪盲人朋友听了场电影,讲解是小侯,来了二十位",
        "昨天跟物业一道把楼道清了,拉走四车,出了九个人",
        "给三楼瞎眼的孙大爷送了饺子,我们三个一起去的",
    ],
)
def test_what_only_resembles_them_is_a_report(text: str) -> None:
    assert read_message(text, SENT).kind is Kind.REPORT


def listed(text: str) -> list[tuple[str, int]] | None:
    signup = read_signup(text)
    return signup and [(entry.name, entry.people) for entry in signup.entries]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("接龙 周日摘桑葚 1.孙姐 2.老郝 3.小崔+1", [("孙姐", 1), ("老郝", 1), ("小崔", 2)]),
        (
            "#接龙\n周日摘桑葚\n1. 孙姐\n2. 老郝（带孙子）\n3. 小崔 取消\n4.\n5. 还缺一位",
            [("孙姐", 1), ("老郝", 2)],
        ),
        ("接龙\n1️⃣ 铁蛋\n2️⃣ 二顺 两位\n3️⃣ 燕子夫妻", [("铁蛋", 1), ("二顺", 2), ("燕子", 2)]),
        ("报名\n➊ 老郝❌\n➋ 孙姐（儿子不来了）\n➌ 老葛", [("孙姐", 1), ("老葛", 1)]),
        (
            "春游名单：\n1 Mandy\n2 301周姐 一家三口\n3 李敏、李敏老公\n4 小毕带两个同学",
            [("Mandy", 1), ("周姐", 3), ("李敏", 1), ("李敏老公", 1), ("小毕", 3)],
        ),
        (
            "小摊接龙\n1、磨刀：老葛\n2、缝补：待定\n3、送水：两个学生\n4、老郝：带喇叭",
            [("老葛", 1), ("送水", 1), ("老郝", 1)],
        ),
        (
            "接龙\n须知：1.带水 2.戴帽\n1. 孙姐\n1. 孙姐\n2. 老郝，老位子\n7. 乱填",
            [("孙姐", 1), ("老郝", 1)],
        ),
        ("1张敏 2李秀 3王发", [("张敏", 1), ("李秀", 1), ("王发", 1)]),
        ("明天插花\n1 阿秀\n2 阿珍\n限12人", [("阿秀", 1), ("阿珍", 1)]),
        ("能来的接龙\n1. ✅孙姐\n2. +1", [("孙姐", 1)]),
    ],
)
def test_a_list_names_who_wants_to_come(text: str, entries: list[tuple[str, int]]) -> None:
    assert listed(text) == entries


@pytest.mark.parametrize(
    "text",
    [
        "接龙",
        "接龙\n1.\n2.",
        "今天插花签到\n1. 孙姐\n2. 老郝\n共2人",
        "插花结束了\n1. 孙姐\n2. 老郝",
        "团购接龙\n1. 孙姐 两份\n2. 老郝",
        "接龙\n1. 时间：周六\n2. 地点：东门",
        "1. 快点\n2. 好的",
    ],
)
def test_other_lists_name_nobody(text: str) -> None:
    assert listed(text) is None


def test_a_list_knows_its_heading_and_how_many_would_come() -> None:
    text = "周日摘桑葚接龙\n1. 孙姐+2\n2. 老郝"
    signup = read_signup(text)
    assert signup is not None
    assert text[slice(*signup.heading)] == "周日摘桑葚接龙\n"
    assert [text[slice(*entry.span)] for entry in signup.entries] == ["孙姐", "老郝"]
    assert signup.people == 4


@pytest.mark.parametrize(
    "text", ["1\n" * 400, "1. " + "一" * 800, "接龙 1. 老" + "（" * 790]
)
def test_hostile_lists_are_read_in_no_time(text: str) -> None:
    begun = time.perf_counter()
    read_signup(text)
    assert time.perf_counter() - begun < 0.2
