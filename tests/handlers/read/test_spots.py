"""Places that no list of institutions knows: courtyards, banks, routes, somebody's home."""

import pytest

from handlers.read.places import find_places


def _place(text: str) -> str:
    found = find_places(text)
    return text[slice(*found[0].span)] if found else ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("六点半湖边集合走了一万步", "湖边"),
        ("上午九点一刻渡口 捡了四袋垃圾", "渡口"),
        ("阿拉今朝辣弄堂口摆摊修伞", "弄堂口"),
        ("我哋喺球场跳舞", "球场"),
        ("昨晚黑在晒谷坪放了场电影", "晒谷坪"),
        ("邻里节 百家宴摆在玉带巷", "玉带巷"),
        ("桥头茶铺里头摆龙门阵", "桥头茶铺里头"),
        ("操场边的大榕树底下 孩子们听故事", "操场边的大榕树底下"),
        ("今天在3号楼韩大妈家包粽子", "3号楼韩大妈家"),
        ("在王大爷家院子里腌菜", "王大爷家院子里"),
        ("地点嘛还是老地方 居委会后头那间小屋", "居委会后头那间小屋"),
        ("来到位于解放桥边的市民书房读诗", "解放桥边的市民书房"),
        ("垃圾房边上 今天值桶", "垃圾房边上"),
        ("去青龙坎看望护林员", "青龙坎"),
        ("到大塘浜捡水葫芦", "大塘浜"),
        ("8号楼和9号楼中间的过道 刷了新漆", "8号楼和9号楼中间的过道"),
        ("在船棚里。味儿冲得慌", "船棚里"),
        ("把活动室的灯换了 弄了一上午", "活动室"),
    ],
)
def test_a_spot_is_found_whole(text: str, place: str) -> None:
    assert _place(text) == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("从粮店门口扫到老水塔 扫了一条街", "粮店门口扫到老水塔"),
        ("骑行：从钟楼骑到植物园 往返22公里", "钟楼骑到植物园"),
        ("东门到西门的绿化带捡了一遍", "东门到西门"),
        ("锣鼓队沿着新开路走到菜市口", "新开路走到菜市口"),
    ],
)
def test_a_route_is_one_place(text: str, place: str) -> None:
    assert _place(text).startswith(place)


@pytest.mark.parametrize(
    "text",
    [
        "下午两点半义剪第二场",
        "晚上广场舞散场 三十一个姐妹",
        "今天是老江领着做操 老江嗓门大",
        "下雨 人到得少 草草收场",
        "昨晚我们在群里连线上课",
        "今天巡河 分成三路",
        "住在四楼的奶奶拉着我们",
        "心里亮堂",
    ],
)
def test_what_is_no_spot_is_none(text: str) -> None:
    assert _place(text) == ""


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("家住菜园街的钟阿姨走进社区厨房", "社区厨房"),
        ("没在活动室 改去了江边栈道", "江边栈道"),
        ("在外滩集合后去了邮政博物馆", "邮政博物馆"),
        ("起点南门 终点湿地公园", "南门"),
    ],
)
def test_where_it_was_not_comes_later(text: str, place: str) -> None:
    assert _place(text) == place
