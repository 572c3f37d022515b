"""Places, as people write them."""

import pytest

from handlers.read.places import find_places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("昨天下午在北锣鼓巷文化站练二胡", "北锣鼓巷文化站"),
        ("今天咱们鼓队去街心花园排练", "街心花园"),
        ("周六我们在石榴胡同12号院种花", "石榴胡同12号院"),
        ("今天护学 育才小学门口 12人", "育才小学门口"),
        ("地点：东厢房\n内容：剪纸", "东厢房"),
        ("今早六点半打拳 地坛东门 14人", "地坛东门"),
        ("昨晚夜巡，东街到西桥，走了两圈", "东街到西桥"),
        ("12名队员在北三路与东四路交叉路口劝导", "北三路与东四路交叉路口"),
        ("今天轮流上和平路路口站岗", "和平路路口"),
        ("上午九点，杏林社区综合服务中心义诊", "杏林社区综合服务中心"),
        ("昨天去云居寺采风", "云居寺"),
        ("前天走了槐柏树街", "槐柏树街"),
    ],
)
def test_a_place_is_found_without_its_preposition(text: str, place: str) -> None:
    assert find_places(text)[0].value.text == place  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "大家在一起包饺子",
        "心里暖和",
        "今天我们在群里开了个会",
        "当场就修好了",
        "昨天巡逻，大家辛苦",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert find_places(text) == ()


def test_whose_people_they_are_is_not_where_it_was() -> None:
    text = "桃园社区的小志愿者到柳林庄园种树"
    assert find_places(text)[0].value.text == "柳林庄园"  # type: ignore[union-attr]


def test_a_place_in_a_quotation_comes_last() -> None:
    found = find_places("王奶奶说“上回在西山公园也没这么高兴”，今天在后院唱的")
    assert found[0].span[0] > 20


def test_our_workshop_is_a_name_and_no_room() -> None:
    assert find_places("昨天下午我们布艺坊做了香包") == ()


@pytest.mark.parametrize(
    "text", ["昨天帮耿奶奶去医院拿药", "上午去超市给老人买菜，送到五户"]
)
def test_where_somebody_ran_an_errand_is_no_place(text: str) -> None:
    assert find_places(text) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [("昨天陪耿奶奶去医院看病", "医院"), ("在柳园社区活动室给居民看病", "柳园社区活动室")],
)
def test_where_they_went_together_is_a_place(text: str, place: str) -> None:
    assert text[slice(*find_places(text)[0].span)] == place
