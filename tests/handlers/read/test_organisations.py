"""Organisations are known by their names, and by the end of a name where it is theirs alone."""

import pytest

from handlers.read.organisations import named

NAMES = ("南里导览队", "百合舞蹈队", "石榴舞蹈队", "南里社区志愿服务队", "花会")


def names(text: str) -> list[str]:
    return [NAMES[place] for place, _ in named(text, NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("南里导览队来了", ["南里导览队"]),
        ("去看导览队", ["南里导览队"]),
        ("南里的导览队", ["南里导览队"]),
        ("北里导览队", []),
        ("导览队长", []),
        ("百合舞蹈队和导览队", ["百合舞蹈队", "南里导览队"]),
        ("看了舞蹈队", []),
        ("走访服务队", []),
        ("走访花会", ["花会"]),
        ("青年里导览队", []),
    ],
)
def test_who_is_named(text: str, found: list[str]):
    assert names(text) == found


def test_where_it_stands():
    assert named("去看导览队排练", NAMES) == ((0, (2, 5)),)
