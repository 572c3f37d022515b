"""Whom words are for, and how ours are shown as they are."""

import pytest

from bot.channels.wecom.markdown import LONGEST, parts, plain
from bot.channels.wecom.mentions import without_mention

NAME = "小陪"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@小陪 今天来了十个人", "今天来了十个人"),
        ("@小陪\u2005今天来了十个人", "今天来了十个人"),
        ("  @小陪  今天 来了十个人 ", "今天 来了十个人"),
        ("@小陪", ""),
        ("@小陪\n今天来了十个人", "今天来了十个人"),
        ("今天来了十个人 @小陪", "今天来了十个人"),
        ("@花姐 @小陪 你们看", "@花姐 你们看"),
        ("@小陪今天来了十个人", "今天来了十个人"),
        ("@小陪伴 @小陪 在吗", "@小陪伴 在吗"),
        ("@别的名字 今天来了十个人", "今天来了十个人"),
        ("没有点名", "没有点名"),
        ("a@b.c 是信箱", "a@b.c 是信箱"),
        ("@ 小陪", "@ 小陪"),
    ],
)
def test_the_mention_of_the_bot_is_no_word(text: str, words: str):
    assert without_mention(text, NAME) == words


def test_a_name_with_spaces_or_none_is_found_as_well():
    assert without_mention("@Pei Ban hello", "Pei Ban") == "hello"
    assert without_mention("@谁 你好", "") == "你好"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**20**_人_", "＊＊20＊＊＿人＿"),
        ("[点我](https://evil.example/x)", "［点我］(https://evil.example/x)"),
        ("<@hua> <font>", "＜@hua＞ ＜font＞"),
        ("`a` ~b~ c|d \\e", "｀a｀ ～b～ c｜d ＼e"),
        ("# 一\n#12 已办", "＃ 一  \n#12 已办"),
        ("> 旁", "＞ 旁"),
        ("---", "－－－"),
        ("- 一项\n-5度", "－ 一项  \n-5度"),
        ("1. 在哪里\n2. 几个人", "1. 在哪里  \n2. 几个人"),
        ("    缩进\r\n\n三", "缩进  \n  \n三"),
        ("看 https://a.example/x_y?z=1*2 吧_", "看 https://a.example/x_y?z=1＊2 吧＿"),
    ],
)
def test_nothing_is_taken_for_marks(text: str, shown: str):
    assert plain(text) == shown


def test_long_words_go_in_parts_at_line_ends():
    lines = [f"{number}：{'字' * 1500}" for number in range(5)]
    found = parts("\n".join(lines))
    assert [part.count("：") for part in found] == [2, 2, 1]
    assert parts("") == []
    endless = parts("字" * (LONGEST * 2 + 1))
    assert [len(part) for part in endless] == [LONGEST, LONGEST, 1]
