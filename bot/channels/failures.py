"""What can go wrong between us and whoever has an account of ours.

The words are short constant codes, for logs, figures and staff.  Each channel adds its own.

LinkError
├── LinkLost       nothing reaches the other side; what was asked did not go out
│   └── LinkFrozen   it is there and does nothing
└── Unanswered     it went out and no answer came: nobody knows what happened
"""

from typing import ClassVar


class LinkError(Exception):
    """The words are a short constant code, nobody's text."""

    code: ClassVar[str] = "link"

    def __init__(self, code: str | None = None) -> None:
        super().__init__(code or self.code)

    def __str__(self) -> str:
        return str(self.args[0])


class LinkLost(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """Nothing reaches the other side; what was asked did not go out."""

    code = "lost"


class LinkFrozen(LinkLost):
    """The other side is there and does nothing."""

    code = "frozen"


class Unanswered(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """It went out, and its outcome is unknown."""

    code = "unanswered"
