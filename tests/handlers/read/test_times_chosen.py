from datetime import datetime, timedelta, timezone

import pytest

from handlers.read.dates import find_times, order_times

CHINA = timezone(timedelta(hours=8))
SUNDAY = datetime(2026, 5, 10, 20, 0, tzinfo=CHINA)


def first(text: str, sent_at: datetime = SUNDAY, *, past: bool = True) -> str:
    chosen = order_times(text, find_times(text, sent_at), sent_at, past=past)
    return text[slice(*chosen[0].span)] if chosen else ""


def day(text: str, sent_at: datetime = SUNDAY, *, past: bool = True) -> str:
    when = order_times(text, find_times(text, sent_at), sent_at, past=past)[0].value
    return str(getattr(when, "start", None))[:10]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("今天汇报一下5月7日的读书会", "5月7日"),
        ("昨晚太困没写，前天下午的插花来了六位", "前天下午"),
        ("上次5月3日没去成，昨天补上了", "昨天"),
        ("三天的营今日落幕，5月8日至10日，十二个孩子", "5月8日至10日"),
        ("奶奶问“上周三怎么没来”，昨天我们去了", "昨天"),
        ("5月20日再去，昨天修了两盏灯", "昨天"),
        ("下次5月9日的事先不说，前天修了灯", "前天"),
        ("昨天忙了一天", "昨天"),
        ("填表日期：5月10日\n活动时间：5月8日下午", "5月8日下午"),
        ("编号：五号\n日子：5月8日", "5月8日"),
        ("一周小结（5.4—5.10）\n5月7日 14:00 画扇", "5月7日 14:00"),
        ("通知说的是周五，其实周六上午才办", "周六上午"),
        ("原：5月8日上午\n现：5月9日下午", "5月9日下午"),
        ("谢谢大家", ""),
    ],
)
def test_the_time_of_a_report_is_the_one_it_tells_of(text: str, chosen: str) -> None:
    assert first(text) == chosen


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("原定5月12日的课，现在是5月14日上午", "5月14日上午"),
        ("拟于5月16日上午9时开课，5月13日前报名", "5月16日上午9时"),
        ("5月14日换书（5月14日晚的不算），5月14日 15:00 亭子", "5月14日 15:00"),
        ("昨天说过了，后天量血压", "后天"),
    ],
)
def test_the_time_of_an_announcement_lies_ahead(text: str, chosen: str) -> None:
    assert first(text, past=False) == chosen


def test_a_bare_weekday_is_set_in_the_tense_of_its_message() -> None:
    assert day("请看照片，周六的", past=True) == "2026-05-09"
    assert day("周六早打拳", past=False) == "2026-05-16"


def test_a_bare_number_is_set_in_the_tense_of_its_message() -> None:
    assert day("请看照片，13号的", past=True) == "2026-04-13"
    assert day("8号去了的都来", past=False) == "2026-06-08"
    late = datetime(2026, 5, 31, 20, 0, tzinfo=CHINA)
    assert day("31号去了的都来", late, past=False) == "2026-05-31"


def test_a_feast_still_ahead_of_its_report_is_kept_today() -> None:
    eve = datetime(2026, 6, 18, 20, 0, tzinfo=CHINA)
    assert day("端午送粽子，老人高兴", eve) == "2026-06-18"
    assert day("端午送粽子", eve, past=False) == "2026-06-19"


def test_a_part_of_day_alone_is_today_where_all_else_is_to_come() -> None:
    assert first("下午量血压的人多，孩子问“明天还来吗”") == "下午"


def test_what_is_to_come_tells_no_time_of_a_report() -> None:
    assert first("刚散，后天谁有车") == ""
    assert first("后天谁有车", past=False) == "后天"
