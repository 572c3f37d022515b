"""Short reports, and what looks like one: deeds of a group against private life."""

from datetime import datetime, timedelta, timezone

import pytest

from handlers.model.finding import Field, When
from handlers.read.dates import find_times
from handlers.read.note import gather, read_message
from handlers.read.reading import Kind
from handlers.read.replies import could_answer

BEIJING = timezone(timedelta(hours=8))
SENT = datetime(2026, 11, 22, 20, 0, tzinfo=BEIJING)
MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    "text",
    [
        "上午领着孩子们看了三座老戏台",
        "今天上午我们给花坛培了土，栽了两行月季",
        "猫窝钉好了 在锅炉房后头",
        "刚散会，议事会把晾衣杆的事定了，来了九个人",
        "傍晚陪几位大爷下了一圈棋，在凉亭",
        "夜巡收工，四个人，路上太平",
        "下昼我哋去探咗两个独居阿婆",
        "时间：11月20日\n地点：东厅\n人数：9人\n内容：剪窗花",
        "11月20日上午，志愿者在路口劝导行人走斑马线，来往的人都很配合",
    ],
)
def test_a_deed_of_a_group_is_a_report_however_short(text: str) -> None:
    reading = read_message(text, SENT)
    assert (reading.kind, reading.confidence >= 0.5) == (Kind.REPORT, True)


@pytest.mark.parametrize(
    "text",
    [
        "昨天带闺女看了场木偶戏，睡着了",
        "我家阳台种了四盆蒜，都出芽了",
        "我老公他们公司昨天搞运动会，跑断腿",
        "今早排队打疫苗，人挤人",
        "刷到个视频，一群大妈在沙漠里跳舞，八十多人",
        "对面小区合唱团昨天又演出了",
        "早些年咱们也这么巡过，六个人一盏灯",
        "物业上午把门禁换了",
        "【家庭快报】时间：今晚 地点：厨房 人数：本人一名 内容：烙饼",
        "昨天那场排练不排了，老师嗓子坏了",
        "谢谢物业，楼道灯修好了",
        "我把纸箱搬走了",
        "幼儿园今天让家长去讲故事",
        "我和爱人在楼下打了会儿球",
    ],
)
def test_private_life_and_others_deeds_are_no_report(text: str) -> None:
    reading = read_message(text, SENT)
    assert reading.kind is not Kind.REPORT or reading.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "后天晚上操场放片子，自带马扎",
        "从下周起巡逻分两班，名单见表",
        "诚邀街坊周五来吃重阳宴",
        "因为下雨，明天的晨练停一次",
        "招两位会拉琴的，12月3号面试",
        "书画展12月8号开，月底前交作品",
    ],
)
def test_what_is_to_come_is_an_announcement(text: str) -> None:
    assert read_message(text, MORNING).kind is Kind.ANNOUNCEMENT


@pytest.mark.parametrize(
    "text",
    [
        "表上写姓名还是写门牌号啊",
        "要自带颜料不",
        "志愿时长谁给登",
        "活动取消没有啊",
        "这个名字能改不能改",
        "请教一下，旧书往哪送",
    ],
)
def test_a_question_needs_no_question_mark(text: str) -> None:
    assert read_message(text, SENT).kind is Kind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "没数，大概四十来个",
        "男的五个，女的十二个",
        "是计划里的",
        "没人提意见",
        "在水塔后面那个院子",
        "老人们都夸汤好喝",
        "写错了，是西厅",
        "老样子，二十出头",
    ],
)
def test_a_bare_value_is_a_reply(text: str) -> None:
    assert read_message(text, SENT).kind is Kind.REPLY


def test_counts_alone_answer_how_many() -> None:
    text = "来了大约三十五人，孩子也都有十个"
    assert could_answer(text, gather(text, SENT, ()), SENT)


@pytest.mark.parametrize(
    ("text", "sent_at", "start"),
    [
        ("夜里巡了一圈回来了", MORNING, "2026-11-22T21:00"),
        ("晚上七点到八点半排练，唱了两遍", MORNING, "2026-11-22T19:00"),
        ("露天电影七点一刻开的，来了六十人", SENT, "2026-11-22T19:15"),
        ("露天电影七点一刻到八点半放了两部", SENT, "2026-11-22T19:15"),
        ("夜巡十点出发", SENT, "2026-11-22T10:00"),
        ("今黑了在场院唱戏", SENT, "2026-11-22T19:00"),
        ("二月二剃头摊", datetime(2026, 3, 21, 9, tzinfo=BEIJING), "2026-03-20T00:00"),
        ("初八舞龙", datetime(2026, 2, 25, 9, tzinfo=BEIJING), "2026-02-24T00:00"),
        ("三点半课堂，11月20日讲故事", SENT, "2026-11-20T00:00"),
        ("霜降那天摘柿子", datetime(2026, 10, 25, 9, tzinfo=BEIJING), "2026-10-23T00:00"),
        ("大寒那天熬粥", datetime(2026, 1, 22, 9, tzinfo=BEIJING), "2026-01-20T00:00"),
    ],
)
def test_a_time_without_its_day_is_the_last_such_time(
    text: str, sent_at: datetime, start: str
) -> None:
    (found,) = find_times(text, sent_at)
    assert isinstance(found.value, When)
    assert found.value.start.isoformat()[:16] == start


def test_an_evening_that_has_begun_is_no_future() -> None:
    sent = datetime(2026, 11, 22, 18, 20, tzinfo=BEIJING)
    text = "今晚的议事会散了，来了九个楼长"
    assert read_message(text, sent).kind is Kind.REPORT


def test_an_evening_to_come_is_no_report() -> None:
    text = "今晚议事会，每门栋出一人"
    assert read_message(text, MORNING).kind is Kind.ANNOUNCEMENT


def test_a_report_of_minutes_ahead_keeps_its_time() -> None:
    text = "晚上八点半放电影，请大家来"
    (activity,) = read_message(text, SENT).activities
    assert any(one.field is Field.TIME for one in activity)
