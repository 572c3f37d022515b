"""Pictures of sign-in sheets are pages of one list, or one sheet again (D2, R5)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from handlers.model.draft import Draft
from handlers.model.finding import Count, Field, Finding, Picture, Source
from handlers.model.seen import Read, Seen, Shows, SignIn
from handlers.pictures import sheets
from tests.handlers.made import NOW, SETTINGS, draft, finding, photo
from tests.pictures import PLAIN, described

A, B, C = (f"{0xFF << 8 * one:016x}" for one in range(3))  # hashes far from each other
NEAR = f"{0xFF ^ 7:016x}"  # but of A


def sheet(rows: str, phash: str, message: str = "") -> tuple[Finding, ...]:
    """A picture of a sheet with these rows, and what it states."""
    seen = replace(described("signin", [rows]) or PLAIN, phash=phash)
    return shown(seen, message or phash)


def shown(seen: Seen, message: str) -> tuple[Finding, ...]:
    made = replace(photo("s", message), value=Picture(message + seen.phash, seen))
    return (made, *sheets.stated(made, SETTINGS.zone))


def named(names: Sequence[Read], count: int, phash: str) -> tuple[Finding, ...]:
    sign_in = SignIn(count, clear=True, names=tuple(names))
    return shown(replace(PLAIN, shows=Shows.SIGNIN, signin=sign_in, phash=phash), phash)


def record(*sheets: Sequence[Finding]) -> Draft:
    """A record of which nobody has said how many came."""
    return draft(Field.HEADCOUNT).add([f for one in sheets for f in one], NOW)


def test_pages_with_other_names_are_summed():
    both = record(sheet("1-20", A), sheet("21-35", B))

    assert both.value(Field.HEADCOUNT) == Count(35)
    assert sheets.signed(both) == Count(35)
    assert [f.value for f in both.stated(Field.HEADCOUNT)] == [Count(35)]
    assert [f.value for f in both.of(Field.HEADCOUNT)] == [Count(20), Count(15)]


def test_two_pages_in_one_message_may_have_as_many_rows():
    both = record(sheet("1-20", A, "m"), sheet("21-40", B, "m"))

    assert both.of(Field.HEADCOUNT)[0].value == Count(20)
    assert sheets.signed(both) == Count(40)


@pytest.mark.parametrize(
    ("again", "count"),
    [
        ("1-20", Count(20)),
        ("1-23", Count(23)),
        ("1-18", Count(18)),
        ("1-21?", Count(20)),
    ],
    ids=["again", "more have signed", "fewer", "unclear"],
)
def test_a_sheet_with_most_of_the_names_is_the_same_sheet(again: str, count: Count):
    assert sheets.signed(record(sheet("1-20", A), sheet(again, B))) == count


def test_of_two_unclear_pictures_of_it_the_newest_counts():
    unclear = record(sheet("1-20?", A), sheet("1-21?", B))

    assert sheets.signed(unclear) == Count(21, approx=True)


def test_a_page_taken_again_replaces_only_that_page():
    pages = (sheet("1-20", A), sheet("21-35", B))

    assert sheets.signed(record(*pages, sheet("21-36", C))) == Count(36)


def test_one_picture_of_the_whole_list_replaces_its_pages():
    pages = (sheet("1-20", A), sheet("21-35", B))

    assert sheets.signed(record(*pages, sheet("1-35", C))) == Count(35)
    assert sheets.signed(record(*pages, sheet("1-35?", C))) == Count(35)


@pytest.mark.parametrize(
    "pictures",
    [
        ("1-35", "1-20"),
        ("1-35", "1-20", "21-35"),
        ("1-20", "1-35", "21-35"),
        ("21-35", "1-35", "1-20"),
    ],
)
def test_a_part_from_near_by_takes_nothing_from_the_whole_list(pictures: Sequence[str]):
    whole = record(*map(sheet, pictures, (A, B, C))).signed()

    assert whole is not None
    assert (whole.stated.value, whole.sure) == (Count(35), True)


def test_an_unclear_whole_outranks_a_clear_part():
    for pictures in ("1-35?", "1-20"), ("1-20", "1-35?"):
        both = record(*map(sheet, pictures, (A, B)))

        assert sheets.signed(both) == Count(35, approx=True)


def test_the_sum_is_as_unclear_as_any_of_its_pages():
    both = record(sheet("1-20", A), sheet("21-35?", B))

    assert sheets.signed(both) == Count(35, approx=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [("20", "15"), ("1-20", "15"), ("1-20", "18-27")],
    ids=["no names", "names on one", "some on both"],
)
def test_where_nobody_can_tell_it_is_the_fuller_one_at_least(first: str, second: str):
    for pictures in (first, second), (second, first):
        both = record(*map(sheet, pictures, (A, B)))
        whole = both.signed()

        assert whole is not None
        assert not whole.sure
        assert whole.stated.value == Count(20, approx=True)


def test_without_names_a_near_hash_tells_that_it_is_the_same_picture():
    assert sheets.signed(record(sheet("20", A), sheet("21", NEAR))) == Count(21)


def test_near_hashes_do_not_make_one_of_two_lists_of_names():
    assert sheets.signed(record(sheet("1-20", A), sheet("21-35", A, "m"))) == Count(35)


@pytest.mark.parametrize(
    ("name", "confidence"), [("居民", 0.3), ("**", 0.9)], ids=["hardly legible", "erased"]
)
def test_names_that_tell_nothing_are_not_compared(name: str, confidence: float):
    names = [Read(name, confidence)] * 4
    whole = record(named(names, 4, A), named(names, 3, B)).signed()

    assert whole is not None
    assert not whole.sure


def test_one_name_on_both_may_be_a_namesake():
    whole = record(named([Read("王芳", 0.9)], 9, A), named([Read("王芳", 0.9)], 8, B))

    assert whole.signed() is not None
    assert sheets.signed(whole) == Count(9, approx=True)


def test_without_one_page_the_other_stands():
    both = record(sheet("1-20", A), sheet("21-35", B))
    [_, second] = both.of(Field.PHOTO)

    assert both.without(second.message).value(Field.HEADCOUNT) == Count(20)


def test_what_is_no_sheet_here_is_no_page():
    poster = finding(Field.PHOTO, Picture("p", described("other", [])), message="p")
    marked = sheet("21-35", B)
    other = replace(marked[0].value, marked=Shows.SCENE)
    made = record(sheet("1-20", A), (replace(marked[0], value=other), *marked[1:]))

    assert sheets.signed(made.add([poster, photo("?")], NOW)) == Count(20)
    assert record().signed() is None


def test_a_word_outranks_the_list_and_each_sheet_is_held_against_it():
    number = finding(Field.HEADCOUNT, Count(25), source=Source.PICTURE, message="r")
    said = draft().add([*sheet("1-20", A), number], NOW)

    assert said.value(Field.HEADCOUNT) == Count(20)
    conflict = said.conflict(Field.HEADCOUNT)
    assert conflict is not None
    assert (conflict[0], sheets.kind(said, conflict[0])) == (number, Shows.RECORD)

    both = draft().add([*sheet("1-12", A), number], NOW)
    conflict = both.conflict(Field.HEADCOUNT)
    assert conflict is not None
    assert (conflict[0].value, sheets.kind(both, conflict[0])) == (Count(12), Shows.SIGNIN)


def test_of_two_record_sheets_the_newest_is_held_against_the_word():
    old = finding(Field.HEADCOUNT, Count(12), source=Source.PICTURE, message="r1")
    new = finding(Field.HEADCOUNT, Count(20), source=Source.PICTURE, message="r2")

    assert draft().add([old, new], NOW).conflict(Field.HEADCOUNT) is None
    assert draft().add([new, old], NOW).conflict(Field.HEADCOUNT) is not None
