"""Where photos lie on a page: in order, in rows, cut as little as can be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.pictures.layout import WHOLE, Frame, Shape, height_of, laid_out

WIDTH, GAP = 968, 16
FRAME = Frame(WIDTH, GAP)
WIDE, TALL = Shape(1200, 900), Shape(900, 1200)

sides = st.integers(1, 9000)
shares = st.floats(0, 1)
boxes = st.tuples(shares, shares, shares, shares).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)
shapes = st.lists(st.builds(Shape, sides, sides, st.none() | boxes), max_size=6)


def rows(places):
    """How many lie side by side, row by row."""
    tops = [place.y for place in places]
    return [tops.count(top) for top in dict.fromkeys(tops)]


@given(shapes)
def test_every_row_fills_the_width_and_nothing_overlaps(made):
    places = laid_out(made, FRAME)

    assert len(places) == len(made)
    tops = sorted({place.y for place in places})
    for top in tops:
        row = [place for place in places if place.y == top]
        assert row[0].x == 0
        assert row[-1].x + row[-1].width == WIDTH
        assert len({place.height for place in row}) == 1
        for one, other in pairwise(row):
            assert one.x + one.width + GAP == other.x
    assert [place.y for place in places] == sorted(place.y for place in places)


@given(shapes)
def test_what_is_shown_lies_in_the_picture_and_is_not_distorted(made):
    for shape, place in zip(made, laid_out(made, FRAME), strict=True):
        left, top, right, bottom = place.shows
        assert 0 <= left < right <= 1 + 1e-9
        assert 0 <= top < bottom <= 1 + 1e-9
        shown = (right - left) * shape.width / ((bottom - top) * shape.height)
        assert shown == pytest.approx(place.width / place.height, rel=1e-6)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([], []),
        ([WIDE], [1]),
        ([WIDE] * 2, [2]),
        ([TALL] * 3, [3]),
        ([WIDE] * 3, [1, 2]),
        ([WIDE] * 5, [1, 2, 2]),
        ([TALL] * 5, [2, 3]),
    ],
)
def test_rows_suit_the_shapes(made, expected):
    assert rows(laid_out(made, FRAME)) == expected


def test_one_that_is_very_tall_does_not_become_a_strip():
    tower = Shape(1080, 2340)

    places = laid_out([WIDE, TALL, Shape(1920, 1080), Shape(1000, 1000), tower], FRAME)

    assert rows(places) == [2, 1, 2]
    assert places[-1].width > WIDTH / 4


@pytest.mark.parametrize("shape", [Shape(1080, 1920), Shape(2400, 1000)])
def test_what_phones_take_is_shown_whole(shape):
    [place] = laid_out([shape], FRAME)

    assert place.shows == pytest.approx(WHOLE, abs=2e-3)


def test_lower_rows_where_paper_is_short():
    assert rows(laid_out([WIDE] * 5, Frame(WIDTH, GAP, 0.3))) == [2, 3]


def test_a_picture_that_fits_is_not_cut():
    [place] = laid_out([WIDE], FRAME)

    assert place.shows == pytest.approx(WHOLE)
    assert height_of([place]) == 726


def test_people_at_the_edge_are_not_cut_off():
    tower = Shape(400, 2000, focus=(0.1, 0.8, 0.9, 1.0))
    [low] = laid_out([tower], FRAME)
    strip = Shape(4000, 400, focus=(0.0, 0.2, 0.2, 0.9))
    [left] = laid_out([strip], FRAME)

    assert low.shows[3] == pytest.approx(1)
    assert left.shows[0] == pytest.approx(0)


def test_no_pictures_take_no_room():
    assert height_of([]) == 0
