"""Write the plainest messages of the corpus: one clause a fact, in every order.

    python -m benchmarks.reading.simple        writes corpus/simple.txt anew, always the same

People who write for a corpus write interestingly; most notes are not.  Labels are exact here.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from benchmarks.reading.corpus import FOLDER
from benchmarks.reading.simple_words import DID, FOLK, NAMES, SAID, WHERE

REPORTS, CALLS, ANSWERS = 640, 160, 140
_SERVED = {"老人们", "居民们", "街坊们", "孩子们", "家长们"}
_BAD = ("太短", "嫌", "太小")


@dataclass(frozen=True, slots=True)
class _Said:
    """Marked text with the facts for the head line."""

    text: str
    facts: str = ""


def _when(dice: random.Random, sent: datetime) -> _Said:
    day, word = dice.choice(
        ((0, "今天"), (0, "今天"), (1, "昨天"), (2, "前天"), (None, ""))
    )
    on = sent.date() - timedelta(days=day if day is not None else dice.randint(0, 3))
    word = word or f"{on.month}月{on.day}{dice.choice('日号')}"
    part, low = dice.choice((("上午", 9), ("下午", 14), ("早上", 7), ("", 0)))
    if not part:
        return _Said(f"{{t:{word}}}", f"start={on}")
    if dice.random() < 0.5:
        return _Said(f"{{t:{word}{part}}}", f"start={on}/{part}")
    return _clock(dice, on, word + part, low)


def _clock(dice: random.Random, on: date, words: str, low: int) -> _Said:
    hour = low + dice.randint(0, 2)
    spoken = hour if hour < 13 else hour - 12
    text = f"{spoken}{dice.choice(('点', '点半'))}"
    minute = 30 if text.endswith("半") else 0
    return _Said(f"{{t:{words}{text}}}", f"start={on}T{hour:02}:{minute:02}")


def _count(dice: random.Random) -> _Said:
    number = dice.randint(3, 60)
    written = dice.choice((f"{number}个人", f"{number}人", f"{number}位", f"{number}个人"))
    form = dice.choice(("来了{}", "去了{}", "到了{}", "{}参加", "一共{}", "{}", "有{}参加"))
    return _Said(form.format(f"{{n:{written}}}"), f"n={number}")


def _felt(dice: random.Random) -> str:
    said = dice.choice(SAID)
    mark = "b" if any(sign in said for sign in _BAD) else "f"
    if dice.random() < 0.35:
        who = f"{{w:{{a:{dice.choice(NAMES)}}}}}"
        return f"{{{mark}:{who}{said}}}"
    folk = dice.choice(FOLK)
    speaker = f"{{{'v' if folk in _SERVED else 'w'}:{folk}}}"
    return f"{{{mark}:{speaker}{dice.choice(('都', '都', ''))}{said}}}"


def _report(dice: random.Random, sent: datetime) -> tuple[str, str]:
    when, count = _when(dice, sent), _count(dice)
    did, place = dice.choice(DID), f"{{p:{dice.choice(WHERE)}}}"
    us = dice.choice(("我们", "我们", "咱们", "", "我们队", "大家", "志愿者"))
    open_ = dice.choice(
        (
            f"{when.text}{us}在{place}{did}", f"{when.text}，{us}在{place}{did}",
            f"{us}{when.text}在{place}{did}", f"{when.text} {place} {did}",
            f"{when.text}{did}，在{place}", f"{when.text}{did}，我们在{place}",
            f"{place}，{when.text}，{did}", f"{when.text}去{place}{did}了",
        )
    )  # fmt: skip
    if dice.random() < 0.12:
        open_ = f"{when.text}{us}{did}了"
    parts, facts = [open_], [when.facts]
    if dice.random() < 0.7:
        parts.append(count.text)
        facts.append(count.facts)
    if dice.random() < 0.6:
        parts.insert(dice.choice((len(parts), len(parts), 1)), _felt(dice))
    return " ".join(facts), dice.choice(("，", "，", "，", " ", "。")).join(parts)


def _call(dice: random.Random, sent: datetime) -> tuple[str, str]:
    days, word = dice.choice(((1, "明天"), (2, "后天"), (1, "明早"), (3, "")))
    on = sent.date() + timedelta(days=days)
    word = word or f"{on.month}月{on.day}号"
    place, did = f"{{p:{dice.choice(WHERE)}}}", dice.choice(DID)
    text = dice.choice(
        (
            f"{{t:{word}}}在{place}{did}，都来啊", f"通知：{{t:{word}}}{place}{did}",
            f"{{t:{word}}}{did}，{place}集合", f"{{t:{word}}}{did}改到{place}",
            f"{{t:{word}}}{did}取消",
        )
    )  # fmt: skip
    return f"start={on}", text


def _answer(dice: random.Random, sent: datetime) -> tuple[str, str]:
    place, count = f"{{p:{dice.choice(WHERE)}}}", _count(dice).text
    return "", dice.choice(
        (
            count, f"在{place}", f"是在{place}", f"{count}，在{place}", _felt(dice), f"{place}",
            f"大概{{n:{dice.randint(5, 40)}个}}吧", _when(dice, sent).text,
        )
    )  # fmt: skip


def main() -> None:
    """Write the file."""
    dice = random.Random(20261122)
    blocks = []
    for kind, make, many in (
        ("report", _report, REPORTS),
        ("announcement", _call, CALLS),
        ("reply", _answer, ANSWERS),
    ):
        for _ in range(many):
            sent = datetime(2024, 1, 1, 18, 30) + timedelta(days=dice.randint(0, 900))  # noqa: DTZ001 -- the corpus has local times
            facts, text = make(dice, sent)
            blocks.append(f"## {kind} {sent:%Y-%m-%dT%H:%M} short {facts}\n{text}\n")
    (FOLDER / "simple.txt").write_text("".join(dict.fromkeys(blocks)), encoding="utf-8")


if __name__ == "__main__":
    main()
