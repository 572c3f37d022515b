"""Pictures that were drawn, not photographed, and how much of them is text."""

import cv2
import numpy as np

from bot.recognise.drawing import Image, Quads

_FLAT = 0.85  # of neighbouring pixels alike; photographs have grain, and stay below 0.7
_CODE = 0.06  # of the picture: a QR code that is what the picture is about


def text_share(picture: Image, quads: Quads) -> float:
    """The part of a picture that lines of text cover."""
    covered = sum(float(cv2.contourArea(quad)) for quad in quads)
    height, width = picture.shape[:2]
    return covered / float(height * width)


def is_drawn(picture: Image) -> bool:
    """A screenshot, a sticker, a large QR code."""
    return _flatness(picture) >= _FLAT or _code_share(picture) >= _CODE


def _flatness(picture: Image) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return float((cv2.absdiff(grey[1:, 1:], grey[:-1, :-1]) <= 1).mean())


def _code_share(picture: Image) -> float:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    said, corners, _ = cv2.QRCodeDetector().detectAndDecode(grey)
    if not said or corners is None:
        return 0.0  # what cannot be decoded is often leaves or windows
    area = cv2.contourArea(np.asarray(corners, np.float32).reshape(-1, 2))
    return float(area) / grey.size
