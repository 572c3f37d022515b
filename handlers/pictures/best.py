"""Which pictures go with a bulletin: at most five, good, of many people, unlike each other (D2)."""

from collections.abc import Sequence

from handlers.model.activity import Choice, Virtue
from handlers.model.draft import Draft
from handlers.model.finding import Field, Picture
from handlers.model.seen import Seen, Shows

MOST = 5  # the guideline's limit (D2)
LIKE = 10  # of 64 bits; so near are the same picture, sent again, cut or made brighter
LIKE_SHEET = 6  # the same for sheets, of which different ones come as close as 8
UNKNOWN = 0.5  # the quality of a picture that nobody has looked at
FEW = 8  # people; more do not make a picture much better
WORSE = 0.4  # what a picture loses that is much like one chosen before it
FAR = 32  # of 64 bits; two pictures of different things


def scenes(draft: Draft) -> tuple[Picture, ...]:
    """What may be shown of the activity, as posted: no sheets, no posters, nothing unsafe."""
    found = (f.value for f in draft.of(Field.PHOTO))
    shown = {p.media: p for p in found if isinstance(p, Picture) and p.showable}
    return tuple(shown.values())


def choose(pictures: Sequence[Picture], most: int = MOST) -> tuple[Choice, ...]:
    """The best, in the order in which they were posted; of the same picture the better one.

    Chosen one by one: what is like a picture chosen before counts for less.
    """
    chosen: list[Choice] = []
    taken: list[Picture] = []
    left = list(pictures)
    while left and len(taken) < most:
        best = max(left, key=lambda picture: _worth(picture, taken))
        chosen.append(Choice(best.media, _worth(best, taken), _virtue(best, taken)))
        taken.append(best)
        left = [p for p in left if p is not best and not _same(p, best)]
    order = [picture.media for picture in pictures]
    return tuple(sorted(chosen, key=lambda choice: order.index(choice.media)))


def go_along(draft: Draft) -> tuple[Choice, ...]:
    """Those that staff chose for this record, else the best."""
    shown = scenes(draft)
    if draft.chosen is None:
        return choose(shown)
    wanted = (picture for picture in shown if picture.media in draft.chosen)
    return tuple(Choice(p.media, _worth(p, ()), Virtue.CHOSEN) for p in wanted)


def same(one: Seen, other: Seen) -> bool:
    """Whether it is one picture, recompressed, resized or made brighter."""
    return near(one.phash, other.phash, one.shows) and near(
        one.phash, other.phash, other.shows
    )


def near(one: str, other: str, shows: Shows) -> bool:
    """The same of their hashes."""
    sheet = shows in (Shows.SIGNIN, Shows.RECORD)
    return distance(one, other) <= (LIKE_SHEET if sheet else LIKE)


def distance(one: str, other: str) -> int:
    """In how many bits two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _worth(picture: Picture, taken: Sequence[Picture]) -> float:
    people, quality = _people(picture.seen), _quality(picture.seen)
    return round(quality + people - WORSE * (1 - _difference(picture, taken)), 3)


def _virtue(picture: Picture, taken: Sequence[Picture]) -> Virtue:
    """What it has most of; POSTED where nothing is known of it."""
    if picture.seen is None:
        return Virtue.POSTED
    virtues = {
        Virtue.PEOPLE: _people(picture.seen),
        Virtue.QUALITY: _quality(picture.seen),
        Virtue.DIFFERENT: _difference(picture, taken) if taken else 0.0,
    }
    return max(virtues, key=lambda virtue: virtues[virtue])


def _people(seen: Seen | None) -> float:
    crowd = seen.crowd if seen else None
    return min(crowd.found, FEW) / FEW if crowd else 0.0


def _quality(seen: Seen | None) -> float:
    return seen.quality.score if seen else UNKNOWN


def _difference(picture: Picture, taken: Sequence[Picture]) -> float:
    """0: the same as one that was taken; 1: like none of them."""
    apart = [_apart(picture, other) for other in taken]
    return min([FAR, *apart]) / FAR


def _same(one: Picture, other: Picture) -> bool:
    return one.seen is not None and other.seen is not None and same(one.seen, other.seen)


def _apart(one: Picture, other: Picture) -> int:
    if one.seen is None or other.seen is None:
        return FAR
    return distance(one.seen.phash, other.seen.phash)
