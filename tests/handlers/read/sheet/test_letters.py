"""Names and notes among what a recogniser saw."""

from handlers.read.learned.letters import follows
from handlers.read.sheet.beam import decode, either, sureness
from handlers.read.sheet.letters import best_name, rarity
from handlers.read.sheet.people import apart, is_name, unnumbered
from handlers.read.sheet.prose import best_line

NONE = (("", 0.999),)


def seen(*steps: dict[str, float]):
    return [tuple(sorted(step.items(), key=lambda one: -one[1])) for step in steps]


def test_a_family_name_wins_over_a_look_alike() -> None:
    steps = [*seen({"玉": 0.55, "王": 0.4}), NONE, *seen({"芳": 0.9, "苏": 0.1})]
    name = best_name(steps)
    assert name.text == "王芳"
    assert 0 < name.confidence <= 0.4


def test_figures_around_a_name_fall_away() -> None:
    steps = seen({"1": 0.9}, {"王": 0.9}, {"芳": 0.9}, {"2": 0.9})
    assert best_name(steps).text == "王芳"


def test_where_nothing_is_written_there_is_no_name() -> None:
    assert best_name([NONE, NONE]) is None
    assert best_name(seen({"7": 0.9})) is None


def test_the_same_character_twice_needs_a_pause() -> None:
    assert best_name([*seen({"王": 0.9}, {"红": 0.9}, {"红": 0.9})]).text == "王红"
    assert (
        best_name([*seen({"王": 0.9}, {"红": 0.9}), NONE, *seen({"红": 0.9})]).text
        == "王红红"
    )


def test_faint_characters_are_not_considered() -> None:
    assert set(decode(seen({"王": 0.9, "玉": 0.00001}), lambda _before, _sign: 0.0)) == {
        "王"
    }


def test_paths_to_one_text_are_added() -> None:
    texts = decode(
        [*seen({"王": 0.6, "": 0.4}), *seen({"王": 0.6, "": 0.4}), NONE],
        lambda _before, _sign: 0.0,
    )
    assert texts["王"] > texts[""]
    assert either(0.0, float("-inf")) == 0.0
    assert either(float("-inf"), float("-inf")) == float("-inf")


def test_sureness_is_how_clearly_characters_were_seen() -> None:
    assert sureness("王芳", seen({"王": 0.8, "玉": 0.2}, {"芳": 0.6})) == 0.7
    assert sureness("", []) == 0.0


def test_a_note_reads_as_people_write() -> None:
    steps = seen({"接": 0.4, "楼": 0.35}, {"道": 0.9}, {"清": 0.9}, {"证": 0.5, "理": 0.4})
    assert best_line([steps])[0] == "楼道清理"
    assert best_line([seen({"2": 0.9}), seen({"2": 0.2})])[0] == "2"


def test_what_stands_two_characters_before_counts_too() -> None:
    assert follows("垃圾", "分") > follows("圾", "分") - 0.01
    assert follows("", "的") < 0
    assert follows("鑔鑔", "的") == follows("鑔", "的")


def test_a_word_is_likelier_than_characters_that_make_none() -> None:
    steps = seen({"螃": 0.9}, {"解": 0.5, "蟹": 0.3})
    assert best_line([steps])[0] == "螃蟹"
    four = seen({"画": 0.9}, {"蛇": 0.9}, {"添": 0.9}, {"兄": 0.5, "足": 0.3})
    assert best_line([four])[0] == "画蛇添足"


def test_characters_are_common_rare_traditional_or_none() -> None:
    assert [rarity(sign) for sign in "王鑫國a，"] == [1, 2, 3, 4, 4]


def test_names_have_two_to_four_characters_and_a_family_name() -> None:
    assert is_name("12、王小明")
    assert is_name("欧阳小明")
    assert not is_name("王小明明")
    assert not is_name("地点")
    assert not is_name("A")
    assert unnumbered("（3）李芳") == "李芳"
    assert apart("1.王芳 李静、赵红") == ["王芳", "李静", "赵红"]
