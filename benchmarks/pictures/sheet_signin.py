"""Sign-in sheets in many layouts, with what is true about them."""

import random
from dataclasses import dataclass, field

import sheet_words as words
from PIL import Image, ImageDraw
from sheet_freehand import freehand
from sheet_ink import Pen, font, pen, printed, strike

TITLES = [
    "签到表",
    "签到册",
    "人员签到表",
    "活动签到表",
    "会议签到表",
    "签名表",
    "报到表",
    "签到簿",
    "参加人员签到表",
]
NUMBERS = ["序号", "编号", "序号", "No."]
NAMES = ["姓名", "签名", "姓名", "签到人", "签字", "姓名（签字）", "参加人员签名"]
SIGNED = ["签到", "签名", "签字"]
PHONES = ["联系电话", "电话", "联系方式", "手机号"]
ASIDES = ["房号", "性别", "年龄", "备注", "住址", "楼号", "单位"]
MESSY = [
    "strike",
    "open",
    "cut",
    "big",
    "freehand",
    "nolines",
    "blocks3",
    "signcol",
    "inside",
]
UNSIGNED = ("printed", "byhand")  # an empty column for signatures beside the names


@dataclass
class Sheet:
    """The page being drawn and what is true about it."""

    page: Image.Image
    truth: dict
    dice: random.Random
    messy: str | None = None
    face: str = ""
    names: list[str] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)

    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.page)


def signin(dice: random.Random, messy: str | None) -> tuple[Image.Image, dict]:
    """A page and its truth; messy: what is odd about it."""
    wide, high = dice.choice([(1240, 1754), (1240, 1754), (1654, 1169)])
    if messy == "freehand":
        return freehand(dice)
    page = Image.new("RGB", (wide, high), tuple(dice.randint(232, 255) for _ in range(3)))
    written, iso = words.day(dice)
    truth = {
        "kind": "signin",
        "title": words.title(dice, TITLES),
        "date": iso,
        "place": dice.choice(words.PLACES),
        "names": [],
        "count": 0,
        "variant": messy,
    }
    sheet = Sheet(page, truth, dice, messy, printed(dice))
    y = _heading(sheet, written, inside=messy == "inside")
    blocks = 3 if messy == "blocks3" else dice.choice([1, 1, 2])
    _table(sheet, y, blocks)
    if messy == "cut":
        side = dice.choice(["left", "top", "bottom"])
        inset = round(0.045 * wide)
        box = {
            "left": (inset, 0, wide, high),
            "top": (0, 60, wide, high),
            "bottom": (0, 0, wide, round(high * 0.93)),
        }[side]
        page = page.crop(box)
    return page, truth


def _heading(sheet: Sheet, written: str, *, inside: bool) -> int:
    dice, wide = sheet.dice, sheet.page.width
    face = printed(dice)
    draw = sheet.draw()
    draw.text(
        (wide / 2, 95),
        sheet.truth["title"],
        "black",
        font(face, dice.randint(38, 56)),
        anchor="mm",
    )
    texts = [
        (dice.choice(["活动名称", "活动主题", "主题"]), dice.choice(words.DEEDS)),
        (dice.choice(["时间", "活动时间", "日期"]), written),
        (dice.choice(["地点", "活动地点", "地址"]), sheet.truth["place"]),
    ]
    if dice.random() < 0.3 and not inside:
        texts = texts[1:]
    if inside:
        return _heading_table(sheet, texts, face)
    hand, typed = pen(dice), dice.random() < 0.25
    small, beside = dice.randint(24, 30), dice.random() < 0.4
    x, y = 80, 175
    for label, value in texts:
        draw.text((x, y), f"{label}：", "black", font(face, small), anchor="lm")
        start = x + font(face, small).getlength(f"{label}：")
        if typed:
            end = start + font(face, small).getlength(value)
            draw.text((start, y), value, "black", font(face, small), anchor="lm")
        else:
            end = hand.write(sheet.page, (start + 6, y), value, round(small * 1.1))
            if dice.random() < 0.6:
                draw.line([start, y + 20, end + 20, y + 20], "black", 2)
        x, y = (end + 60, y) if beside and end + 420 < wide else (80, y + 52)
    return round(y + (52 if x > 80 else 10))


def _heading_table(sheet: Sheet, texts: list, face: str) -> int:
    """The labels stand in the first rows of the table."""
    draw, wide, y = sheet.draw(), sheet.page.width, 160
    hand = pen(sheet.dice)
    for label, value in texts:
        draw.rectangle([70, y, wide - 70, y + 58], outline="black", width=2)
        draw.line([250, y, 250, y + 58], "black", 2)
        draw.text((160, y + 29), label, "black", font(face, 27), anchor="mm")
        hand.write(sheet.page, (265, y + 29), value, 30)
        y += 58
    return y


def _columns(
    dice: random.Random, blocks: int, messy: str | None
) -> list[tuple[str, float]]:
    number, phone = (dice.choice(NUMBERS), 0.5), (dice.choice(PHONES), 1.5)
    if messy == "signcol" or messy in UNSIGNED:
        return [
            number,
            ("姓名", 1.0),
            (dice.choice(ASIDES), 1.0),
            (dice.choice(SIGNED), 1.3),
        ]
    name = (dice.choice(NAMES), dice.uniform(0.9, 1.5))
    if blocks == 3:
        return [number, name]
    extra = [(dice.choice(ASIDES), 0.8)] if blocks == 1 and dice.random() < 0.5 else []
    columns = [number, name, *extra]
    if dice.random() < 0.75:
        columns.append(phone)
    return (
        columns
        if dice.random() < 0.9
        else columns[1:] + ([] if len(columns) > 2 else [("备注", 0.8)])
    )


def _table(sheet: Sheet, top: int, blocks: int) -> None:
    dice, wide = sheet.dice, sheet.page.width
    columns = _columns(dice, blocks, sheet.messy)
    row = dice.randint(44, 78) if blocks < 3 else 60
    rows = min(int((sheet.page.height - top - 120) / row) - 1, dice.randint(7, 24))
    unit = (wide - 140) / (blocks * sum(w for _, w in columns))
    edges = [70.0]
    for _, share in columns * blocks:
        edges.append(edges[-1] + share * unit)
    _rules(sheet, edges, [top + line * row for line in range(rows + 2)])
    written = max(3, round(rows * blocks * dice.uniform(0.3, 1.0)))
    sheet.names = [words.person(dice) for _ in range(written)]
    sheet.skipped = {i for i in range(written) if dice.random() < 0.05}
    for place, (head, _) in enumerate(columns * blocks):
        left, right = edges[place : place + 2]
        _print(sheet, head, ((left + right) / 2, top + row / 2), min(27, round(row * 0.5)))
        for line in range(rows):
            box = (left, top + (line + 1) * row, right, top + (line + 2) * row)
            _cell(sheet, head, box, place // len(columns) * rows + line)


def _rules(sheet: Sheet, edges: list[float], heights: list[int]) -> None:
    draw, width = sheet.draw(), sheet.dice.choice([1, 2, 2, 3])
    colour = sheet.dice.choice(["black", (90, 90, 90), (30, 30, 30)])
    if sheet.messy != "nolines":
        for y in heights:
            draw.line([edges[0], y, edges[-1], y], colour, width)
    if sheet.messy not in {"open", "nolines"}:
        for x in edges:
            draw.line([x, heights[0], x, heights[-1]], colour, width)


def _print(
    sheet: Sheet, text: str, at: tuple[float, float], size: int, anchor: str = "mm"
) -> None:
    sheet.draw().text(at, text, "black", font(sheet.face, size), anchor=anchor)


def _cell(sheet: Sheet, head: str, box: tuple, person: int) -> None:
    left, top, right, bottom = box
    mid, size = (top + bottom) / 2, min(34.0, (bottom - top) * 0.55)
    known = person < len(sheet.names)
    if head in NUMBERS:
        _print(sheet, str(person + 1), ((left + right) / 2, mid), round(size * 0.8))
    elif sheet.messy in {"signcol", "printed"} and head == "姓名":
        if known:
            _print(sheet, sheet.names[person], (left + 14, mid), round(size * 0.85), "lm")
    elif known and person not in sheet.skipped:
        _write(sheet, head, box, person)


def _write(sheet: Sheet, head: str, box: tuple, person: int) -> None:
    """What the person wrote in a column."""
    dice, (left, top, right, bottom) = sheet.dice, box
    mid, size, hand = (top + bottom) / 2, min(34.0, (bottom - top) * 0.55), pen(dice)
    if sheet.messy in UNSIGNED and head in SIGNED:
        return
    if head in {*NAMES, "签到"}:
        size *= dice.uniform(1.2, 1.6) if sheet.messy == "big" else dice.uniform(0.8, 1.15)
        _sign(sheet, hand, box, sheet.names[person], min(size, (right - left) / 3.2))
    elif head in PHONES and dice.random() < 0.9:
        high = min(size * 0.8, (right - left) / 6.8)
        hand.write(sheet.page, (left + 8, mid), words.phone(dice), round(high))
    elif head in ASIDES and head != "备注":
        room = f"{dice.randint(1, 12)}-{dice.randint(101, 1802)}"
        text = {"性别": "女", "年龄": "67"}.get(head, room)
        hand.write(sheet.page, (left + 8, mid), text, round(size * 0.7))


def _sign(sheet: Sheet, hand: Pen, box: tuple, name: str, size: float) -> None:
    dice, (left, top, right, bottom) = sheet.dice, box
    mid = (top + bottom) / 2
    room = max(0, (right - left) - size * len(name) - 14)
    if sheet.messy == "byhand":
        room = min(room, size)  # people begin about where those above them began
    start = left + 6 + dice.random() * room
    end = hand.write(sheet.page, (start, mid), name, round(size))
    if sheet.messy == "strike" and dice.random() < 0.18:
        strike(sheet.page, (start - 4, mid - size / 2, end + 4, mid + size / 2), hand)
        return
    sheet.truth["names"].append(name)
    sheet.truth["count"] += 1
