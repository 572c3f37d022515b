"""What is asked elsewhere: other offices' matters, neighbours, greetings."""

import pytest

from handlers.knowledge.elsewhere import strange


@pytest.mark.parametrize("words", ["我的养老金发没发", "楼上漏水了谁来修", "大家早上好"])
def test_what_others_are_asked_is_near(words: str):
    assert strange(words) > strange("活动照片发几张")


@pytest.mark.parametrize("words", ["", "？", "abc"])
def test_what_nobody_asks_is_far(words: str):
    assert strange(words) == 0
