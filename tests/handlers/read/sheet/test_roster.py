"""Near misses beside the names of an organisation."""

from handlers.read.sheet.roster import suggest

MEMBERS = ["王芳", "李小明", "张建国", "张建华"]


def test_one_character_off_suggests_the_member() -> None:
    assert suggest("李小朋", MEMBERS) == "李小明"


def test_short_names_must_sound_or_look_alike() -> None:
    assert suggest("王方", MEMBERS) == "王芳"
    assert suggest("王强", MEMBERS) is None


def test_a_member_needs_no_suggestion() -> None:
    assert suggest("王芳", MEMBERS) is None


def test_two_members_as_near_give_none() -> None:
    assert suggest("张建丽", MEMBERS) is None
    assert suggest("赵钱孙李", MEMBERS) is None
    assert suggest("张健国", MEMBERS) == "张建国"
