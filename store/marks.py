"""What stands before the ids of a channel whose own may be those of another channel, too.

Here, because whoever erases `wang` must know that `wecom:wang` is somebody else.
"""

from collections.abc import Collection

OF_WECOM = "wecom:"
EVERY = (OF_WECOM,)


def bare(ids: Collection[str]) -> frozenset[str]:
    """As the services themselves write them; without those that are nowhere marked."""
    marked = ((one, mark) for one in ids for mark in EVERY if one.startswith(mark))
    return frozenset(one.removeprefix(mark) for one, mark in marked)
