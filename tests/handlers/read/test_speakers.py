"""A speaker has a name, or is just people."""

import pytest

from handlers.read.speakers import may_be_name


@pytest.mark.parametrize("speaker", ["张姨", "李建国", "老李", "小雅", "阿珍"])
def test_somebody_with_a_name(speaker: str):
    assert may_be_name(speaker)


@pytest.mark.parametrize("speaker", ["大家", "居民", "孩子们", "邻居", ""])
def test_just_people(speaker: str):
    assert not may_be_name(speaker)
