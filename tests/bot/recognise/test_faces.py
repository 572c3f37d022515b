"""Faces are found near and far, counted honestly, and hidden where they must be."""

import numpy as np
import pytest

from bot.recognise import centerface
from bot.recognise.crowd import count_people, focus_of
from bot.recognise.faces import Face, blurred, find_faces
from bot.recognise.picture import Opened
from bot.recognise.scene import look_at_scene
from handlers.model.seen import Crowd
from tests.bot.recognise.drawn import landscape, people, person, wall


@pytest.mark.parametrize(("number", "size"), [(1, 40), (8, 40), (24, 32)])
def test_people_are_counted(number: int, size: int) -> None:
    crowd = count_people(find_faces(people(number, size)))
    assert crowd.found == number
    assert crowd.low <= number <= crowd.high


def test_small_faces_are_looked_for_once_more() -> None:
    assert count_people(find_faces(people(20, 20, 1920, 480))).found == 20


def test_the_large_face_before_small_ones_counts_once() -> None:
    picture = people(20, 24, 1920, 480)
    person(picture, 1700, 250, 90)
    assert count_people(find_faces(picture)).found == 21


def test_a_face_is_found_once_where_pieces_meet() -> None:
    picture = wall(1920, 160)
    for step in range(30):
        person(picture, 60 + step * 60, 60 + step % 3 * 10, 20)
    assert count_people(find_faces(picture)).found == 30


@pytest.mark.parametrize("width", [1, 31, 300, 1920])
def test_where_nobody_is_nobody_is_found(width: int) -> None:
    faces = find_faces(landscape(width, max(1, width * 3 // 4)))
    assert count_people(faces) == Crowd(0, 0, 0)
    assert focus_of(faces, width, width) is None


def test_the_number_is_not_claimed_to_be_exact() -> None:
    faces = [Face(0, 0, 9, 9, sure) for sure in (*[0.9] * 20, 0.5, 0.3, 0.3, 0.3)]
    assert count_people(faces) == Crowd(found=22, low=20, high=28)


def test_the_focus_is_around_the_people() -> None:
    faces = [
        Face(400, 300, 440, 350, 0.9),
        Face(600, 320, 640, 370, 0.9),
        Face(0, 0, 9, 9, 0.3),
    ]
    left, top, right, bottom = focus_of(faces, 1000, 800) or (0, 0, 0, 0)
    assert left < 0.4
    assert right > 0.64
    assert top < 300 / 800
    assert bottom > 370 / 800
    assert focus_of([Face(-5, -5, 999, 900, 0.9)], 1000, 800) == (0, 0, 1, 1)


def test_hidden_faces_are_found_no_more_and_the_rest_stays() -> None:
    picture = people(8, 40)
    faces = find_faces(picture)
    hidden = blurred(picture, faces)
    assert count_people(find_faces(hidden)).found == 0
    assert np.array_equal(hidden[600:], picture[600:])
    assert not np.array_equal(hidden, picture)
    beyond = Face(5000, 5000, 5050, 5050, 0.9)
    assert np.array_equal(blurred(picture, [beyond]), picture)


def test_a_scene_is_looked_at_as_a_whole() -> None:
    pixels = people(10, 40)
    scene = look_at_scene(Opened(pixels, 4096, 3072, None))
    assert scene.crowd.found == len(scene.faces) == 10
    assert scene.focus is not None
    assert not scene.unsafe
    assert scene.quality.score > 0.3


def test_another_release_of_the_detector_is_not_taken_for_this_one() -> None:
    with pytest.raises(ValueError, match="this release is another one"):
        centerface.free_sizes(b"no model at all")
