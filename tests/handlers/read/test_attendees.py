"""Names of those who took part, as people write them."""

import pytest

from handlers.read.attendees import find_attendees


def _names(text: str) -> list[str]:
    return [text[slice(*one.span)] for one in find_attendees(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("今天是庞阿姨教的 教了两个花样", ["庞阿姨"]),
        ("书记老鲁也来了 讲了几句", ["老鲁"]),
        ("大刘赶过来救场 弹了一首", ["大刘"]),
        ("小芳带头 大家把楼道扫了", ["小芳"]),
        ("我和大军俩人守了一夜", ["大军"]),
        ("阿梅和阿兰管签到", ["阿梅", "阿兰"]),
        ("桂珍姐掌勺 秀莲打下手", ["桂珍姐", "秀莲"]),
        ("志愿者裴晓东背着老人下楼", ["裴晓东"]),
        ("会长邓永年致辞", ["邓永年"]),
        ("赵工给大家讲电梯怎么装", ["赵工"]),
        ("二年级的小朵同学领读", ["小朵"]),
        ("米米奶奶烤了饼干", ["米米奶奶"]),
        ("王建国和刘桂英领舞", ["王建国", "刘桂英"]),
        ("窦春引座", ["窦春"]),
        ("胡师傅、龙师傅、郝师傅三位没歇着", ["胡师傅", "龙师傅", "郝师傅"]),
        ("今天的裁判是老邓头 铁面无私", ["老邓头"]),
        ("理发师2位(大吴、小吴兄弟)，剪了一上午", ["大吴", "小吴"]),
    ],
)
def test_a_person_is_found_however_they_are_called(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("队员：章立、鲁萍、霍春生、石秀芬", ["章立", "鲁萍", "霍春生", "石秀芬"]),
        ("参加人：老贺 老钟 小苗 胖嫂", ["老贺", "老钟", "小苗", "胖嫂"]),
        ("今天到的有倪大爷、孟姐、她对象、小顾", ["倪大爷", "孟姐", "小顾"]),
        ("带队老师：常虹\n记录：小宁", ["常虹", "小宁"]),
        ("参加人员：康敏（组长）、石蕾等8人", ["康敏", "石蕾"]),
        ("杜敏、薛红、屈瑞四位站了一上午", ["杜敏", "薛红", "屈瑞"]),
    ],
)
def test_a_list_names_each_of_its_people(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "小广告清了三十张 小区干净了",
        "老党员们都来了 小朋友们也来了",
        "安全第一 文明骑行",
        "大家说老师教得好",
        "人员 票友19人\n内容 听评弹",
        "爷爷奶奶都来了",
        "参加人：全体 居民",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert _names(text) == []
