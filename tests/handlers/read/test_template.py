"""Filled-in records in any layout: keys, brackets, signs, bullets, lines without a key."""

import pytest

from handlers.model.finding import Field
from handlers.read.keys import field_of, is_well_known, sort_of
from handlers.read.shapes import is_person, is_place, is_time, shape_of
from handlers.read.template import read_slots, values_of
from tests.effort import effort

TIME, PLACE, COUNT = Field.TIME, Field.PLACE, Field.HEADCOUNT
NAMES, SAID, DONE, TITLE = Field.ATTENDEES, Field.FEEDBACK, Field.CONTENT, Field.THEME


def slots(text: str) -> list[tuple[Field | None, str]]:
    return [(slot.field, text[slice(*slot.value)]) for slot in read_slots(text)]


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("时　段", "9点到11点", TIME),
        ("集结点", "北门岗亭", PLACE),
        ("集合", "7:40", TIME),
        ("集合", "南桥码头", PLACE),
        ("集合", "大家都来", None),
        ("集合时间", "老时候", TIME),
        ("到岗", "8:15", TIME),
        ("WHERE", "桥头书屋", PLACE),
        ("地块", "17块", None),
        ("课堂", "南街茶馆", PLACE),
        ("工位", "待分配", None),
        ("出勤", "23", COUNT),
        ("出力者", "老葛、小甘等5人", NAMES),
        ("教练", "甘志明", NAMES),
        ("乡亲说", "灯一亮就敢出门了", SAID),
        ("收获", "春联80副", DONE),
        ("备注", "有位大娘觉得椅子太硬", SAID),
        ("备注", "下次带伞", None),
        ("应到", "30人", None),
        ("项目", "剪发、量血压", DONE),
        ("课题", "怎样认菌子", TITLE),
        ("经过", "先扫地，后浇花", DONE),
        ("发枪", "3月2日 8:00", TIME),
        ("出镜", "27人", COUNT),
        ("取景", "槐树街12号院门口", PLACE),
        ("弹幕", "“看完想去划船，真好看”", SAID),
        ("口令", "向前看", None),
    ],
)
def test_a_key_asks_for_what_its_head_and_its_value_say(
    key: str, value: str, field: Field | None
) -> None:
    assert field_of(key, value) is field


def test_a_key_that_everybody_uses_needs_no_other() -> None:
    assert is_well_known("活动 地点")
    assert not is_well_known("乡亲说")
    assert sort_of("随便") is None
    assert slots("地点：北门岗亭") == [(PLACE, "北门岗亭")]
    assert slots("刘姐说：明天带伞") == []


@pytest.mark.parametrize(
    "words", ["5月3日 9:00-11:30", "周六下午", "七月十二日（周日）晚", "今天 19:30"]
)
def test_a_time_alone_is_seen_by_its_shape(words: str) -> None:
    assert is_time(words)
    assert shape_of(words) is TIME


@pytest.mark.parametrize("words", ["140", "三人", "下午去划船", "一天"])
def test_other_numbers_are_no_time(words: str) -> None:
    assert not is_time(words)


@pytest.mark.parametrize("words", ["河口公园凉亭", "文化站三楼", "青石巷7号（北门）"])
def test_a_place_ends_as_places_do(words: str) -> None:
    assert is_place(words)


@pytest.mark.parametrize(
    "words", ["亭", "公园里跳了舞", "公园管理员", "“凉亭”、“书屋”", "在很远很远" * 6]
)
def test_what_tells_something_is_no_place(words: str) -> None:
    assert not is_place(words)


def test_persons_are_called_by_family_name_or_as_old_and_young() -> None:
    assert is_person("志愿者小安")
    assert is_person("王阿姨")
    assert not is_person("授课老师")
    assert not is_person("地点")


def test_every_layout_of_keys_is_read() -> None:
    text = (
        "【踏青小结】\n★日　期：4月12日\n② 点位｜柳堤北亭\n【谁来了】队员9人、家属4人\n"
        "> 同行 周敏、郑好\n事项→放风筝\n乡里咋样 — 都说没玩够\n■花费■ 40元"
    )
    assert slots(text) == [
        (TIME, "4月12日"),
        (PLACE, "柳堤北亭"),
        (COUNT, "队员9人、家属4人"),
        (NAMES, "周敏、郑好"),
        (DONE, "放风筝"),
        (SAID, "都说没玩够"),
        (None, "40元"),
    ]


def test_keys_within_a_line_and_signs_end_a_value() -> None:
    assert slots("日期：4/12 地点：柳堤；人数：9（缺2）备注无") == [
        (TIME, "4/12"),
        (PLACE, "柳堤"),
        (COUNT, "9（缺2）备注无"),
    ]
    assert slots("📅 4月12日\n📍 柳堤北亭\n💬 “真舒服”") == [
        (TIME, "4月12日"),
        (PLACE, "柳堤北亭"),
        (SAID, "“真舒服”"),
    ]


def test_an_unknown_key_within_a_line_is_part_of_its_value() -> None:
    assert slots("地点：柳堤北亭 向导：周敏\n时间：4月12日 小周：好") == [
        (PLACE, "柳堤北亭 向导：周敏"),
        (TIME, "4月12日 小周：好"),
    ]


def test_a_value_may_stand_on_the_next_line_and_an_empty_one_is_none() -> None:
    text = "时间：\n4月12日\n地点：\n柳堤北亭\n人数：待补\n感受："
    assert slots(text) == [(TIME, "4月12日"), (PLACE, "柳堤北亭")]


def test_who_speaks_below_a_key_is_no_key() -> None:
    text = "时间：4月12日\n大家说：\n周敏：风真大\n郑好：线断了两回\n地点：柳堤"
    assert slots(text) == [
        (TIME, "4月12日"),
        (SAID, "周敏：风真大\n郑好：线断了两回"),
        (PLACE, "柳堤"),
    ]


def test_a_person_in_front_of_a_colon_speaks() -> None:
    text = "时间：4月12日\n地点：柳堤\n王阿姨：这把年纪还能放风筝"
    assert slots(text)[-1] == (SAID, "王阿姨：这把年纪还能放风筝")


def test_a_guess_gives_way_to_a_key_that_asks() -> None:
    text = "地点：柳堤北亭\n后勤：文化站三楼\n时间：4月12日"
    assert (None, "文化站三楼") in slots(text)


def test_bulleted_lines_without_keys_show_what_they_are() -> None:
    text = "风筝会\n◇ 4月12日 周日 9:00\n◇ 柳堤北亭\n◇ 队员12人\n◇ 自带水杯和线轴"
    assert slots(text) == [
        (TIME, "4月12日 周日 9:00"),
        (PLACE, "柳堤北亭"),
        (COUNT, "队员12人"),
    ]


def test_a_line_of_date_place_and_number_needs_no_key() -> None:
    text = "放风筝\n4月12日 柳堤北亭 12人\n都说没玩够"
    assert slots(text) == [(TIME, "4月12日"), (PLACE, "柳堤北亭"), (COUNT, "12人")]
    assert slots("放风筝\n今天下午\n柳堤北亭\n很好玩") == [
        (TIME, "今天下午"),
        (PLACE, "柳堤北亭"),
    ]


def test_a_heading_in_brackets_is_no_key() -> None:
    text = "【柳堤学堂学员反馈】\n学员：周敏\n时间：4月12日"
    assert slots(text) == [(NAMES, "周敏"), (TIME, "4月12日")]


def test_prose_titles_and_long_lines_are_no_slots() -> None:
    assert slots("今天去放了风筝") == []
    assert slots("柳堤社区服务中心\n我们很好\n再见") == []
    assert slots("通知\n◇ 4月12日 郑好 周敏\n◇ 请自带水杯") == []
    assert slots("放风筝\n4月12日" + "我们在柳堤放风筝" * 6 + "\n好") == []
    assert slots("小周：几点？\n小吴：8点") == []


def test_values_of_a_field_come_in_order() -> None:
    text = "时间：4月12日\n地点：柳堤\n散会：11:30"
    found = values_of(read_slots(text), TIME)
    assert [text[slice(*span)] for span in found] == ["4月12日", "11:30"]


@pytest.mark.parametrize(
    "text",
    [
        "：" * 4000,
        "时间：" * 1300,
        "\n" * 4000,
        "\n一 " * 1300,
        "\n1人、" * 1000,
        "📍" * 4000,
        "时间：4日\n" + "▶ 三日，" * 900,
        "（" * 4000,
        "一" * 4000 + "：",
    ],
)
def test_hostile_texts_are_read_in_no_time(text: str) -> None:
    assert effort(read_slots, text) < 0.5  # some milliseconds, unless the work runs away
