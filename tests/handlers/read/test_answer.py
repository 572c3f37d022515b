"""Short answers to what the bot asked, and chatter that answers nothing."""

from datetime import UTC, datetime

import pytest

from handlers.model.finding import Count, Field, Speech, Words
from handlers.read.answer import as_told, declines, read_answer

SENT = datetime(2026, 5, 9, 9, 30, tzinfo=UTC)
TIME, PLACE, HEADCOUNT = Field.TIME, Field.PLACE, Field.HEADCOUNT
CONTENT, FEEDBACK = Field.CONTENT, Field.FEEDBACK
ALL = (TIME, PLACE, HEADCOUNT, CONTENT, FEEDBACK)


def told(text: str, *asked: Field) -> dict[Field, str]:
    return {s.field: text[slice(*s.span)] for s in read_answer(text, SENT, asked)}


@pytest.mark.parametrize(
    ("text", "number", "approx"),
    [
        ("28", 28, False),
        ("28吧", 28, False),
        ("二十八", 28, False),
        ("大概三十", 30, True),
        ("三十出头", 30, True),
        ("一共28", 28, False),
        ("人不多，十二", 12, False),
        ("15个,不带师傅", 15, False),
        ("没统计，大概30来人", 30, True),
    ],
)
def test_a_bare_number_is_the_headcount(text: str, number: int, approx: bool) -> None:
    (stated,) = read_answer(text, SENT, [PLACE, HEADCOUNT])
    assert stated.value == Count(number, approx)


@pytest.mark.parametrize("text", ["1", "666", "+1", "10块钱一个", "还差两个人"])
def test_slang_and_prices_are_no_headcount(text: str) -> None:
    assert told(text, HEADCOUNT) == {}


def test_a_bare_number_is_nothing_where_the_headcount_is_known() -> None:
    assert told("28", PLACE) == {}


def test_one_message_answers_two_points() -> None:
    said = {HEADCOUNT: "28个人", PLACE: "二楼"}
    assert told("28个人，在二楼", PLACE, HEADCOUNT) == said


@pytest.mark.parametrize(
    "text",
    [
        "1二楼，2三十人",
        "1、二楼 2、三十人",
        "①二楼②三十人",
        "1 二楼 2 三十人",
        "1.二楼2.三十人",
        "一、二楼 二、三十人",
        "第一个在二楼，第二个三十人",
    ],
)
def test_the_numbers_of_the_question_may_be_used(text: str) -> None:
    assert told(text, PLACE, HEADCOUNT) == {PLACE: "二楼", HEADCOUNT: "三十人"}


def test_under_its_number_any_words_answer() -> None:
    text = "1、老槐树那儿 2、今早 3、嗓子都唱哑了 4、对歌"
    said = told(text, PLACE, TIME, FEEDBACK, CONTENT)
    assert said[FEEDBACK] == "嗓子都唱哑了"
    assert said[CONTENT] == "对歌"
    assert said[TIME] == "今早"


def test_a_count_or_a_time_under_its_number_must_still_be_one() -> None:
    assert told("1、人可多了 2、今早天没亮就出的门", HEADCOUNT, TIME) == {TIME: "今早"}


def test_a_number_without_a_point_is_left_alone() -> None:
    assert told("1、二楼 5、三十人", PLACE) == {PLACE: "二楼"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("在活动室", "活动室"),
        ("活动室", "活动室"),
        ("就在大槐树旁边的小花园嘛", "大槐树旁边的小花园"),
        ("葡萄架底下", "葡萄架底下"),
        ("昨晚忘了讲，是在村口老戏台放的", "村口老戏台"),
        ("三楼大会议室开的", "三楼大会议室"),
        ("地方就是居委会三楼", "居委会三楼"),
        ("鼓楼到东门", "鼓楼到东门"),
    ],
)
def test_a_short_phrase_is_the_place(text: str, place: str) -> None:
    (stated,) = (s for s in read_answer(text, SENT, [PLACE]) if s.field is PLACE)
    assert stated.value == Words(place)


@pytest.mark.parametrize("text", ["上午九点", "昨天上午办的 晌午才收摊", "上礼拜六"])
def test_a_time_on_its_own_answers_when(text: str) -> None:
    assert TIME in told(text, TIME, HEADCOUNT)


@pytest.mark.parametrize(
    "text",
    [
        "都说好",
        "反响不错",
        "挺好的",
        "孙奶奶说半年没下过楼了 乐得合不拢嘴",
        "老人们拉着手不让走",
        "小朋友说有意思,有奶奶嫌凳子硬",
    ],
)
def test_a_reaction_is_feedback_where_it_was_asked(text: str) -> None:
    (stated,) = read_answer(text, SENT, [FEEDBACK])
    assert stated.value == Speech(text)


@pytest.mark.parametrize(
    "text", ["唱了三首老歌还有沂蒙小调", "就是排了排新节目", "打扫了楼道 清了小广告"]
)
def test_what_was_done_is_the_content(text: str) -> None:
    assert told(text, CONTENT) == {CONTENT: text}


def test_what_was_not_asked_is_kept_beside_an_answer() -> None:
    assert told("26人，在小广场", HEADCOUNT) == {HEADCOUNT: "26人", PLACE: "小广场"}
    named = told("张三丰、李秀英、王建国，3个人", HEADCOUNT)
    assert named[HEADCOUNT] == "3个人"


@pytest.mark.parametrize(
    "text",
    [
        "明天我不在家",
        "哈哈",
        "谢谢",
        "收到",
        "谁看见我家乌龟",
        "真多啊 我以为就二十来个",
        "要来两个人 一袋五十斤",
        "今天起大雾了",
        "早上好",
        "我在楼下等你",
        "钥匙在桌上",
        "老李说明天下雨",
        "物业说周三来修",
        "张姐说她明天不来",
        "在我们家抽屉里",
        "明天下午两点 二楼",
        "周六去公园",
        "去公园",
        "今晚八点",
        "已经到二楼了",
        "大家说说意见",
        "桂花香了吗",
        "[链接] 居民夸楼道亮堂多了",
        "我下午睡了一觉",
        "还记得去年大伙铲冰 二十多人",
        "！！！",
        "来了30人，" * 100,
    ],
)
def test_chatter_answers_nothing(text: str) -> None:
    assert told(text, *ALL) == {}


def test_nothing_asked_is_nothing_answered() -> None:
    assert read_answer("28个人", SENT, ()) == ()


@pytest.mark.parametrize(
    "text", ["没统计", "不知道多少人", "没有反馈", "没数", "忘了数了", "记不清了"]
)
def test_a_member_may_say_that_there_is_nothing_to_tell(text: str) -> None:
    assert declines(text)


@pytest.mark.parametrize("text", ["没事", "他心里没数", "没有伞", "28个人", "不知道谁的"])
def test_other_words_do_not_decline(text: str) -> None:
    assert not declines(text)


def test_a_declined_point_answers_nothing() -> None:
    assert told("1、二楼 2、没统计", PLACE, HEADCOUNT) == {PLACE: "二楼"}


@pytest.mark.parametrize(
    "text",
    [
        "在楼下了",
        "我们在南门了",
        "公交改道了",
        "下礼拜挪屋里",
        "关阀门",
        "【转发】昨日在东湖公园比赛",
    ],
)
def test_where_somebody_is_now_answers_no_place(text: str) -> None:
    assert read_answer(text, SENT, (Field.PLACE,)) == ()


@pytest.mark.parametrize("text", ["好", "好的", "好嘞", "都少说两句"])
def test_assent_is_no_feedback(text: str) -> None:
    assert read_answer(text, SENT, (Field.FEEDBACK,)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "老人家们都跟着哼，有位爷爷说下次还来",
        "临走还给我们塞了把瓜子",
        "都不肯走，一直唱到天黑",
    ],
)
def test_any_words_tell_how_it_was_where_nothing_else_was_asked(text: str):
    stated = as_told(text)

    assert stated is not None
    assert (stated.value, stated.span) == (Speech(text), (0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "嗯",
        "好的收到",
        "知道了，我问问",
        "谢谢谢谢",
        "几点集合来着？",
        "明天接着排练吧",
        "我先去接孙子放学",
        "那时候还记得老戏台",
        "[链接] 转发：天气预报说有雨",
        "唱" * 301,
    ],
)
def test_assent_questions_and_errands_tell_nothing(text: str):
    assert as_told(text) is None
