"""Counts of people: who took part, whom they served, and what is no count of people."""

import pytest

from handlers.model.finding import Count, Field, Part
from handlers.read.counts import find_counts


def came(text: str) -> Count | None:
    return next((s.value for s in find_counts(text) if s.field is Field.HEADCOUNT), None)


def served(text: str) -> Count | None:
    return next((s.value for s in find_counts(text) if s.field is Field.SERVED), None)


def words(text: str) -> list[str]:
    return [text[slice(*stated.span)] for stated in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("今天有26个人参加了合唱排练", 26),
        ("9个人，拔了八筐草", 9),
        ("就我们仨人", 3),
        ("就俩人去的", 2),
        ("昨天我们五个去捡垃圾", 5),
        ("１２人参加", 12),
        ("1,200人", 1200),
        ("人数是31", 31),
        ("实际来的28", 28),
        ("参加人数：二十三", 23),
        ("志愿者（8人）：赵一 钱二 孙三", 8),
        ("张桂芳、李明、王小兰共3人参加", 3),
        ("人到得齐 十一个 唱到快五点", 11),
        ("队员们12人，老师1人，共13人", 13),
        ("上午李老师带着4位志愿者去了敬老院", 5),
        ("我和3个队友把车棚扫了", 4),
        ("我、老金和小曲三个人去的", 3),
        ("我们十一个，和面的五个，擀皮的六个", 11),
        ("推车的8个、拍照2个、递水3个", 13),
        ("甲乙两队各12人(24)", 24),
        ("🙋志愿者36＋学员30＝66", 66),
        ("医生 4、护士 6、引导 5（计15）", 15),
        ("日期：5月3日\n出场：17\n地点：北坡", 17),
    ],
)
def test_who_came_is_the_headcount(text: str, number: int) -> None:
    assert came(text) == Count(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("挤了五十来号人", 50),
        ("来了近30人", 30),
        ("30余名居民参加", 30),
        ("今天十几个人打太极", 10),
        ("来了三四十人", 30),
        ("十五六个人来练", 15),
        ("来了25-30人", 25),
        ("上百人围着看", 100),
        ("这次参加的有35人左右", 35),
        ("得有五十多", 50),
    ],
)
def test_a_rough_count_is_the_number_named_and_says_so(text: str, number: int) -> None:
    assert came(text) == Count(number, approx=True)


@pytest.mark.parametrize(
    ("text", "number", "span"),
    [
        ("12名队员和8名志愿者清理了河道", 20, "12名队员和8名志愿者"),
        ("居民16名、设计师2名商量了方案", 18, "16名、设计师2名"),
        ("参与人数：居民18人，志愿者5人", 23, "18人，志愿者5人"),
        ("16人+2个孩子", 18, "16人+2个孩子"),
        ("三名队员值班，下午还有七位一起巡逻", 10, "三名队员值班，下午还有七位"),
    ],
)
def test_parts_named_side_by_side_add_up(text: str, number: int, span: str) -> None:
    assert came(text) == Count(number)
    assert words(text) == [span]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("报名30人，实到25人", 25),
        ("应到20人，实到18人，请假2人", 18),
        ("今天应到40实到36", 36),
        ("计划30人参加，实际来了22人", 22),
        ("我们班有20人，今天来了17人", 17),
    ],
)
def test_the_present_win_over_the_registered(text: str, number: int) -> None:
    assert came(text) == Count(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("今天来了18人，不对16人", 16),
        ("来了18个，哦不对是16个", 16),
        ("来了20人，写错了，应该是21人", 21),
    ],
)
def test_a_later_word_corrects_an_earlier_one(text: str, number: int) -> None:
    assert came(text) == Count(number)


@pytest.mark.parametrize(
    ("text", "members", "guests"),
    [
        ("下午陪六位老人赏菊 咱们队出动了4个人", 4, 6),
        ("我们给32位老人剪了头发，志愿者一共7人", 7, 32),
        ("8名志愿者为15名孤寡老人打扫卫生", 8, 15),
        ("社工2名，志愿者10名，服务居民60人", 12, 60),
        ("服务老人120人次，志愿者15人", 15, 120),
    ],
)
def test_those_served_are_told_from_those_who_came(
    text: str, members: int, guests: int
) -> None:
    assert came(text) == Count(members)
    assert served(text) == Count(guests)


def test_those_led_by_nobody_named_were_served() -> None:
    assert came("5名志愿者带着二十个孩子认树叶") == Count(5)
    assert served("5名志愿者带着二十个孩子认树叶") == Count(20)
    assert came("昨晚带三十位长者游园") is None
    assert served("昨晚带三十位长者游园") == Count(30)


def test_the_parts_of_a_sum_are_kept_as_written() -> None:
    count = came("12名队员和8名志愿者清理了河道")
    assert count is not None
    assert count.parts == (Part(12, what="队员"), Part(8, what="志愿者"))
    led = came("李老师带着4位阿姨去了")
    assert led is not None
    assert led.parts == (Part(1, what="李老师"), Part(4, what="阿姨"))


def test_counts_are_equal_whatever_they_were_summed_from() -> None:
    assert Count(20, parts=(Part(12), Part(8))) == Count(20)


def test_only_those_served_leave_the_headcount_open() -> None:
    assert came("给五十多位老人送饺子") is None
    assert served("给五十多位老人送饺子") == Count(50, approx=True)
    assert served("受益人数：80") == Count(80)
    assert served("上午总共理了30位") == Count(30)


@pytest.mark.parametrize(
    "text",
    [
        "收了七筐子落叶，送出一百多本书",
        "5号院3栋2单元，35度高温，走了2小时",
        "走访了12户，送了30袋米",
        "每组5人，一共4组",
        "三人一组，轮流巡逻",
        "两人三足比赛真热闹",
        "一位大姐说下次还来",
        "一人一把扇子",
        "真多啊 我以为就二十来个",
        "明天大概能来20人吧",
        "至少要来10个",
        "活动限40人",
        "一桌坐10个人",
        "今天接龙了25个",
        "上百",
        "报名人数：0，实到0",
        "百人宴上菜了",
        "救了一个人",
        "第3人民医院",
        "50后60后都来了",
        "人没数，反正坐满了",
    ],
)
def test_things_wishes_shares_and_doubts_are_no_count(text: str) -> None:
    assert find_counts(text) == ()


def test_the_span_holds_exactly_the_words() -> None:
    assert words("今天来了23位老街坊") == ["23位老街坊"]


def test_a_forwarded_list_is_read_in_bounded_time() -> None:
    assert len(find_counts("12人" * 3000)) <= 2
