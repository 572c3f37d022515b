"""Several activities in one message: found where there are two, and only there."""

import pytest

from handlers.read.split import MOST_ACTIVITIES, names_day, split_activities
from tests.effort import effort


def parts(text: str) -> list[str]:
    return [text[slice(*span)] for span in split_activities(text)]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("周一我们在北口劝导骑车的，来了6个人；周三又在南口劝导，来了9个人", "周三"),
        ("上午在花园拔草，12个人；下午四点回来又在活动室包饺子，20个人", "下午四点"),
        (
            "11月2日上午，15名队员在菜场门口宣传反诈。11月3日下午，8人到敬老院剪发。",
            "11月3日",
        ),
        ("昨晚合唱队在文化站排练，来了21位，今天上午又去河堤捡垃圾，去了14位", "今天"),
        ("早上七点8个人在校门口护学，晚上七点又到小区夜巡，还是这8个人", "晚上"),
        ("5日（周五）9点，20人在展馆参观；次日，其中7人又去福利院讲故事", "次日"),
        ("昨天6个人在仓库码白菜；今天一早又去老郎家码了两百棵", "今天"),
        ("星期六呢在河口村写生十八个人今天呢在画室裱画十五个人", "今天"),
        ("昨天大家在礼堂排练，来了9人；晚上又到广场演出，来了30人", "晚上"),
        (
            "主题：义诊\n时间：5月3日\n地点：东门\n主题：读书\n时间：5月4日\n地点：图书角",
            "主题：读",
        ),
        ("1. 5月3日 礼堂 排练 18人\n2. 5月4日 河边步道 捡垃圾 22人", "2."),
        ("①上午场 茶会 9:00 敬老院餐厅\n②晚场 走台 19:00 文化站 12人", "②"),
        ("日期：7月2日 地点：观鸟台 人数：23\n第二场 14:00 图书室 11人", "第二场"),
    ],
)
def test_another_time_place_and_deed_are_another_activity(text: str, second: str) -> None:
    first, other = parts(text)
    assert first + other == text
    assert other.startswith(second)


@pytest.mark.parametrize(
    "text",
    [
        "今天上午布置会场，下午2点在活动室正式联欢，来了45个人",
        "上午下雨，下午我们在操场跳舞，来了9个",
        "昨天上午在活动室办讲座，30人参加。昨天晚上王阿姨在群里说很好",
        "10月1日，社区在广场升旗。上午8点，50名居民到场",
        "周六在公园义诊来了20人，周日休息",
        "邻里情深，粽叶飘香。6月8日上午，30人在礼堂包粽子",
        "11月3日在礼堂排练，20人参加，定于11月5日晚上在剧场演出",
        "上午九点在社区集合，18人去敬老院，下午三点返回社区",
        "5月3日下午在礼堂排练，20人参加。下周六再去广场演出",
        "从5月1日到5月3日在公园值守，每天8个人",
        "昨天九点在礼堂排练，9人。今天上午没人",
        "今天在公园义诊，来了20人；中午在公园拔草",
        "时间：5月3日\n地点：礼堂\n人数：12\n备注：5月4日继续",
        "1. 时间：5月3日\n2. 地点：礼堂\n3. 人数：12",
        "先说这些\n1. 排练很好\n2. 演出更好",
        "第二场 图书室\n人很多",
        "好",
    ],
)
def test_one_activity_stays_one(text: str) -> None:
    assert parts(text) == [text]


def test_no_more_than_a_handful_of_activities_are_told_apart() -> None:
    days = "一二三四五六七八九"
    text = "\n".join(f"{n}. 5月{n}日 礼堂 排练 18人" for n, _ in enumerate(days, 1))
    assert len(parts(text)) == MOST_ACTIVITIES
    told = "；".join(f"周{d}在礼堂排练，来了9人" for d in "一二三四五六日")
    assert len(parts(told)) == MOST_ACTIVITIES


def test_a_day_is_named_by_date_or_from_today() -> None:
    assert names_day("昨天下午")
    assert not names_day("下午三点")


@pytest.mark.parametrize(
    "text", ["今天" * 2000, "，上午又" * 1000, "；周一在礼堂" * 600, "\n1." * 1300]
)
def test_hostile_texts_are_split_in_no_time(text: str) -> None:
    assert effort(split_activities, text[:800]) < 0.5
