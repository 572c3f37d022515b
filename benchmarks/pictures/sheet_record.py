"""Record sheets in many layouts, with what is true about them."""

import random

import sheet_words as words
from PIL import Image, ImageDraw
from sheet_ink import Pen, font, pen, printed

TITLES = [
    "活动记录表",
    "活动情况记录表",
    "活动记录单",
    "小组活动记录表",
    "自组织活动记录表",
    "社区活动纪实表",
    "志愿服务记录表",
    "活动过程记录表",
    "活动记录",
]
NAMES = ["活动名称", "活动主题", "活动项目", "主题", "项目名称"]
TIMES = ["活动时间", "时间", "日期", "活动日期"]
PLACES = ["活动地点", "地点", "活动场所", "场地"]
COUNTS = ["参加人数", "人数", "参与人数", "到场人数", "活动人数"]
LEADS = ["负责人", "组织者", "带头人", "主持人"]
DONE = ["活动内容", "主要内容", "活动过程", "活动简况", "内容"]
TOLD = [
    "居民反馈",
    "活动反馈",
    "活动效果",
    "居民感受",
    "意见反馈",
    "反馈",
    "参与者感受",
    "活动评价",
]


def record(dice: random.Random, messy: str | None) -> tuple[Image.Image, dict]:
    """A page and its truth; messy "lines": labels with colons and no table."""
    page = Image.new("RGB", (1240, 1754), tuple(dice.randint(232, 255) for _ in range(3)))
    written, iso = words.day(dice)
    count = dice.randint(6, 68)
    fields = {
        "name": dice.choice(words.DEEDS),
        "time": written,
        "date": iso,
        "place": dice.choice(words.PLACES),
        "count": count,
        "content": "".join(dice.sample(words.CONTENTS, dice.choice([1, 1, 2]))),
        "feedback": dice.choice(words.TOLD),
    }
    title = words.title(dice, TITLES)
    ImageDraw.Draw(page).text(
        (620, 100), title, "black", font(printed(dice), dice.randint(38, 54)), anchor="mm"
    )
    shown = dice.choice([f"{count}人", f"共{count}人", str(count), f"{count}"])
    rows = [
        (dice.choice(NAMES), fields["name"]),
        (dice.choice(TIMES), written),
        (dice.choice(PLACES), fields["place"]),
        (dice.choice(COUNTS), shown),
        (dice.choice(LEADS), words.person(dice)),
    ]
    big = [(dice.choice(DONE), fields["content"]), (dice.choice(TOLD), fields["feedback"])]
    writer = (
        Pen(printed(dice), (10, 10, 10), dice, 0.0) if dice.random() < 0.3 else pen(dice)
    )
    if messy == "lines":
        _lines(page, rows, big, writer, dice)
    else:
        _table(page, rows, big, writer, dice, messy)
    return page, {"kind": "record", "title": title, "fields": fields, "variant": messy}


def _lines(
    page: Image.Image, rows: list, big: list, writer: Pen, dice: random.Random
) -> None:
    draw, face, y = ImageDraw.Draw(page), printed(dice), 200
    for label, value in rows:
        draw.text((90, y), f"{label}：", "black", font(face, 30), anchor="lm")
        end = writer.write(page, (110 + 30 * (len(label) + 1), y), value, 32)
        draw.line(
            [100 + 30 * (len(label) + 1), y + 24, max(end + 30, 700), y + 24], "black", 2
        )
        y += 70
    for label, value in big:
        draw.text((90, y), f"{label}：", "black", font(face, 30), anchor="lm")
        y = _wrapped(page, value, writer, (120, y + 56), 1020) + 40


def _wrapped(
    page: Image.Image,
    text: str,
    writer: Pen,
    at: tuple[float, float],
    wide: float,
    size: int = 32,
) -> float:
    """Text on as many lines as it needs; gives where the next would stand."""
    x, y = at
    each = int(wide / (size * 1.06))
    for first in range(0, len(text), each):
        writer.write(page, (x, y), text[first : first + each], size)
        y += size * 1.7
    return y


def _table(
    page: Image.Image,
    rows: list,
    big: list,
    writer: Pen,
    dice: random.Random,
    messy: str | None,
) -> None:
    draw, face, width = ImageDraw.Draw(page), printed(dice), dice.choice([2, 2, 3])
    left, right, y, label_wide = 80, 1160, 180, dice.randint(150, 220)
    row = dice.randint(62, 84)
    paired = dice.sample(range(3), 1)[0]
    groups = {0: [[0], [1, 2], [3, 4]], 1: [[0], [1], [2], [3, 4]], 2: [[0, 1], [2, 3]]}[
        paired
    ]
    for group in groups:
        part = (right - left) / len(group)
        for place, index in enumerate(group):
            label, value = rows[index]
            x = left + place * part
            wide = label_wide if len(group) == 1 else label_wide * 0.85
            draw.rectangle([x, y, x + part, y + row], outline="black", width=width)
            draw.line([x + wide, y, x + wide, y + row], "black", width)
            draw.text(
                (x + wide / 2, y + row / 2), label, "black", font(face, 27), anchor="mm"
            )
            size = min(32, int((part - wide - 20) / max(1, len(value)) * 1.5))
            writer.write(page, (x + wide + 12, y + row / 2), value, size)
        y += row
    for label, value in big:
        high = dice.randint(220, 420)
        draw.rectangle([left, y, right, y + high], outline="black", width=width)
        draw.line([left + label_wide, y, left + label_wide, y + high], "black", width)
        _stacked(draw, label, (left + label_wide / 2, y + high / 2), face, dice, messy)
        _wrapped(
            page,
            value,
            writer,
            (left + label_wide + 16, y + 42),
            right - left - label_wide - 30,
        )
        y += high
    if dice.random() < 0.6:
        draw.rectangle([left, y, right, y + row], outline="black", width=width)
        draw.line([left + label_wide, y, left + label_wide, y + row], "black", width)
        draw.text(
            (left + label_wide / 2, y + row / 2),
            "记录人",
            "black",
            font(face, 27),
            anchor="mm",
        )
        writer.write(page, (left + label_wide + 12, y + row / 2), words.person(dice), 32)


def _stacked(
    draw: ImageDraw.ImageDraw,
    label: str,
    at: tuple[float, float],
    face: str,
    dice: random.Random,
    messy: str | None,
) -> None:
    """A label on one line, on two, or a character a line."""
    each = (
        1 if messy == "upright" else dice.choice([2, 4]) if len(label) == 4 else len(label)
    )
    parts = [label[i : i + each] for i in range(0, len(label), each)]
    for place, part in enumerate(parts):
        y = at[1] + (place - (len(parts) - 1) / 2) * 36
        draw.text((at[0], y), part, "black", font(face, 27), anchor="mm")
