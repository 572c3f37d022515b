"""Whole messages: the kind, the activities, the exact characters."""

from datetime import datetime, timedelta, timezone

import pytest

from handlers.model.finding import Count, Field, Speech, Stated, When, Words
from handlers.read.content import find_content
from handlers.read.note import gather, read_message, read_pieces
from handlers.read.reading import Activity, Kind, Surroundings

SENT = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=8)))
SURE = 0.5  # confidence from which a report is taken up


def _words(text: str, stated: tuple[Stated, ...], field: Field) -> list[str]:
    return [text[slice(*one.span)] for one in stated if one.field is field]


def _only(text: str, around: Surroundings | None = None) -> Activity:
    reading = read_message(text, SENT, around or Surroundings())
    assert reading.kind is Kind.REPORT
    assert len(reading.activities) == 1
    return reading.activities[0]


def test_a_short_note_gives_every_field_it_states() -> None:
    text = "今天上午十点，鼓楼东侧的空地，抖空竹，来了17个人。老魏说胳膊肘松快多了，高兴"
    activity = _only(text)
    assert _words(text, activity, Field.TIME) == ["今天上午十点"]
    assert _words(text, activity, Field.PLACE) == ["鼓楼东侧的空地"]
    assert [one.value for one in activity if one.field is Field.HEADCOUNT] == [Count(17)]
    assert _words(text, activity, Field.CONTENT) == ["抖空竹"]
    speech = next(one.value for one in activity if one.field is Field.FEEDBACK)
    assert isinstance(speech, Speech)
    assert speech.speaker == "老魏"


def test_a_filled_in_record_is_read_line_by_line() -> None:
    text = (
        "【活动记录】\n时间：2026年11月21日14:00\n地点：灯市口文化站\n人员：何秀珍、丁建军\n"
        "内容：学唱单弦\n反馈：大家嫌时间太短\n备注：无"
    )
    activity = _only(text)
    assert _words(text, activity, Field.PLACE) == ["灯市口文化站"]
    assert _words(text, activity, Field.CONTENT) == ["学唱单弦"]
    assert _words(text, activity, Field.FEEDBACK) == ["大家嫌时间太短"]
    assert _words(text, activity, Field.ATTENDEES) == ["何秀珍", "丁建军"]


def test_an_empty_slot_states_nothing() -> None:
    text = "时间：11月20日下午\n地点：待定\n内容：剪窗花\n人数：待补"
    activity = _only(text)
    assert not _words(text, activity, Field.PLACE)
    assert not _words(text, activity, Field.HEADCOUNT)


def test_a_note_without_what_was_done_has_no_content() -> None:
    text = "今天上午在文化站搞活动，我们来了15个人，大家都挺满意"
    assert not _words(text, _only(text), Field.CONTENT)


def test_two_activities_of_a_day_keep_their_own_fields() -> None:
    text = (
        "昨天上午九点在二里沟社区食堂包粽子，来了12个人；"
        "下午三点又到龙须沟敬老院送粽子，去了5个人，爷爷们乐得合不拢嘴"
    )
    reading = read_message(text, SENT)
    assert reading.kind is Kind.REPORT
    first, second = reading.activities
    assert _words(text, first, Field.PLACE) == ["二里沟社区食堂"]
    assert _words(text, second, Field.PLACE) == ["龙须沟敬老院"]
    counts = [
        one.value for a in (first, second) for one in a if one.field is Field.HEADCOUNT
    ]
    assert counts == [Count(12), Count(5)]
    times = [one.value for a in (first, second) for one in a if isinstance(one.value, When)]
    assert [(when.start.day, when.start.hour) for when in times] == [(21, 9), (21, 15)]


def test_a_second_filled_in_time_begins_a_second_activity() -> None:
    text = (
        "时间：11月20日9:00\n地点：东厅\n内容：教唱大鼓\n人数：8人\n"
        "时间：11月21日9:00\n地点：西厅\n内容：教画扇面\n人数：6人"
    )
    reading = read_message(text, SENT)
    assert [_words(text, a, Field.PLACE) for a in reading.activities] == [
        ["东厅"],
        ["西厅"],
    ]


def test_what_went_on_in_the_afternoon_is_no_second_activity() -> None:
    assert len(_only("今天上午八点在河滩种树，来了20人，下午接着干")) > 0


def test_a_title_of_the_plan_makes_a_report_and_names_it() -> None:
    text = "抖音小课堂的事弄好了 咱们教了三条 就在凉亭"
    plan = Surroundings(plan=("抖音小课堂",))
    assert _words(text, _only(text, plan), Field.THEME) == ["抖音小课堂"]


@pytest.mark.parametrize(
    "text",
    [
        "哈哈",
        "[链接] 某地志愿者清扫河道 两百人参加",
        "转发：全市举办秋季健步走，三千人参加",
        "还记得前些年咱们去植树不，四十多人",
        "我家昨天大扫除 我和老伴擦了八块玻璃",
        "隔壁社区昨天办义诊 去了一百多人",
        "昨天晚上楼下跳舞的又跳到十点，吵死了",
        "看见公园里有三十多人在打拳 今天真热闹",
        "昨天排练的照片拍得真好 发我一份",
        "活动取消了 今天大家别来",
        "这个社区真行 一天办了三场讲座",
        "我的血压计昨天修好了",
        "1. 何秀珍\n2. 丁建军\n3. 白玉兰",
    ],
)
def test_what_is_no_activity_of_ours_is_no_report(text: str) -> None:
    reading = read_message(text, SENT)
    assert reading.kind is not Kind.REPORT or reading.confidence < SURE


def test_another_communitys_deed_is_not_ours() -> None:
    text = "桃园社区志愿者昨天清扫了楼道28层，去了40人"
    around = Surroundings(community="梨园社区")
    ours, theirs = read_message(text, SENT), read_message(text, SENT, around)
    assert theirs.confidence < ours.confidence or theirs.kind is not ours.kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("明天上午九点鼓队在礼堂排练，请准时到", Kind.ANNOUNCEMENT),
        ("周六下午两点换书，地点亭子里，欢迎大家来", Kind.ANNOUNCEMENT),
        ("报销要交哪些单子?", Kind.QUESTION),
        ("一共来了23个人", Kind.REPLY),
        ("在居委会二楼", Kind.REPLY),
        ("昨天下午", Kind.REPLY),
        ("大家都挺满意的", Kind.REPLY),
        ("不是40是14个", Kind.REPLY),
        ("明天我不在家", Kind.CHAT),
        ("收到", Kind.CHAT),
    ],
)
def test_the_other_kinds(text: str, kind: Kind) -> None:
    assert read_message(text, SENT).kind is kind


def test_an_announcement_tells_its_activity() -> None:
    text = "明天上午九点鼓队在礼堂排练，请准时到"
    (activity,) = read_message(text, SENT).activities
    assert _words(text, activity, Field.PLACE) == ["礼堂"]


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("就在灯市口那个街心花园嘛", Field.PLACE, "灯市口那个街心花园"),
        ("忘了说，是在老戏台放的", Field.PLACE, "老戏台"),
        ("昨天下午搞的 天黑才完", Field.TIME, "昨天下午"),
        ("我数了签到本 一共来了41个人", Field.HEADCOUNT, "41个人"),
        ("错了错了 是16人", Field.HEADCOUNT, "16人"),
        ("冯奶奶说好些年没这么高兴了", Field.FEEDBACK, "冯奶奶说好些年没这么高兴了"),
    ],
)
def test_a_member_adds_a_piece_to_an_open_record(
    text: str, field: Field, said: str
) -> None:
    assert _words(text, read_pieces(text, SENT), field) == [said]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("主题：秋日扇面\n时间：11月20日\n地点：西厅\n内容：画扇面", "秋日扇面"),
        ("【秋日诗会】昨天在西厅，来了12人，读了十首", "秋日诗会"),
        ("昨天在西厅办了一场“夕阳红”活动，我们唱歌，来了12人", "夕阳红"),
        ("昨天在西厅办了一场扇面展览，我们去了12人", "扇面展览"),
        ("昨天我们12人在西厅旧书交换，换了三十本", "旧书交换"),
    ],
)
def test_the_theme_is_what_the_text_calls_it(text: str, theme: str) -> None:
    assert _words(text, _only(text), Field.THEME) == [theme]


@pytest.mark.parametrize(
    "text",
    [
        "哈哈",
        "这么多 我还以为三十来个",
        "得来两个人 一箱四十斤",
        "听说昨天来了四十多个人",
        "谁看见我的伞了，放在门口的",
        "大家别激动，有事好好说，明天我去问",
        "我妈高兴坏了",
        "今天停水到下午三点",
        "要是能来三十个人就好了",
        "祝大家开心",
        "昨天看的那本书写一个村子里来了17个人以后怎么过日子，写得细，一家一家的事情都写到了，"
        "我看了三遍还想看，图书馆里还有两本，谁想借就去借吧，记得按时还",
        "门口放着12个人的饭盒 拿走吧",
        "我老伴今天下午看了场电影，邻居们都说高兴",
        "昨天整理阳台，得来两三个人抬柜子，一共要5个人",
        "今天下午我在文化站门口等了老半天才等到车",
        "儿子说新房子住着真舒服 地方也大 邻居都好 我挺满意",
        "我在门口等了半天 就在树下站着",
        "昨天下午停电的时候我正在炒菜 搞得满屋烟",
    ],
)
def test_chatter_doubt_and_hearsay_add_nothing(text: str) -> None:
    assert read_pieces(text, SENT) == ()


def test_one_message_may_add_a_place_and_a_reaction() -> None:
    text = "昨晚收拾板凳到半夜太累忘了讲，是在老戏台放的。散场时好几个人说看得掉眼泪，有两个想学"
    fields = {one.field for one in read_pieces(text, SENT)}
    assert fields == {Field.PLACE, Field.FEEDBACK}


def test_of_two_places_in_one_sentence_the_surer_is_kept() -> None:
    text = "忘了说，是在老戏台放的，是在灯市口小学放的"
    assert len(_words(text, read_pieces(text, SENT), Field.PLACE)) == 1


def test_only_the_head_of_an_article_is_read() -> None:
    text = "今天上午在文化站教唱，来了12人。" + "春风又绿江南岸，" * 200
    for activity in read_message(text, SENT).activities:
        assert all(one.span[1] <= len(text) for one in activity)


def test_spans_are_the_words_themselves() -> None:
    text = "🎉🎉昨天咱们在东花市广场扭秧歌，22人，都说过瘾"
    for one in _only(text):
        if isinstance(one.value, Words | Speech):
            assert text[slice(*one.span)] == one.value.text


def test_half_a_character_is_no_reason_to_fall_silent() -> None:
    text = "今天上午我们在凉亭\ud83d扫雪，来了九个人"
    reading = read_message(text, SENT)
    assert reading.kind is Kind.REPORT
    assert read_pieces("一共来了9个人\ud83d", SENT) != ()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("今早菜园间苗，八个人，大家说值", "今早菜园间苗"),
        ("【旧衣缝补服务】\n时间：昨天上午\n地点：物业楼前\n人数：6人", "旧衣缝补服务"),
    ],
)
def test_few_words_and_a_title_tell_what_was_done_too(text: str, content: str) -> None:
    assert _words(text, _only(text), Field.CONTENT) == [content]


def test_a_number_alone_is_no_content() -> None:
    text = "昨天上午在凉亭，志愿者6名，都说顺利"
    facts = gather(text, SENT, ())
    assert find_content(text, (), (*facts.stated,)) is None


def test_who_is_on_a_list_for_tomorrow_has_not_come() -> None:
    reading = read_message(
        "接龙：明天上午9点小广场健步走\n1. 张姐\n2. 老李\n3. 吴师傅", SENT
    )
    assert all(one.field is not Field.ATTENDEES for a in reading.activities for one in a)


def test_the_same_moment_elsewhere_is_read_with_its_own_day():
    """Aware datetimes of one moment are equal; what was read before is not taken for it."""
    late = SENT.replace(hour=23)
    abroad = late.astimezone(timezone(timedelta(hours=9)))
    days = []
    for sent_at in (late, abroad):
        [time] = gather("今天上午九点在三楼活动室", sent_at, ()).times
        assert isinstance(time.value, When)
        days.append(time.value.start.date())

    assert days == [late.date(), abroad.date()]
    assert late == abroad
    assert days[0] != days[1]
