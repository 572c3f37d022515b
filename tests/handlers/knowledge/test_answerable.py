"""Whether a question sounds as if a handbook answered it."""

import pytest

from handlers.knowledge.answerable import answerable, sounds


def test_what_only_a_person_knows_sounds_otherwise():
    assert answerable("签到表忘记带了要怎么补") > answerable("昨天那事你跟主任说了没有")


@pytest.mark.parametrize("text", ["", "？！", "\x00", "👵🏻"])
def test_whatever_is_written_has_a_sound(text: str):
    assert -3 < answerable(text) < 3


def test_characters_pairs_and_borders_are_heard():
    assert sounds("借，鼓吗") == {"借", "鼓", "吗", "鼓吗", "^借", "借$", "^鼓", "吗$"}
    assert sounds("？") == frozenset()
