"""What can go wrong between us and the service.  The code is for logs, figures and staff.

LinkError
├── LinkLost       nothing reaches the service; what was asked did not go out
│   ├── LinkFrozen   it does not answer heartbeats
│   └── LinkWorn     groups are suspiciously quiet: a fresh connection may hear them
├── Unanswered     the frame went out and no answer came: nobody knows what happened
├── Declined       it answered that it will not; nothing happened
├── Displaced      another connection of the same bot has our place
├── Refused        bot id or secret is wrong; somebody must mend that
└── Unreadable     a picture that cannot be had: "too_large", "unavailable", "damaged", …
"""

from bot.channels.failures import LinkError, LinkFrozen, LinkLost, Unanswered

__all__ = [
    "Declined",
    "Displaced",
    "LinkError",
    "LinkFrozen",
    "LinkLost",
    "LinkWorn",
    "Refused",
    "Unanswered",
    "Unreadable",
]

PASSING = frozenset({-1, 45009})  # busy; too many calls: the same call may work later


class LinkWorn(LinkLost):
    """The connection looks healthy, and no group is heard since it was made."""

    code = "worn"


class Declined(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The service answered with a number that is not 0."""

    def __init__(self, number: int) -> None:
        super().__init__(f"errcode_{number}")
        self.passing = number in PASSING


class Displaced(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The service keeps one connection a bot, and the newest wins."""

    code = "second_connection"


class Refused(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The service does not take us."""

    code = "secret"


class Unreadable(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """A picture cannot be had.  again: another try may help."""

    def __init__(self, code: str, *, again: bool = False) -> None:
        super().__init__(code)
        self.again = again
