"""The few words the bot obeys, and ordinary talk that uses the same words."""

import pytest

from handlers.read.command import Command, read_command


@pytest.mark.parametrize(
    "text",
    [
        "静默",
        "静默三天",
        "别提醒了",
        "不用管",
        "别催了",
        "先别问了",
        "暂停提醒",
        "@陪伴 静默",
        "@小陪 别问了",
        "最近都在搬家，别提醒了，记录我回头补",
        "别问了，回头补",
    ],
)
def test_a_word_for_silence_hushes(text: str) -> None:
    assert read_command(text) is Command.HUSH


@pytest.mark.parametrize(
    "text",
    ["恢复", "可以提醒了", "恢复提醒吧", "解除静默", "@陪伴 恢复", "现在可以提醒我们了"],
)
def test_a_word_for_speaking_resumes(text: str) -> None:
    assert read_command(text) is Command.RESUME


@pytest.mark.parametrize(
    "text",
    [
        "别记我",
        "别记我了",
        "请把我的信息删掉",
        "@陪伴 别记我",
        "不要记我的名字",
        "以后别写我名字了",
        "信息稿里别登我",
        "别提我的名字",
    ],
)
def test_a_member_may_ask_to_be_forgotten(text: str) -> None:
    assert read_command(text) is Command.FORGET_ME


@pytest.mark.parametrize(
    "text", ["可以记我了", "现在又可以记我的名字了", "@陪伴 可以写我了", "还是继续记我吧"]
)
def test_and_to_be_remembered_again(text: str) -> None:
    assert read_command(text) is Command.REMEMBER_ME


@pytest.mark.parametrize(
    "text",
    [
        "别写我作业",
        "你还能记我吗",
        "可以记我了吗？我来了",
        "他说别记我账上",
        "静默了两分钟悼念",
        "全体静默三分钟悼念",
        "身体恢复了",
        "恢复训练",
        "不用管我你们先吃",
        "不用管我，你们先吃",
        "别催了，马上到",
        "不用管它，过会就好",
        "提醒大家明天带水",
        "提醒一下",
        "可以提醒一下老李",
        "别忘了我",
        "早上好",
        "静默" * 40,
    ],
)
def test_ordinary_talk_commands_nothing(text: str) -> None:
    assert read_command(text) is None
