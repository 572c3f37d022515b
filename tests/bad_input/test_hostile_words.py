"""Words that would be code elsewhere stay words: in the store, in the bulletin, in the log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

from tests.bad_input.chat import chat_on

HOSTILE = (
    "{{ 7*7 }}{% raw %}{{ self }}",
    "\x1b[31m红\x1b[0m\x07\u200b\u200d\ufeff\u202e反\u2066",
    "<script>alert(1)</script>' OR 1=1 --",
    "%s %(text)s {0} {text} ${HOME}\ue000",  # private use: some program's own mark
)
HUGE = (
    "9" * 10_000,
    "9" * 3_950,  # as much of a message as is read
    "9" * 20,  # more than a database takes
    "９" * 5_000,
    "九" * 5_000,
    "亿" * 5_000,
)


def day(number: int) -> str:
    """So many days ago, as people write it: two records of one day may be the same."""
    then = datetime.fromtimestamp(time(), UTC) - timedelta(days=number + 2)
    return f"{then.month}月{then.day}日上午"


async def test_hostile_words_reach_the_bulletin_unharmed(tmp_path: Path):
    """They stand in what somebody said, so the bulletin quotes them."""
    texts = [
        f"时间：{day(n)}\n地点：向阳活动室\n内容：风筝制作\n人数：{n + 20}人\n反馈：老马说{words}真有意思"
        for n, words in enumerate(HOSTILE)
    ]
    async with chat_on(tmp_path / "data", tmp_path) as chat:
        for number, text in enumerate(texts):
            assert (await chat.say(f"m{number}", text)).status == 202
        bulletins = "\n".join(await chat.hears("leaders", len(texts)))
        assert [words for words in HOSTILE if words not in bulletins] == []
        assert [n for n in range(len(texts)) if f"人数：{n + 20}人" not in bulletins] == []
        assert "49" not in bulletins
        assert [one["text"] for one in await chat.lines() if one["from"] == "lan"] == texts
        log = (chat.bot.data / "logs" / "peiban.log").read_text("utf-8")
    assert [words for words in HOSTILE if words in log] == []
    assert "Traceback" not in log


async def test_a_huge_number_stops_nobody(tmp_path: Path):
    """Whatever the reader makes of it, it is handled, and the next report is filed."""
    async with chat_on(tmp_path / "data", tmp_path) as chat:
        for number, huge in enumerate(HUGE):
            await chat.say(f"r{number}", f"{day(number)}我们在向阳活动室剪纸，来了{huge}人")
            await chat.say(f"w{number}", f"{huge}人")
            await chat.say(f"t{number}", f"{huge}月{huge}日{huge}点我们在{huge}号包饺子")
        whole = "昨天上午我们在翠竹亭组织了合唱，一共来了23人，老马说下次还来"
        await chat.say("m", whole)
        await chat.until("翠竹亭", "leaders")
        assert chat.rows("SELECT external_id, error FROM inbox WHERE status <> 1") == []
        answers = [one for one in await chat.lines() if one["id"].startswith("w")]
        assert [len(one["text"]) for one in answers] == [len(huge) + 1 for huge in HUGE]
