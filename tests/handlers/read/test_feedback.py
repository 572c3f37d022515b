"""What people said and felt."""

import pytest

from handlers.model.finding import Speech
from handlers.read.feedback import find_feedback, is_shared
from handlers.read.feedback_words import is_fact


def _said(text: str) -> list[tuple[str, str | None]]:
    found = [one.value for one in find_feedback(text)]
    return [(speech.text, speech.speaker) for speech in found if isinstance(speech, Speech)]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("剪完了，冯大爷说利索多了", "冯大爷说利索多了", "冯大爷"),
        ("居民们说，往后要常来", "往后要常来", "居民们"),
        ("大娘拉着我说：“比闺女还亲！”", "比闺女还亲！", "大娘"),
        ("“没想到这么好玩”，于女士说", "没想到这么好玩", "于女士"),
        ("唱完老人们都乐呵呵的", "唱完老人们都乐呵呵的", None),
        ("反馈：老人夸饺子香，想学的人不少", "老人夸饺子香，想学的人不少", "老人"),
        ("包完了，都说下回还来", "都说下回还来", None),
        ("街坊抱来电扇,说省了好几十块", "街坊抱来电扇,说省了好几十块", "街坊"),
        ("散场的时候铁柱说浑身轻快", "散场的时候铁柱说浑身轻快", "铁柱"),
    ],
)
def test_words_and_feelings_are_found(text: str, said: str, speaker: str | None) -> None:
    found = _said(text)
    assert [words for words, _ in found] == [said]
    if speaker:
        assert (found[0][1] or "").endswith(speaker)


@pytest.mark.parametrize(
    "text",
    [
        "街坊们说了自己看书的心得",
        "欢欢喜喜到河滩植树",
        "队长说明天八点集合",
        "天气预报说有雨",
        "扫了两条街，捡了六袋",
        "主题：快乐暑假\n地点：西厅",
        "讲“我和小树”的故事",
        "他说",
    ],
)
def test_what_is_no_reaction_is_left_alone(text: str) -> None:
    assert _said(text) == []


def test_a_filled_in_quotation_is_taken_once() -> None:
    found = _said("时间：今天\n反馈：冯奶奶说“比闺女还亲”")
    assert len(found) == 1


def test_what_was_arranged_is_no_reaction() -> None:
    assert _said("老魏说务必早点来，带好杯子") == []


def test_two_speakers_of_a_filled_in_line_are_two() -> None:
    found = _said("时间：今天\n反馈：老听众说比戏园子里过瘾，新来的小姑娘说想学三弦")
    assert len(found) == 2
    assert found[1][1] is not None


def test_endless_speech_to_text_gives_only_its_feeling() -> None:
    text = (
        "今天我们去河边捡垃圾从桥头一路捡到闸口捡了好多烟头塑料袋还有破网大家累得直不起腰可是看着干干净净的"
        "水面心里高兴"
    )
    ((said, _),) = _said(text)
    assert said.endswith("心里高兴")
    assert len(said) < len(text) - 20


def test_a_remark_of_ones_own_is_not_shared() -> None:
    assert is_shared("大家都很开心")
    assert not is_shared("太好了")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天排练 唱得有点泄气", ["唱得有点泄气"]),
        ("骑行到湖边，味儿冲，但是骑得痛快", ["但是骑得痛快"]),
        ("今天教八段锦 学得投入，不过腿都软了", ["学得投入，不过腿都软了"]),
        ("今天送饭 奶奶非要塞给我们橘子", ["奶奶非要塞给我们橘子"]),
        ("跟你们说啊今天量血压量了四十个", []),
        ("今天扫地，一边扫一边跟游客讲文明", []),
        ("今天修好了伞。“可算能用了！”住在三楼的许阿姨喜出望外。", ["可算能用了！"]),
        ("今天唱了“我爱你中国”", []),
        ("今天磨刀，师傅冻得直跺脚，还说下回再来", ["师傅冻得直跺脚", "还说下回再来"]),
        ("今天剪发把头发理完了孩子们说好看", ["孩子们说好看"]),
        ("大叔激动地说，这把伞又能用三年了", ["这把伞又能用三年了"]),
    ],
)
def test_judgements_count_where_something_was_done(text: str, said: list[str]) -> None:
    assert [one[0] for one in _said(text)][-len(said) or None :] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("今天在凉亭打拳，来了8个人，都说筋骨开了", "都说筋骨开了"),
        ("昨天捡了烟头，9个人都说没料到有一桶", "都说没料到有一桶"),
        ("昨天巡河，去了6个人，都讲水清爽", "都讲水清爽"),
        ("今天读报，邻居们都说听明白了", "邻居们都说听明白了"),
        ("今天读报，邻居们都说下周还要来", "邻居们都说下周还要来"),
        ("下午教绣花，有个妹妹说绣花比看手机过瘾", "有个妹妹说绣花比看手机过瘾"),
        ("昨天放电影，老人们围成一圈，直说好看", "老人们围成一圈，直说好看"),
        ("昨天放电影，老人们围成一圈，都说好看", "老人们围成一圈，都说好看"),
    ],
)
def test_what_all_say_is_feedback_without_the_turnout(text: str, said: str) -> None:
    assert said in [text[slice(*one.span)] for one in find_feedback(text)]


@pytest.mark.parametrize(
    "text",
    [
        "象棋赛在活动室，老耿拿了冠军",
        "足球友谊赛踢完，我们3:2险胜",
        "通过这次讲座，增强了居民的防火意识",
        "活动圆满成功，拉近了邻里的距离",
        "包完粽子，校方表示，将把照片贴在校门口",
        "社区书记说今后要多办",
        "1月8日，腊八节，社区食堂飘出阵阵粥香",
        "开展“看好钱袋子”反诈宣讲，来了20人",
        "民警给大家讲“验证码”，来了20人",
        "量血压180人次受益",
        "理发推子借了三把坏了两把",
    ],
)
def test_facts_plans_and_titles_are_no_reactions(text: str) -> None:
    assert _said(text) == []


def test_a_conclusion_that_somebody_draws_is_a_reaction() -> None:
    text = "听完课，居民们说增强了防火意识"

    assert [words for words, _ in _said(text)] == ["居民们说增强了防火意识"]
    assert not is_fact("老耿拿了冠军，高兴得很")
    assert is_fact("筑牢了爱心服务的力量，主题是安心")
