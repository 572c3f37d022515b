"""How likely the best entry is the right one."""

import pytest

from handlers.knowledge.judge import ALIKE, Scores, covered, right, signs


def test_what_stands_out_is_likelier():
    alone, among = Scores([0.6, 0.1, 0.1]), Scores([0.6, 0.58, 0.55])

    assert right(alone, 0) > right(among, 0)
    assert covered(alone, 0) > covered(Scores([0.1, 0.1, 0.1]), 0)


def test_either_words_or_sense_may_speak_up():
    words, sense = [0.7, 0.1], [0.6, 0.0]

    assert right(Scores(words, [0.0, 0.0]), 0) >= right(Scores(words), 0)
    assert right(Scores([0.1, 0.1], sense), 0) > right(Scores([0.1, 0.1]), 0)


def test_a_single_entry_stands_out_from_nothing():
    assert signs(Scores([0.4]), 0) == {
        "apart": 0,
        "words answerable": 0,
        "words": 0.4,
        "words next": 0.4,
        "words ahead": 0.4,
        "words above": 0.4,
        "words elsewhere": 0,
    }


def test_what_is_asked_elsewhere_is_a_rival():
    plain, strange = Scores([0.4]), Scores([0.4], elsewhere=(0.3, 0.0))

    assert signs(strange, 0)["words ahead"] == pytest.approx(0.1)
    assert covered(plain, 0) > covered(strange, 0)


def test_what_means_something_elsewhere_is_likely_not_covered():
    ours, strange = (Scores([0.3], [0.4], (0.0, other)) for other in (0.0, 0.6))

    assert covered(ours, 0) > covered(strange, 0)


def test_what_sounds_like_a_question_for_a_person_is_likely_not_covered():
    plain, person = (Scores([0.4], [0.4], answerable=(each, each)) for each in (0.5, -0.5))

    assert covered(plain, 0) > covered(person, 0)


def test_another_kind_of_question_is_likely_not_covered():
    assert covered(Scores([0.4]), 0) > covered(Scores([0.4], apart=True), 0)


def test_scores_are_shares_of_all_there_could_be():
    assert Scores([(1 + ALIKE) / 2]).share(0) == 0.5
    assert Scores([1 + ALIKE], [1.0]).share(0) == 1
    assert Scores([0.0], [-1.0]).share(0) == 0
