"""Names and numbers as stars."""

from handlers.read.privacy import plain, wants_erasure


def test_names_and_numbers_become_stars_of_the_same_length():
    assert plain("孙大海的电话是13800001111", ["孙大海"]) == "***的电话是***********"
    assert plain("来了30人") == "来了30人"


def test_more_than_a_name_is_asked_for_by_other_words():
    assert wants_erasure("把我的信息删掉")
    assert not wants_erasure("别记我")
