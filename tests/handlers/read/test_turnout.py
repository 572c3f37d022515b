"""The headcount of filled-in records, and of lists in a sentence."""

import pytest

from handlers.model.finding import Count, Field, Part
from handlers.read.counts import find_counts


def _came(text: str) -> Count | None:
    found = [one.value for one in find_counts(text) if one.field is Field.HEADCOUNT]
    assert all(isinstance(value, Count) for value in found)
    return found[0] if found and isinstance(found[0], Count) else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("地点：东厅\n人数：42（其中租户19）", 42),
        ("出席：老人48位、帮厨11位、社工2位\n地点：天井", 61),
        ("参加：居民18、商户4、物业1\n议题：油烟", 23),
        ("志愿者：社区8人+寺里4人\n服务：420人次", 12),
        ("人员情况：党员6名 居民9名，共15名", 15),
        ("📍 北坡\n👥 27", 27),
        ("应到人数：30\n实到人数：22", 22),
        ("参加人员：年级3班\n来了18人", 18),
        ("人：18 地：球场", 18),
        ("参加人员：老王、小曲，双方共4人（房东2），实到6人\n地点：调解室", 6),
        ("出场：摄影组6人+化妆组5人（合计11人）\n地点：望江亭", 11),
        ("出场：17\n地点：北坡", 17),
        ("出场：报名22人，来了20人\n地点：书屋", 20),
        ("到：16 缺：3", 16),
        ("内容 不少\n议事来了12人", 12),
    ],
)
def test_the_parts_of_a_record_are_summed(text: str, number: int) -> None:
    came = _came(text)
    assert came is not None
    assert came.number == number


def test_a_record_keeps_who_was_served_apart() -> None:
    found = find_counts("志愿者：6人\n为40位老人理发")
    assert [(one.field, one.value) for one in found] == [
        (Field.HEADCOUNT, Count(6, False)),
        (Field.SERVED, Count(40, False)),
    ]


@pytest.mark.parametrize("text", ["人数：约三十\n地点：后院", "人数：30多人\n地点：后院"])
def test_a_record_says_about(text: str) -> None:
    assert _came(text) == Count(30, True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("今天来了三十来号 都是熟面孔", 30),
        ("拢共十三口 在后院吃了碗面", 13),
        ("数了数 一共四十六", 46),
        ("十一个阿姨三个叔叔跳了一个半钟头", 14),
        ("大人十二 小孩九 一起做灯笼", 21),
        ("舞龙的9个、舞狮的4个，绕村一圈", 13),
        ("两拨人 上午十一个 下午七个", 18),
        ("二胡班 学员八个老师一个", 9),
        ("吸引了近百名居民参与", 100),
        ("百余名居民到场观看", 100),
        ("我跟老涂、顾姐三个人贴的", 3),
        ("护士就仨，忙得水都没喝上", 3),
        ("到了31个，不对，数重了，是29个", 29),
        ("听众19，坐满了", 19),
        ("有十几个邻居七手八脚抬走了", 10),
    ],
)
def test_people_are_counted_however_they_are_told(text: str, number: int) -> None:
    came = _came(text)
    assert came is not None
    assert came.number == number


@pytest.mark.parametrize(
    "text",
    [
        "出场：250000\n地点：北坡",
        "送出去四十份饭",
        "拆了六个违建",
        "走访21户",
        "收到意见22条",
    ],
)
def test_what_is_no_people_is_not_counted(text: str) -> None:
    assert _came(text) is None


def test_the_sorts_of_people_in_a_slot_are_kept() -> None:
    (stated,) = find_counts("出场：居民12、商户4\n地点：油坊")
    assert isinstance(stated.value, Count)
    assert stated.value.parts == (Part(12, what="居民"), Part(4, what="商户"))
