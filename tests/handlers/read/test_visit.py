"""Staff's tracking logs are told from talk about organisations; what they state is read."""

from datetime import datetime, timedelta, timezone

import pytest

from handlers.model.finding import Count, Precision, When
from handlers.read.visit import Log, may_be_log, read_visit

SENT = datetime(2026, 5, 10, 20, tzinfo=timezone(timedelta(hours=8)))
NAMES = ("南里导览队", "百合舞蹈队", "三条花友会", "布工坊")
TITLED = (
    "走访导览队：5月9日上午在南口，带着孩子认门牌，来了25人，换了三位讲解。"
    "感受：听得投入，声音偏小；建议：下次分两组走"
)
FORM = (
    "【跟踪日志】\n追踪组织：南里导览队\n时间：5月9日 9:30\n地点：南口\n人数：25人\n"
    "主题：认门牌\n过程：轮流讲了四个院子\n感想：比上次从容\n培育想法：给新人留十分钟"
)
SPOKEN = (
    "今天下午和小李一起去看了舞蹈队排练，在活动室，到了12个人，扇子舞能走全场了。"
    "我觉得劲头很足，建议请位老师来抠动作"
)


def log(text: str) -> Log:
    read = read_visit(text, SENT, NAMES)
    assert read is not None, text
    return read


def test_a_log_under_a_title():
    read = log(TITLED)

    assert NAMES[read.organisation or 0] == "南里导览队"
    assert read.when == When(SENT.replace(day=9, hour=9), None, Precision.HALFDAY, "上午")
    assert (read.place, read.headcount) == ("南口", Count(25))
    assert read.told == ("5月9日上午在南口，带着孩子认门牌，来了25人，换了三位讲解",)
    assert read.impressions == ("听得投入，声音偏小",)
    assert read.ideas == ("下次分两组走",)


def test_a_log_as_a_filled_in_form():
    read = log(FORM)

    assert read.organisation == 0
    assert read.when == When(SENT.replace(day=9, hour=9, minute=30))
    assert (read.place, read.headcount, read.theme) == ("南口", Count(25), "认门牌")
    assert read.told == ("轮流讲了四个院子",)
    assert (read.impressions, read.ideas) == (("比上次从容",), ("给新人留十分钟",))


def test_a_log_as_one_tells_it():
    read = log(SPOKEN)

    assert NAMES[read.organisation or 0] == "百合舞蹈队"
    assert (read.place, read.headcount) == ("活动室", Count(12))
    assert read.impressions == ("我觉得劲头很足",)
    assert read.ideas == ("建议请位老师来抠动作",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("今天去楼顶菜圃看了看，来了6个人，感觉大家很投入", None),
        ("今天去楼顶菜圃看了看，来了6个人，在北院会议室，感觉大家很投入", "北院会议室"),
        ("昨天走访楼顶菜圃，在3号楼楼顶，6个人，建议做个值日表", "3号楼楼顶"),
    ],
)
def test_the_name_of_an_organisation_is_no_place(text: str, place: str | None):
    read = read_visit(text, SENT, ("楼顶菜圃", "布工坊"))

    assert read is not None
    assert read.place == place


@pytest.mark.parametrize(
    "text",
    [
        "昨天参加了花友会的换花活动，二楼平台，三十来人",
        "昨天去布工坊走访，在活动室，来了8个人",
        "5月9日走访了南里导览队，在南口，参加25人",
        "走访布工坊: 昨天在活动室，来了8个人",
        "追踪记录\n布工坊昨天在活动室赶围裙",
        "#走访日志# 布工坊 昨天 活动室 赶围裙",
        "今日走访：布工坊。时间：上午9点。地点：活动室",
        "昨天陪着去了趟舞蹈队的比赛，在小广场，来了20多人",
        "刚从布工坊回来，下午在活动室，7个人在赶围裙",
    ],
)
def test_other_ways_to_write_one(text: str):
    assert log(text).organisation is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天去看了舞蹈队排练，挺热闹",
        "明天去看舞蹈队排练，9点在活动室，谁一起去",
        "走访舞蹈队：改到周五下午了，在活动室",
        "走访舞蹈队：5月20日上午在活动室，人数20人",
        "走访舞蹈队：今天23:30在活动室，人数20人",
        "导览队今天在南口活动，来了20多人",
        "街道领导昨天走访了导览队，在南口，来了5个人",
        "昨天参加了石榴舞蹈队的排练，在活动室，来了10个人",
        "昨天走访了舞蹈队队员，在她家里，聊了两个人",
        "昨天走访了舞蹈队长，在活动室，5个人",
        "昨天走访了导览队和舞蹈队，在活动室，12个人",
        "昨天走访了导览队没有？在活动室，12个人",
        "跟踪日志大家周五前交一下",
        "【跟踪日志】大家周五前交一下",
        "走访：布工坊改到明天，在活动室，20个人",
        "走访：昨天转了一圈，在活动室，20个人",
        "看了舞蹈队报的5月9日活动，地点活动室，人数12人",
        "我看了导览队昨天上午的视频，在南口，来了20多人",
        "参加了布工坊的微信群，昨天加了28个人，在活动室",
        "走访一圈下来，大家都挺好，在活动室聊了5个人",
    ],
)
def test_talk_is_no_log(text: str):
    assert read_visit(text, SENT, NAMES) is None


@pytest.mark.parametrize(
    "text",
    [
        "【跟踪日志】时间：5月9日 地点：活动室 过程：写福字",
        "【跟踪日志】组织：石榴艺术团 时间：5月9日 地点：活动室 过程：写福字",
        "【跟踪日志】时间：5月9日 地点：活动室 过程：导览队和舞蹈队一起写福字",
    ],
)
def test_a_form_without_one_known_organisation_is_of_nobody(text: str):
    assert log(text).organisation is None


def test_only_what_may_be_a_log_is_read():
    assert may_be_log(TITLED)
    assert may_be_log(FORM)
    assert may_be_log(SPOKEN)
    assert not may_be_log("三张发票我下午带过去")


@pytest.mark.parametrize(
    "text",
    [
        "今天走访花友会，王姨说最近浇水的人不够",
        "今天去舞蹈队走访，遇到领队，聊了聊下半年计划",
    ],
)
def test_whoever_says_of_a_visit_to_whom_and_when_says_enough(text: str):
    assert log(text).when is not None


def test_what_is_to_be_done_next_time_is_an_idea_and_no_place():
    read = log("上午去了趟舞蹈队，领队带着十来个人排练，有点挤，下次帮他们借社区会议室。")
    assert (read.place, read.ideas) == (None, ("下次帮他们借社区会议室",))
