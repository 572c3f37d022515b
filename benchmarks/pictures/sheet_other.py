"""Pages of text that are neither: duty rosters, price lists, notices, posters, chats."""

import random

import sheet_words as words
from PIL import Image, ImageDraw
from sheet_ink import font, printed

KINDS = ["roster", "contacts", "prices", "notice", "poster", "chat", "plan"]


def other(dice: random.Random, kind: str) -> tuple[Image.Image, dict, bool]:
    """A page, its truth, and whether it is a screenshot."""
    if kind in ("poster", "chat"):
        page = {"poster": _poster, "chat": _chat}[kind](dice)
        return page, {"kind": "other", "sub": kind}, kind == "chat" or dice.random() < 0.5
    page = Image.new("RGB", (1240, 1754), tuple(dice.randint(235, 255) for _ in range(3)))
    {"notice": _notice}.get(kind, _grid(kind))(page, dice)
    return page, {"kind": "other", "sub": kind}, dice.random() < 0.3


def _grid(kind: str):
    def draw_grid(page: Image.Image, dice: random.Random) -> None:
        heads, row, title = {
            "roster": (
                ["星期", "上午", "下午", "负责人"],
                lambda i: [
                    "周" + "一二三四五六日"[i % 7],
                    *[words.person(dice) for _ in range(3)],
                ],
                "志愿者值班表",
            ),
            "contacts": (
                ["序号", "姓名", "职务", "联系电话"],
                lambda i: [str(i + 1), words.person(dice), "楼长", words.phone(dice)],
                "楼长通讯录",
            ),
            "prices": (
                ["品名", "单位", "价格", "备注"],
                lambda _: [
                    dice.choice(["青菜", "米饭", "豆腐"]),
                    "份",
                    f"{dice.uniform(2, 40):.2f}",
                    "",
                ],
                "社区食堂价目表",
            ),
            "plan": (
                ["日期", "活动内容", "地点", "负责人"],
                lambda i: [
                    f"{i % 12 + 1}月{dice.randint(1, 28)}日",
                    dice.choice(words.DEEDS),
                    dice.choice(words.PLACES),
                    words.person(dice),
                ],
                "活动计划安排表",
            ),
        }.get(kind, ([], None, ""))
        draw, face = ImageDraw.Draw(page), printed(dice)
        draw.text((620, 110), title, "black", font(face, 46), anchor="mm")
        part, high = 1080 / max(1, len(heads)), 60
        for line in range(dice.randint(7, 22)):
            texts = heads if not line else row(line - 1)
            for place, text in enumerate(texts):
                x, y = 80 + place * part, 190 + line * high
                draw.rectangle([x, y, x + part, y + high], outline="black", width=2)
                draw.text(
                    (x + part / 2, y + high / 2),
                    text,
                    "black",
                    font(face, min(26, int(part / max(1, len(text)) * 1.1))),
                    anchor="mm",
                )

    return draw_grid


def _notice(page: Image.Image, dice: random.Random) -> None:
    draw, face = ImageDraw.Draw(page), printed(dice)
    draw.text(
        (620, 150),
        dice.choice(["通知", "倡议书", "温馨提示", "公告"]),
        "black",
        font(face, 56),
        anchor="mm",
    )
    text, y = "".join(dice.sample(words.CONTENTS, 5)), 280
    draw.text((110, 230), "各位居民：", "black", font(face, 30), anchor="lm")
    for first in range(0, len(text), 31):
        draw.text((110, y), text[first : first + 31], "black", font(face, 32), anchor="lm")
        y += 60
    draw.text(
        (900, y + 40), dice.choice(words.GROUPS), "black", font(face, 30), anchor="lm"
    )
    draw.text((900, y + 95), words.day(dice)[0], "black", font(face, 30), anchor="lm")


def _poster(dice: random.Random) -> Image.Image:
    page = Image.new("RGB", (1080, 1500), tuple(dice.randint(120, 250) for _ in range(3)))
    draw, face = ImageDraw.Draw(page), printed(dice)
    draw.text((540, 220), dice.choice(words.DEEDS), "white", font(face, 100), anchor="mm")
    draw.text(
        (540, 350),
        dice.choice(["招募令", "邀请函", "欢迎参加", "报名啦"]),
        "yellow",
        font(face, 60),
        anchor="mm",
    )
    lines = [
        f"活动时间：{words.day(dice)[0]}",
        f"活动地点：{dice.choice(words.PLACES)}",
        f"参加人数：限{dice.randint(10, 40)}人",
        f"活动内容：{dice.choice(words.CONTENTS)[:18]}",
        "报名方式：群内接龙",
        f"联系人：{words.person(dice)}",
    ]
    for place, line in enumerate(lines):
        draw.text((120, 520 + 80 * place), line, "black", font(face, 38), anchor="lm")
    return page


def _chat(dice: random.Random) -> Image.Image:
    page = Image.new("RGB", (1080, 2000), (237, 237, 237))
    draw, face, y = ImageDraw.Draw(page), printed(dice), 200
    draw.text(
        (540, 90),
        f"{dice.choice(words.GROUPS)}({dice.randint(20, 200)})",
        "black",
        font(face, 42),
        anchor="mm",
    )
    said = [
        "今天的签到表我拍一下发群里",
        "收到",
        "明天下午两点集合",
        "活动记录表谁来写？",
        "辛苦大家了！",
        "好的，我来接龙",
        "活动时间：周六上午9点",
        "地点在社区活动中心",
        "参加人数统计一下",
    ]
    while y < 1800:
        mine, text = dice.random() < 0.3, dice.choice(said)
        wide = font(face, 38).getlength(text) + 50
        x = 1080 - 150 - wide if mine else 150
        draw.rectangle([x, y, x + wide, y + 80], (149, 236, 105) if mine else "white")
        draw.text((x + 25, y + 40), text, "black", font(face, 38), anchor="lm")
        draw.rectangle(
            [960 if mine else 40, y, 1040 if mine else 120, y + 80],
            tuple(dice.randint(40, 200) for _ in range(3)),
        )
        y += 150
    return page
