"""Whose id stands inside the id of somebody else is not that somebody (R14)."""

import pytest

from store.scrubbing import Gone

GONE = "gone/5"


def gone(id_: str, *names: str) -> Gone:
    return Gone(frozenset({id_}), GONE, names)


@pytest.mark.parametrize(
    ("id_", "other"),
    [
        ("zhangwei", "wecom:zhangwei"),
        ("wecom:wang", "wecom:wang.li"),
        ("wecom:wang", "wecom:wang."),
        ("wecom:wang", "wecom:wang@corp"),
        ("wecom:wang", "wecom:wang-li"),
        ("wecom:wang", "wecom:wang_li"),
        ("zhangwei", "li.zhangwei"),
        ("zhangwei", "corp@zhangwei"),
    ],
)
def test_a_longer_id_is_somebody_else(id_: str, other: str):
    one = gone(id_)
    values = [other, f"r:{other}", f"{other}/m3", f"sent:r/{other}/1"]
    assert [one.renamed(value) for value in values] == values
    body = {"sender": other, "members": [{"id": other}], "mentions": [other]}
    assert one.plain(body) == body
    if not other.endswith("."):  # in words that is the end of a sentence
        said = f"问{other}，或@{other} 她在。{other}."
        assert one.text(said) == said


@pytest.mark.parametrize("id_", ["zhangwei", "wecom:wang", "wecom:wang.li", "wecom:a@b"])
def test_the_id_itself_goes_wherever_it_stands(id_: str):
    one = gone(id_)
    for made in ("{}", "r:{}", "{}/m3", "r:{}/m3/1", "sent:{}/m3", "recall:{}", "a/{}/b"):
        assert one.renamed(made.format(id_)) == made.format(GONE)
    for words in ("问{}吧", "@{} 在吗", "ask {}.", "({})", "id:{}", "{}: 好", "{}", "{}."):
        assert one.text(words.format(id_)) == words.format(GONE)
    assert one.renamed(f"问{id_}，再说") == f"问{GONE}，再说"


def test_who_goes_by_their_id_is_starred_as_a_whole_word():
    one = gone("wecom:wang", "wang")
    assert one.text("wang来了，@wang 和wanghui、wecom:wanghui、wang.li") == (
        "****来了，@**** 和wanghui、wecom:wanghui、wang.li"
    )
    assert one.is_name("wang")
    assert one.is_name("wang、李姐")
    assert not one.is_name("wanghui")
    assert gone("wecom:10", "10").text("来了10个人") == "来了10个人"


def test_no_name_is_starred_inside_an_id():
    """Also one that staff gave."""
    one = gone("wecom:w1", "wang")
    ids = {"by": "wecom:wanghui", "message": "wang-1", "mentions": ["wecom:wanghui"]}
    assert one.plain({**ids, "hint": "问wang"}) == {**ids, "hint": "问****"}
    assert one.plain(["wecom:wanghui"]) == ["wecom:wanghui"]
