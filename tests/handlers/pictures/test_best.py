"""The best five: good, of many people, unlike each other, and it is told why."""

from dataclasses import replace

from handlers.model.activity import Virtue
from handlers.model.finding import Picture
from handlers.model.hashes import distance, near, same
from handlers.model.seen import Crowd, Quality, Shows
from handlers.pictures.best import (
    MOST,
    choose,
    different,
    fit,
    go_along,
    scenes,
    still_fit,
)
from handlers.records import filing
from tests.handlers.made import SETTINGS, STATE, draft, photo
from tests.pictures import PLAIN, described

ONE, NEAR, FAR = "0" * 16, "0" * 15 + "7", "f" * 8 + "0" * 8


def picture(media: str, phash: str = ONE, score: float = 0.7, people: int = 0) -> Picture:
    quality = Quality(score, score, score)
    crowd = Crowd(people, people, people) if people else None
    return Picture(media, replace(PLAIN, phash=phash, quality=quality, crowd=crowd))


def test_only_scenes_that_may_be_seen_are_shown():
    shown = {
        "a": described("scene", ["5"]),
        "p": described("other", []),
        "s": described("signin", ["5"]),
        "u": described("unsafe", []),
        "?": None,
    }
    found = [replace(photo(m), value=Picture(m, seen)) for m, seen in shown.items()]

    assert [p.media for p in scenes(draft().add(found, draft().touched_at))] == ["a", "?"]


def test_where_pictures_are_looked_at_nothing_leaves_that_nobody_has_looked_at():
    found = [
        replace(photo(m), value=one)
        for m, one in (("a", picture("a")), ("?", Picture("?")))
    ]
    made = draft().add(found, draft().touched_at)

    assert [p.media for p in fit(made, looks=True)] == ["a"]
    assert [p.media for p in fit(made, looks=False)] == ["a", "?"]
    assert [c.media for c in go_along(made, looks=True)] == ["a"]


def test_what_was_filed_before_it_was_known_to_be_a_sheet_does_not_leave_any_more():
    made = draft().add([photo("a"), photo("s")], draft().touched_at)
    activity = filing.record(STATE, made, SETTINGS)
    known = {"a": picture("a"), "s": Picture("s", described("signin", ["5"]))}
    told = replace(
        made,
        findings=tuple(
            replace(f, value=known[f.value.media]) if isinstance(f.value, Picture) else f
            for f in made.findings
        ),
    )

    assert [c.media for c in activity.best] == ["a", "s"]
    assert [c.media for c in still_fit(activity, told, looks=False).best] == ["a"]
    assert still_fit(activity, made, looks=True).best == ()


def test_the_same_picture_sent_again_is_no_other():
    again = [
        picture("a"),
        picture("b", NEAR),
        picture("c", FAR),
        Picture("?"),
        Picture("!"),
    ]

    assert [p.media for p in different(again)] == ["a", "c", "?", "!"]


def test_of_the_same_picture_the_better_one_is_taken():
    chosen = choose([picture("dark", score=0.2), picture("good", NEAR, 0.9)])

    assert [c.media for c in chosen] == ["good"]
    assert chosen[0].virtue is Virtue.QUALITY


def test_many_people_speak_for_a_picture():
    chosen = choose([picture("few", ONE, 0.7, 1), picture("many", FAR, 0.7, 20)], most=1)

    assert [(c.media, c.virtue) for c in chosen] == [("many", Virtue.PEOPLE)]


def test_a_different_one_is_better_than_one_more_of_the_same():
    like = "0" * 12 + "0fff"  # twelve bits off: another picture of the same thing
    chosen = choose(
        [picture("a", ONE, 0.8), picture("b", like, 0.75), picture("c", FAR, 0.65)], most=2
    )

    assert [c.media for c in chosen] == ["a", "c"]
    assert chosen[1].virtue is Virtue.DIFFERENT


def test_they_keep_their_order_and_are_at_most_five():
    hashes = [f"{2 ** (12 * n) - 1:016x}" for n in range(6)]
    many = [picture(str(n), f, 0.5 + n / 20) for n, f in enumerate(hashes)]

    chosen = [c.media for c in choose(many)]

    assert len(chosen) == MOST
    assert chosen == sorted(chosen)


def test_pictures_nobody_looked_at_are_taken_as_they_came():
    chosen = choose([Picture(m) for m in "abcdefg"])

    assert [c.media for c in chosen] == list("abcde")
    assert {c.virtue for c in chosen} == {Virtue.POSTED}


def test_distance_counts_bits():
    assert distance(ONE, NEAR) == 3
    assert distance(ONE, ONE) == 0


def test_different_sheets_come_closer_than_different_scenes():
    eight = "0" * 14 + "ff"

    assert near(ONE, eight, Shows.SCENE)
    assert not near(ONE, eight, Shows.SIGNIN)
    sheet, scene = described("signin", ["5"]), described("scene", ["5"])
    assert not same(replace(sheet, phash=eight), scene)
    assert not same(scene, replace(sheet, phash=eight))
