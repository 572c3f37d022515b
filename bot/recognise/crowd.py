"""How many people a scene shows, honestly, and where they are in it."""

import math
from collections.abc import Sequence

from bot.recognise.faces import Face
from handlers.model.seen import Crowd

CERTAIN = 0.6  # of 1; hardly ever no face
UNSEEN = 0.15  # of those found; so many more are turned away, bowed or hidden
ABOVE, BELOW, BESIDE = 1.0, 3.0, 1.0  # faces; what belongs to a person around the face

Focus = tuple[float, float, float, float]


def count_people(faces: Sequence[Face]) -> Crowd:
    """People by their faces; low: certainly there, high: with those that may be hidden."""
    sure = sum(face.sure for face in faces)
    found = sure + (len(faces) - sure) // 2
    low = sum(face.confidence >= CERTAIN for face in faces)
    high = len(faces) + math.ceil(UNSEEN * found)
    return Crowd(found, low, high)


def focus_of(faces: Sequence[Face], width: int, height: int) -> Focus | None:
    """Left, top, right, bottom around the people as shares of a picture; None without any.

    width, height: of the picture in which the faces were found.
    """
    people = [face for face in faces if face.sure]
    if not people:
        return None
    size = sorted(face.bottom - face.top for face in people)[len(people) // 2]
    left = min(face.left for face in people) - BESIDE * size
    top = min(face.top for face in people) - ABOVE * size
    right = max(face.right for face in people) + BESIDE * size
    bottom = max(face.bottom for face in people) + BELOW * size
    return (
        _share(left, width),
        _share(top, height),
        _share(right, width),
        _share(bottom, height),
    )


def _share(place: float, whole: int) -> float:
    return round(min(1.0, max(0.0, place / whole)), 4)
