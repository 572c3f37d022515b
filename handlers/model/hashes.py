"""Which pictures are one and the same, told by their perceptual hashes."""

from handlers.model.seen import Seen, Shows

LIKE = 10  # of 64 bits; so near are the same picture, sent again, cut or made brighter
LIKE_SHEET = 6  # the same for sheets, of which different ones come as close as 8


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
