"""What is the author's own in a log: impressions and ideas, under a key or without one."""

import pytest

from handlers.read.visit_parts import added, parts_of, without


def parts(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[slice(*part.words)]) for part in parts_of(text)]


def test_parts_under_a_key_go_on_to_the_next_key():
    text = "过程：唱了三首。我的感受：齐，亮。\n还缺低音；建议：找两位男士。备注：下周停"
    assert parts(text) == [("impression", "齐，亮。\n还缺低音"), ("idea", "找两位男士")]


def test_parts_without_a_key_go_on_to_the_end_of_the_sentence():
    text = "唱了三首，感觉很齐，声音也亮，下一步找两位男士，多练。回来已是中午"
    assert parts(text) == [
        ("impression", "感觉很齐，声音也亮"),
        ("idea", "下一步找两位男士，多练"),
    ]


def test_a_sentence_of_the_same_kind_is_one_part():
    assert parts("建议多练，建议早点来") == [("idea", "建议多练，建议早点来")]


def test_what_members_felt_is_not_the_authors():
    assert parts("唱了三首，大家觉得很齐。队员感受：过瘾") == []


def test_an_empty_key_says_nothing():
    assert parts("感受：\n建议：") == []


def test_what_stays_stays_in_its_place():
    text = "唱歌。建议：多练"
    rest = without(text, parts_of(text))
    assert len(rest) == len(text)
    assert rest.rstrip() == "唱歌。"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("补充建议：办个花展", {"idea": ["办个花展"]}),
        ("再补充一点，感受：大家很投入", {"impression": ["大家很投入"]}),
        ("补充：明天再说", {}),
        ("建议：办个花展", {}),  # of which log, nobody says
    ],
)
def test_what_is_added(text: str, more: dict[str, list[str]]):
    assert added(text) == more
