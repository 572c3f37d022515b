"""Every number of people in a text, whatever its role, and nothing else."""

import pytest

from handlers.read.mentions import Mention, Role, Weight, find_mentions


def found(text: str) -> list[tuple[str, int]]:
    return [(text[m.start : m.end], m.count.number) for m in find_mentions(text)]


def only(text: str) -> Mention:
    (mention,) = find_mentions(text)
    return mention


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("出勤：19", 19),
        ("▪️到场：29\n▪️水温：12度", 29),
        ("人：24\n物：两筐", 24),
        ("人　　数：55", 55),
        ("桡手：14", 14),
        ("讲解员数：9", 9),
        ("👤 6", 6),
        ("全员18", 18),
        ("共11", 11),
        ("人数约为40", 40),
        ("37名到齐", 37),
        ("二十来号人", 20),
        ("百十号人看热闹", 110),
        ("十来个街坊", 10),
        ("六十几位街坊", 60),
        ("三百多家长", 300),
        ("廿四个人", 24),
        ("七個人", 7),
        ("仨人抬的", 3),
        ("我们仨一上午没歇", 3),
        ("我跟老崔俩", 2),
        ("哥儿六扛着铁锹", 6),
        ("哥仨", 3),
        ("大人小孩一共25", 25),
        ("十八双手", 18),
        ("七十多口过路的", 70),
        ("周六十一个人上山", 11),
        ("我们四个把楼道刷了", 4),
        ("十六个老茶客坐到天黑", 16),
        ("二十一个护河人走完全程", 21),
        ("十三个巡山的，清早出门", 13),
        ("昨七个编草鞋", 7),
        ("签到18/20人", 18),
        ("三十出头", 30),
        ("二十七", 27),
    ],
)
def test_people_are_counted_in_every_form(text: str, number: int) -> None:
    assert number in [count for _, count in found(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("大人12，娃9", [12, 9]),
        ("登山客34、环保社学生6", [34, 6]),
        ("学生35人、带队教师2人", [35, 2]),
        ("来了7+13人", [7, 13]),
        ("学生28、渔政2、潜水4，都下了水", [28, 2, 4]),
        ("五男一女", [5, 1]),
        ("男18 女15", [18, 15]),
    ],
)
def test_each_number_of_a_row_is_a_mention(text: str, numbers: list[int]) -> None:
    assert [number for _, number in found(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "5号院, 35度, 三井, 第594期, 2小时, 6袋, 80岁, 3公里",
        "练了三个小时，包了十个粽子",
        "看了俩钟头，换了俩灯泡",
        "修好八个水龙头",
        "一、二年级和三、四年级的课表",
        "百度一下",
    ],
)
def test_what_is_no_people_is_no_mention(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("来了12人", Role.CAME),
        ("9（实到）", Role.CAME),
        ("给30位老人理发", Role.SERVED),
        ("受益：老人40位", Role.SERVED),
        ("台下坐了一百多位老人", Role.SERVED),
        ("观众：70人", Role.SERVED),
        ("剪了二十六个头", Role.HEADS),
        ("报名40人", Role.REGISTERED),
        ("12（应到）", Role.REGISTERED),
        ("还有五个名额", Role.REGISTERED),
        ("上限：20", Role.REGISTERED),
        ("还剩俩座。", Role.REGISTERED),
        ("二十个位，先到先得", Role.REGISTERED),
        ("（预约26）", Role.REGISTERED),
        ("还差三个", Role.REGISTERED),
        ("来晚了的三十个人报名", Role.REGISTERED),
        ("走了12户", Role.GROUPS),
        ("三个家庭一起做", Role.GROUPS),
        ("服务120人次", Role.PERSON_TIMES),
        ("请假4", Role.NOTHING),
        ("一共磨了三十个", Role.NOTHING),
        ("修好十七个，都拿走了", Role.NOTHING),
        ("今天编了四十来个", Role.NOTHING),
        ("碰到七八个学生", Role.NOTHING),
    ],
)
def test_each_number_has_its_role(text: str, role: Role) -> None:
    assert only(text).role is role


@pytest.mark.parametrize(
    "text",
    ["38人（含新手6）", "四十个人，其中学生十二个", "41（长者30）", "24人（24）"],
)
def test_a_part_of_a_number_named_before_is_no_headcount(text: str) -> None:
    whole, part = find_mentions(text)
    assert whole.role is Role.CAME
    assert (part.role, part.weight) == (Role.PART, Weight.NOTHING)


def test_a_total_in_brackets_is_no_part() -> None:
    assert [m.role for m in find_mentions("医生8、护士9（共17人）")] == [Role.CAME] * 3
    assert [m.role for m in find_mentions("9人（共7人）")] == [Role.CAME] * 2


def test_the_word_for_them_is_kept_as_written() -> None:
    assert [m.what for m in find_mentions("12名老年志愿者，学生9人")] == [
        "老年志愿者",
        "学生",
    ]


def test_one_family_is_no_group_and_one_of_many_no_turnout() -> None:
    assert found("走了1户") == []
    assert only("一位大姐说好").weight is Weight.NOTHING
    assert only("老师一位").weight is Weight.PLAIN


def test_things_behind_a_label_are_weak() -> None:
    assert only("节目：8个").weight is Weight.LOOSE
    assert only("人头：8个").weight is Weight.TOTAL
    assert only("节目 8个").weight is Weight.PLAIN


def test_a_number_alone_in_a_long_text_is_none() -> None:
    assert found("今天的事多得很，" * 6 + "门牌 27 ") == []


def test_an_endless_text_is_read_quickly() -> None:
    assert sum(1 for _ in find_mentions("一" * 4000)) == 0
    assert sum(1 for _ in find_mentions("我、" * 2000)) == 0
