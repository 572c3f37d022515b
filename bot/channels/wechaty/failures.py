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

from bot.channels.failures import LinkError, LinkFrozen, LinkLost, Unanswered

__all__ = [
    "Declined",
    "LinkEnded",
    "LinkError",
    "LinkFrozen",
    "LinkLost",
    "Occupied",
    "Refused",
    "TooLarge",
    "Unanswered",
]


class LinkEnded(LinkLost):
    """The gateway closed our stream in good order."""

    code = "ended"


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
