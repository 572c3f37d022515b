"""Of very many words the beginning."""

import pytest

from bot.printing.excerpt import excerpt, words_of


def test_all_words_can_be_printed():
    data = {
        "place": "楼顶👍",
        "content": ("一\u200b", "二"),
        "feedback": [{"text": "好😀", "who": ""}],
        "n": 3,
    }

    assert words_of(data) == {
        "place": "楼顶",
        "content": ["一", "二"],
        "feedback": [{"text": "好", "who": ""}],
        "n": 3,
    }


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("一二三四", "一二三四"),
        ("一二三四五", "一二三四……"),
        (["一二", "三四"], ["一二", "三四"]),
        (["一二", "三四五", "六"], ["一二", "三四……", "……"]),
        (
            [{"text": "一二三", "who": "四"}, {"text": "五", "who": ""}],
            [{"text": "一二三", "who": "四"}],
        ),
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]),
        (None, None),
    ],
)
def test_what_is_left_after_four_characters(value, left):
    assert excerpt({"x": value}, 4) == {"x": left}
