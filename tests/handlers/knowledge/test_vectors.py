"""What terms mean."""

import math

import pytest

from handlers.knowledge.index import Index
from handlers.knowledge.terms import terms
from handlers.knowledge.vectors import Vector, Vectors, alike, vectors
from handlers.model.case import Entry


def meaning(text: str) -> Vector:
    return vectors().of(terms(text))


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("收银条丢了", "发票遗失", "拍照片"),
        ("谁来当头儿", "队长怎么产生", "签到表怎么填"),
        ("拍几张相片", "照片数量", "经费预算"),
    ],
)
def test_what_means_the_same_is_nearer_whatever_the_words(one: str, same: str, other: str):
    assert alike(meaning(one), meaning(same)) > alike(meaning(one), meaning(other))


def test_vectors_have_length_one_and_a_text_is_like_itself():
    found = meaning("活动照片发几张")

    assert math.hypot(*found) == pytest.approx(1)
    assert alike(found, found) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "？", "xyzzy"])
def test_what_nobody_knows_is_like_nothing(text: str):
    assert meaning(text) == ()
    assert alike(meaning(text), meaning("照片")) == 0


def test_terms_that_take_each_other_away_leave_nothing():
    both = Vectors({"a": bytes([1, 0]), "b": bytes([255, 0])})  # 255 is -1

    assert both.of(["a", "b"]) == (0, 0)


def test_an_entry_is_found_by_what_is_meant():
    entries = [
        Entry("a", "照片发几张", "五张以内"),
        Entry("b", "发票抬头怎么写", "写社区服务中心"),
    ]
    photos, invoice = Index(entries).alike("收银条上头填谁的名字")

    assert invoice > photos
