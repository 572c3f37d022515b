"""Which pictures go with a bulletin: at most five, good, of many people, unlike each other (D2)."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.model.activity import Activity, Choice, Virtue
from handlers.model.draft import Draft
from handlers.model.finding import Field, Picture
from handlers.model.hashes import distance, same
from handlers.model.seen import Seen

MOST = 5  # the guideline's limit (D2)
UNKNOWN = 0.5  # the quality of a picture that nobody has looked at
FEW = 8  # people; more do not make a picture much better
WORSE = 0.4  # what a picture loses that is much like one chosen before it
FAR = 32  # of 64 bits; two pictures of different things


def scenes(draft: Draft) -> tuple[Picture, ...]:
    """What counts as its photos, as posted: no sheets, no posters, nothing unsafe."""
    found = (f.value for f in draft.of(Field.PHOTO))
    shown = {p.media: p for p in found if isinstance(p, Picture) and p.showable}
    return tuple(shown.values())


def fit(draft: Draft, *, looks: bool) -> tuple[Picture, ...]:
    """Of these, what may leave.  looks: pictures are looked at here.

    Then nothing goes at which neither a worker nor staff have looked: it may be a sheet with
    phone numbers, or nothing to be shown.
    """
    chosen = draft.chosen or ()
    return tuple(
        picture
        for picture in scenes(draft)
        if not looks or picture.shows or picture.media in chosen
    )


def still_fit(activity: Activity, draft: Draft, *, looks: bool) -> Activity:
    """The activity as it was filed, without pictures that may not leave as it is known now."""
    media = {picture.media for picture in fit(draft, looks=looks)}
    return replace(activity, best=tuple(c for c in activity.best if c.media in media))


def different(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """Of the same picture, sent again, only the first."""
    kept: list[Picture] = []
    for picture in pictures:
        if not any(_same(picture, one) for one in kept):
            kept.append(picture)
    return tuple(kept)


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


def go_along(draft: Draft, *, looks: bool) -> tuple[Choice, ...]:
    """Those that staff chose for this record, else the best.  looks: as for `fit`."""
    shown = fit(draft, looks=looks)
    if draft.chosen is None:
        return choose(shown)
    wanted = (picture for picture in shown if picture.media in draft.chosen)
    return tuple(Choice(p.media, _worth(p, ()), Virtue.CHOSEN) for p in wanted)


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
