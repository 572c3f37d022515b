"""One picture: what kind it is and what it shows."""

from pathlib import Path

import cv2
import numpy as np

from bot.recognise import text
from bot.recognise.drawing import Image, Quads
from bot.recognise.errors import PictureError
from bot.recognise.graphic import is_drawn, text_share
from bot.recognise.hashes import phash
from bot.recognise.picture import Opened, open_picture
from bot.recognise.quality import judge
from bot.recognise.scene import Scene, look_at_scene
from bot.recognise.sheet import Sheet, read_sheet
from bot.recognise.unsafe import is_unsafe
from handlers.model.seen import Seen, Shows
from handlers.read.phones import masked

FEW, MANY = 6, 15  # lines of text: fewer are no page, so many are no scene
LEAST = 4  # px of the shorter side once it is opened; what is narrower is a line
SOME, MUCH = 0.04, 0.075  # of the picture covered by text: banners and signs, posters


def look(file: Path) -> Seen:
    """What a picture shows.

    Raises:
        PictureError: for what is no picture, or shows nothing but a line (“narrow”).
    """
    opened = open_picture(file)
    if min(opened.pixels.shape[:2]) < LEAST:
        raise PictureError("narrow")
    picture = np.asarray(cv2.cvtColor(opened.pixels, cv2.COLOR_RGB2BGR), np.uint8)
    quads = text.find(picture, text.GATE)
    if FEW // 2 <= len(quads) < FEW:
        quads = text.find(picture, text.FULL)  # a page far away, perhaps
    if len(quads) < FEW:
        scene = look_at_scene(opened)
        return (
            _drawing(opened, scene)
            if _is_other(picture, quads, scene)
            else _scene(opened, scene)
        )
    sheet = _sheet(opened, picture, quads)
    if (
        sheet.shows is Shows.OTHER
        and len(quads) < MANY
        and text_share(picture, quads) < MUCH
    ):
        scene = look_at_scene(opened)
        if scene.faces or text_share(picture, quads) < SOME:
            return _scene(opened, scene)
    return _page(opened, sheet)


def _sheet(opened: Opened, picture: Image, quads: Quads) -> Sheet:
    near = opened.taken_at.date() if opened.taken_at else None
    return read_sheet(picture, quads, near)


def _is_other(picture: Image, quads: Quads, scene: Scene) -> bool:
    """A greeting, a sticker, a code: much text or flat colour, and nobody in it."""
    if any(face.sure for face in scene.faces):
        return False
    if text_share(picture, quads) >= MUCH:
        quads = text.legible(picture, quads)
    return text_share(picture, quads) >= MUCH or is_drawn(picture)


def _page(opened: Opened, sheet: Sheet) -> Seen:
    return Seen(
        shows=sheet.shows,
        confidence=sheet.confidence,
        width=opened.width,
        height=opened.height,
        phash=phash(opened.pixels),
        quality=judge(opened.pixels, (opened.width, opened.height)),
        taken_at=opened.taken_at,
        signin=sheet.signin,
        record=sheet.record,
        unsafe=sheet.shows is Shows.OTHER and is_unsafe(opened.pixels),
        text=tuple(masked(line.text) for line in sheet.lines),
    )


def _scene(opened: Opened, scene: Scene) -> Seen:
    return Seen(
        shows=Shows.SCENE,
        confidence=0.95 if scene.faces else 0.8,
        width=opened.width,
        height=opened.height,
        phash=phash(opened.pixels),
        quality=scene.quality,
        taken_at=opened.taken_at,
        crowd=scene.crowd,
        focus=scene.focus,
        unsafe=scene.unsafe,
    )


def _drawing(opened: Opened, scene: Scene) -> Seen:
    return Seen(
        shows=Shows.OTHER,
        confidence=0.85,
        width=opened.width,
        height=opened.height,
        phash=phash(opened.pixels),
        quality=scene.quality,
        taken_at=opened.taken_at,
        unsafe=scene.unsafe,
    )
