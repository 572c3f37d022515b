from datetime import date, datetime, timedelta, timezone

import pytest

from handlers.model.finding import Field, Precision, When
from handlers.read.dates import find_times

CHINA = timezone(timedelta(hours=8))
SUNDAY = datetime(2026, 5, 10, 20, 0, tzinfo=CHINA)


def times(text: str, sent_at: datetime = SUNDAY) -> list[When]:
    found = find_times(text, sent_at)
    assert all(one.field is Field.TIME for one in found)
    return [one.value for one in found if isinstance(one.value, When)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5月9日上午9:30-11:00在活动室练歌", "2026-05-09 09:30", "2026-05-09 11:00"),
        ("今天上午十点钟大家碰了头", "2026-05-10 10:00", None),
        ("昨晚7点到8点半排练", "2026-05-09 19:00", "2026-05-09 20:30"),
        ("下午2:00-4:00理发", "2026-05-10 14:00", "2026-05-10 16:00"),
        ("时间:2026.5.8 15:30——17:00", "2026-05-08 15:30", "2026-05-08 17:00"),
        ("5月8日9时许，队员到齐", "2026-05-08 09:00", None),
        ("今儿两点多开的会", "2026-05-10 14:00", None),
        ("五月九号早八点扫街", "2026-05-09 08:00", None),
        ("今天上午7-9点护学", "2026-05-10 07:00", "2026-05-10 09:00"),
        ("早上8.30-11.30值班", "2026-05-10 08:30", "2026-05-10 11:30"),
        ("中午12点到1点半送饭", "2026-05-10 12:00", "2026-05-10 13:30"),
        ("昨天夜里11点到2点巡逻", "2026-05-09 23:00", "2026-05-10 02:00"),
        ("5月8日晚上12点跨夜守岁", "2026-05-09 00:00", None),
        ("昨天大家从8点站到17:30", "2026-05-09 08:00", "2026-05-09 17:30"),
        ("5月8日去河边，8:00集合，10:30签退", "2026-05-08 08:00", "2026-05-08 10:30"),
        ("9:00-11:00（5月9日）", "2026-05-09 09:00", "2026-05-09 11:00"),
        ("日期：5月9日\n地点：凉亭\n时间：下午2点", "2026-05-09 14:00", None),
        ("昨天晚上摆摊，从5:30到8:30", "2026-05-09 17:30", "2026-05-09 20:30"),
        ("七八点钟出的门", "2026-05-10 07:00", None),
        ("5/9 14:00 义诊", "2026-05-09 14:00", None),
        ("５月９日１４：００", "2026-05-09 14:00", None),
        ("下午一点活动，不对，一点到三点", "2026-05-10 13:00", "2026-05-10 15:00"),
        ("凌晨12点半出车", "2026-05-10 00:30", None),
        ("早8:00-晚6:00", "2026-05-10 08:00", "2026-05-10 18:00"),
        ("今天上午9点扫地，十点歇了会", "2026-05-10 09:00", None),
        ("2026 05 09 9:00", "2026-05-09 09:00", None),
        ("2000年5月1日8点", "2000-05-01 08:00", None),
        ("两千年5月1日8点", "2000-05-01 08:00", None),
        ("九点三刻开始", "2026-05-10 09:45", None),
        ("昨天上午9点不对是10点", "2026-05-09 10:00", None),
    ],
)
def test_a_day_and_its_hours_are_one_time(text: str, start: str, end: str | None) -> None:
    when = times(text)[0]
    assert (when.start, when.end) == (at(start), end and at(end))
    assert when.precision is Precision.MINUTE


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23日去的敬老院", "2026-04-23"),
        ("前天的事", "2026-05-08"),
        ("昨儿个人真多", "2026-05-09"),
        ("上周六包饺子", "2026-05-02"),
        ("这周三下棋", "2026-05-06"),
        ("星期五发了书", "2026-05-08"),
        ("星期五请大家来领书", "2026-05-15"),
        ("本月8日", "2026-05-08"),
        ("上个月28号", "2026-04-28"),
        ("12月31日联欢", "2025-12-31"),
        ("去年3月12日种的树", "2025-03-12"),
        ("26年5月1日", "2026-05-01"),
        ("二〇二六年五月九日", "2026-05-09"),
        ("20260509活动", "2026-05-09"),
        ("5·4青年节小结", "2026-05-04"),
        ("腊月二十三送福字", "2026-02-10"),
        ("农历三月十五赶庙会", "2026-05-01"),
        ("24日，不对是25日去的", "2026-04-25"),
        ("不是24号，是25号", "2026-05-25"),
        ("28号晚上请大家来听讲座", "2026-05-28"),
        ("母亲节那天送花", "2026-05-10"),
        ("清明祭扫活动，4月3日去的烈士陵园", "2026-04-03"),
        ("今天5月9日义诊", "2026-05-09"),
        ("除夕晚上包饺子", "2026-02-16"),
        ("大年初二上午拜年", "2026-02-18"),
        ("重阳节上午登高", "2026-10-18"),
        ("立春那天", "2026-02-04"),
        ("5月8日忙到11点", "2026-05-08"),
        ("5.9，理发", "2026-05-09"),
        ("时间：5-8", "2026-05-08"),
        ("我们 05-08 去的", "2026-05-08"),
        ("三天前去的", "2026-05-07"),
        ("1.5月9日扫楼道", "2026-05-09"),
        ("周末登山，5月3日那天人最多", "2026-05-03"),
    ],
)
def test_a_day_is_the_one_nearest_to_the_message(text: str, day: str) -> None:
    assert [one.start.date() for one in times(text)] == [date.fromisoformat(day)]


@pytest.mark.parametrize(
    ("text", "part", "hour"),
    [
        ("今天上午去打扫", "上午", 9),
        ("5月9日下午理发", "下午", 14),
        ("昨晚放电影", "晚", 19),
        ("今儿后晌拾垃圾", "后晌", 14),
        ("昨儿擦黑遛了个弯", "擦黑", 18),
        ("5.9早上晨跑", "早上", 7),
        ("今天中午包粽子", "中午", 12),
        ("傍晚去河堤", "傍晚", 18),
    ],
)
def test_a_part_of_day_alone_is_a_halfday(text: str, part: str, hour: int) -> None:
    when = times(text)[0]
    assert (when.part, when.start.hour) == (part, hour)
    assert when.precision is Precision.HALFDAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "谢谢大家",
        "比分3:2，后来21:15获胜",
        "第594期简报",
        "5号院5号楼3单元2号",
        "人民路23号",
        "电话13812345678，010-66668888",
        "花了12.5元，走了3.5公里",
        "3-5岁的娃娃8-10人",
        "有一点累，讲了两点",
        "三点五公里",
        "每周三下午2点练歌",
        "五一路小学",
        "我们煮元宵",
        "李国庆带队",
        "2月30日",
        "25:00",
        "《五月九日》真好看",
        "雨后天晴",
        "二〇二年5月3日",
        "二三月5日",
        "5月三四日",
        "三四日",
        "三四天前",
        "完成了3/4",
        "我们2/3的人，门牌 5-7 旁",
        "周一鸣、李芳都在",
        "一日看尽长安花",
        "忙到11点",
        "13月份",
        "中秋将至",
        "农历3000年正月初一",
        "未来零天",
        "农历2026年五月三十一",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times(text) == []


def test_several_days_are_several_times() -> None:
    found = [one.start.date().isoformat() for one in times("5月8日、10日各走访一次")]
    assert found == ["2026-05-08", "2026-05-10"]


def test_a_day_said_against_today_stays_its_own() -> None:
    found = [one.start.day for one in times("5月8日，今天，都有人")]
    assert found == [8, 10]
    assert [one.start.day for one in times("8:00到齐，人来得不少，5月8日也是")] == [10, 8]


def test_an_hour_far_from_its_day_is_left_alone() -> None:
    (when,) = times(
        "5月8日大扫除。" + "楼道、车棚、花坛都清理了一遍。" * 8 + "九点有人送水"
    )
    assert when.precision is Precision.DAY


def test_parts_of_one_day_are_two_times_if_told_apart() -> None:
    found = [one.start.hour for one in times("昨天上午植树，昨天下午2点义诊")]
    assert found == [9, 14]
    (when,) = times("昨天上午9点植树，昨天上午人多")
    assert when.precision is Precision.MINUTE


def test_history_is_left_out_where_something_recent_is_told() -> None:
    (when,) = times("讲了1935年1月15日的会议，今天大家听得认真")
    assert when.start.date() == date(2026, 5, 10)


def test_a_run_of_days_is_one_time() -> None:
    (when,) = times("5月30日-6月2日值班")
    assert (when.start, when.end) == (at("2026-05-30"), at("2026-06-02"))
    assert when.precision is Precision.DAY


def test_another_part_of_the_same_day_is_another_time() -> None:
    found = [one.start.hour for one in times("昨天上午9点插花，下午2点义诊")]
    assert found == [9, 14]


def test_a_day_told_twice_is_one_time_as_exact_as_told() -> None:
    (when,) = times("今天真热闹！5月10日上午9:00到11:00，大家都来了")
    assert when.start == at("2026-05-10 09:00")


def test_the_span_covers_the_words() -> None:
    text = "👏我们5月9日上午9:30-11:00练歌"
    (one,) = find_times(text, SUNDAY)
    assert text[slice(*one.span)] == "5月9日上午9:30-11:00"
