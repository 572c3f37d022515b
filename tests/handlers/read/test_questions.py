"""Questions that want an answer, questions for the staff, and thanks."""

import pytest

from handlers.read.questions import asks_who_we_are, is_question, thanks, to_staff


@pytest.mark.parametrize(
    "text",
    [
        "联欢会是几号？",
        "衣服什么时候发",
        "能不能换到周五",
        "有人知道活动室几点关门吗?",
        "昨天那首曲子叫啥来着",
        "名单出来了没有",
        "那照片呢",
        "场地申请找谁",
        "月季几天浇一次",
        "真的？",
    ],
)
def test_a_question_wants_an_answer(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "谁的伞忘在门口了",
        "谁有卷尺",
        "谁家的狗丢了?看见说一声",
        "谁😂",
        "怎么这么好看",
        "什么都行",
        "来了好几个人",
        "今天讲怎么坐地铁，都来听",
        "还在睡呢",
        "隔壁能不能小声些",
        "???",
        "你们几个辛苦了",
        "好多人问啥时候再来",
    ],
)
def test_remarks_and_complaints_are_no_questions(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "发票抬头写什么",
        "签到表怎么填",
        "项目书什么时候交",
        "结项材料要几份？",
        "我们想去备案，要几个发起人",
        "预算超了怎么办",
        "活动场地怎么预约",
        "场地要交钱吗",
        "场地找谁借",
        "怎么写申请",
        "总结怎么写啊",
        "报账要带什么",
        "能报账吗",
        "票怎么开",
        "钱什么时候到账",
    ],
)
def test_money_and_papers_are_for_the_staff(text: str) -> None:
    assert to_staff(text)


@pytest.mark.parametrize(
    "text",
    [
        "晚上吃啥",
        "谁有《城南旧事》",
        "发票我拿到了",
        "谁的发票掉地上了？",
        "材料我晚上交",
        "明天场地在哪儿",
        "场地订好了吗",
        "这个字怎么写",
        "养老金到账了吗",
        "能不能报名",
        "关于借用场地的几点：①提前登记",
        "把昨天那段录音再传一下",
    ],
)
def test_neighbours_talk_among_themselves(text: str) -> None:
    assert not to_staff(text)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "太好了谢谢小陈",
        "明白了",
        "好的，谢谢老师🙏",
        "知道了 谢谢啊",
        "收到，谢谢！",
        "大家辛苦了！",
        "今天辛苦各位了",
    ],
)
def test_thanks_close_a_question(text: str) -> None:
    assert thanks(text)


@pytest.mark.parametrize(
    "text",
    ["谢谢，那发票呢？", "明白了 那需要几份", "不知道", "好", "大家都谢谢志愿者" * 9],
)
def test_thanks_with_more_behind_them_do_not(text: str) -> None:
    assert not thanks(text)


def test_who_asks_about_us():
    for words in (
        "你是谁",
        "你好，你是谁呀？",
        "你是机器人吗",
        "你能做什么",
        "你叫什么名字",
    ):
        assert asks_who_we_are(words)
    for words in ("你是谁家的", "你是几点来的", "谁是队长", "你能帮我看看发票吗"):
        assert not asks_who_we_are(words)
