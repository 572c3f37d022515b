"""What was done, as a bulletin tells it."""

from datetime import datetime, timedelta, timezone

import pytest

from handlers.read.retold import by_calendar, without, without_number, without_place

SENT = datetime(2026, 5, 9, 15, tzinfo=timezone(timedelta(hours=8)))  # a Saturday


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("今天上午在凉亭练功", "5月9日上午在凉亭练功"),
        ("昨晚练合唱，今晚接着练", "5月8日晚上练合唱，5月9日晚上接着练"),
        ("今早上扫了院子", "5月9日早上扫了院子"),
        ("上周六办了市集", "5月2日办了市集"),
        ("三天前备料，今天开席", "5月6日备料，5月9日开席"),
    ],
)
def test_days_are_told_by_the_calendar(written: str, told: str):
    assert by_calendar(written, SENT) == told


@pytest.mark.parametrize(
    "written",
    [
        "周六办了市集",
        "今天（5月9日）办了市集",
        "今年头一回办市集",
        "每天早上练功",
        "孩子们喊“今天真高兴”",
        "擦了三楼的窗",
    ],
)
def test_everything_else_stays(written: str):
    assert by_calendar(written, SENT) == written


@pytest.mark.parametrize(
    ("written", "quotation", "told"),
    [
        ("种了豆角，大家说值了", "大家说值了", "种了豆角"),
        ("大家说值了，收工", "大家说值了", "收工"),
        ("种豆角。贾姨说：“真嫩”。还浇了水", "真嫩", "种豆角。还浇了水"),
        ("种豆角，抢着浇水，真好，收工", "抢着浇水，真好", "种豆角，收工"),
        ("种豆角。大家说值了。", "大家说值了", "种豆角。"),
        ("种豆角", "", "种豆角"),
    ],
)
def test_what_is_quoted_beside_it_is_not_said_twice(
    written: str, quotation: str, told: str
):
    assert without(written, [quotation]) == told


@pytest.mark.parametrize(
    ("written", "quotation"),
    [
        ("大家说值了", "大家说值了"),
        ("讲得细贾姨夸真好", "真好"),
        ("真好吃的豆角", "真好"),
        ("种豆角", "别的话"),
    ],
)
def test_where_more_would_be_lost_it_stays(written: str, quotation: str):
    assert without(written, [quotation]) == written


@pytest.mark.parametrize(
    ("written", "number", "told"),
    [
        ("上午在凉亭写福字，来了12个人", 12, "上午在凉亭写福字"),
        ("上午一共来了12个人，在凉亭写福字", 12, "上午，在凉亭写福字"),
        ("我们12个人在凉亭写福字", 12, "我们在凉亭写福字"),
        ("来了12个人", 12, "来了12个人"),
        ("来了12个人，写福字", 15, "来了12个人，写福字"),
        ("服务老人30位", 30, "服务老人30位"),
        ("写福字", 12, "写福字"),
    ],
)
def test_a_number_that_holds_no_longer_is_not_told(written: str, number: int, told: str):
    assert without_number(written, number) == told


@pytest.mark.parametrize(
    ("written", "place", "told"),
    [
        ("上午在凉亭里写福字，来了12个人", "凉亭", "上午写福字，来了12个人"),
        ("上午凉亭写福字", "凉亭", "上午写福字"),
        ("上午在凉亭，写了福字", "凉亭", "写了福字"),
        ("带孩子们走了槐树街", "槐树街", "带孩子们走了槐树街"),
        ("在凉亭", "凉亭", "在凉亭"),
        ("写福字", "凉亭", "写福字"),
        ("写福字", "", "写福字"),
    ],
)
def test_a_place_that_holds_no_longer_is_not_told(written: str, place: str, told: str):
    assert without_place(written, place) == told
