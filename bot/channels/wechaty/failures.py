"""What can go wrong between us and the gateway.  The code is for logs, figures and staff.

LinkError
├── LinkLost       nothing reaches the gateway, or its answer was cut off
│   ├── LinkEnded    it closed our stream in good order: it stops, or another took our place
│   └── LinkFrozen   it shows no sign of life
├── Unanswered     the call went out and no answer came: nobody knows what happened
├── Declined       it answered that it cannot; nothing happened
├── TooLarge       a picture or file above the limit
├── Occupied       another client holds the one event stream
└── Refused        the token or the certificate is wrong; somebody must mend that
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
    """Nothing reaches the gateway; what was asked did not go out."""

    code = "lost"


class LinkEnded(LinkLost):
    """The gateway closed our stream in good order."""

    code = "ended"


class LinkFrozen(LinkLost):
    """The gateway is there and does nothing."""

    code = "frozen"


class Unanswered(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The call went out, and its outcome is unknown."""

    code = "unanswered"


class Declined(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The gateway answered that it cannot."""

    code = "declined"


class TooLarge(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """More bytes than we take."""

    code = "too_large"


class Occupied(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """Another client holds the account; the gateway serves one."""

    code = "second_client"


class Refused(LinkError):  # noqa: N818 -- what happened, as the tree above names it
    """The gateway does not take us, or we do not take it: "token", "certificate", "tls"."""

    code = "token"
