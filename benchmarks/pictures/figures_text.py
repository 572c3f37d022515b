"""What people write into the field for the number of people."""

import random

FIGURES = "0123456789"
AROUND = "人名位个余多约共计左右次"
NUMERALS = "零一二两三四五六七八九十百"
ALPHABET = FIGURES + AROUND + NUMERALS
_LARGEST, _LONGEST = 400, 7


def text(dice: random.Random) -> str:
    """A number alone or with a word around it, seldom in Chinese numerals."""
    number = _number(dice)
    figure = spoken(number) if dice.random() < 0.12 else str(number)
    if dice.random() < 0.04:
        figure = "".join(dice.choice(FIGURES) for _ in range(dice.randint(2, 5)))
    behind = dice.choice(
        ["人", "人", "人", "", "", "名", "位", "人次", "余人", "多人", "个人"]
    )
    before = dice.choice(["", "", "", "", "共", "约", "共计"])
    return before + figure + behind


def _number(dice: random.Random) -> int:
    sort = dice.random()
    if sort < 0.1:
        return dice.randint(1, 9)
    return dice.randint(10, 99) if sort < 0.88 else dice.randint(100, _LARGEST)


def spoken(number: int) -> str:
    """25 is 二十五."""
    names = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = names[hundreds] + "百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else names[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (names[ones] if ones else "")


def fitting(text: str, dice: random.Random) -> str:
    """No longer than the reader's field."""
    return text if len(text) <= _LONGEST else text[: dice.randint(4, _LONGEST)]
