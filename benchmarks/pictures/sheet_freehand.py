"""Names that people wrote below each other on a blank sheet."""

import random

import sheet_words as words
from PIL import Image, ImageDraw
from sheet_ink import pen


def freehand(dice: random.Random) -> tuple[Image.Image, dict]:
    """A page and its truth."""
    page = Image.new("RGB", (1240, 1600), (250, 247, 238))
    draw, written, iso = ImageDraw.Draw(page), *words.day(dice)
    title, place = (
        dice.choice(["参加人员名单", "签到", "今日签到", "到场人员名单", "活动签到"]),
        dice.choice(words.PLACES),
    )
    names = [words.person(dice) for _ in range(dice.randint(6, 17))]
    if dice.random() < 0.7:
        for y in range(230, 1560, 78):
            draw.line([60, y, 1180, y], (150, 160, 190), 2)
    head = pen(dice)
    head.write(page, (480, 120), title, 52)
    head.write(page, (90, 190), f"时间：{written}", 38)
    head.write(page, (90, 268), f"地点：{place}", 38)
    numbered, across = dice.random() < 0.4, dice.choice([1, 1, 2])
    for place_in, name in enumerate(names):
        hand = pen(dice)
        x, y = (
            100 + (place_in % across) * 480 + dice.randint(0, 40),
            346 + place_in // across * 78,
        )
        hand.write(
            page,
            (x, y),
            f"{place_in + 1}、{name}" if numbered else name,
            dice.randint(36, 50),
        )
    truth = {
        "kind": "signin",
        "title": title,
        "date": iso,
        "place": place,
        "names": names,
        "count": len(names),
        "variant": "freehand",
    }
    return page, truth
