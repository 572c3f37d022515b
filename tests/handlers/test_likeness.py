"""How much two short texts have in common."""

from handlers.likeness import alike, covered, pairs


def test_a_text_is_the_pairs_of_its_characters():
    assert pairs("种 月季！") == {"种月", "月季"}
    assert pairs("楼") == {"楼"}
    assert pairs("！") == set()


def test_a_part_is_covered_by_the_whole_and_not_the_other_way_round():
    assert covered("活动室", "二楼活动室里") == 1
    assert covered("二楼活动室", "活动室") == 0.5
    assert covered("", "活动室") == 0


def test_likeness_is_measured_by_the_shorter_text():
    assert alike("二楼活动室", "活动室") == alike("活动室", "二楼活动室") == 1
    assert alike("活动室", "小花园") == 0
    assert alike("", "小花园") == 0
