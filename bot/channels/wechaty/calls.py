"""How a call to the gateway ended, and what came over the wire, in words of ours."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gaierror

import orjson
from grpclib.const import Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError
from h2.exceptions import H2Error

from bot.channels.wechaty.failures import (
    Declined,
    LinkError,
    LinkLost,
    Occupied,
    Refused,
    Unanswered,
)
from bot.channels.wechaty.wire import Kind, WireEvent

_BROKEN = (OSError, StreamTerminatedError, ProtocolError, H2Error, AssertionError)
_STRANGERS = (Status.UNAUTHENTICATED, Status.PERMISSION_DENIED)
_WHO_KNOWS = (
    Status.CANCELLED,
    Status.DEADLINE_EXCEEDED,
    Status.UNAVAILABLE,
    Status.ABORTED,
)
_NEVER_LEFT = (ConnectionRefusedError, ConnectionAbortedError, gaierror, ssl.SSLError)
_CUT_OFF = (ssl.SSLEOFError, ssl.SSLZeroReturnError)
_EVENTS = {
    1: "heartbeat",
    2: "message",
    3: "dong",
    16: "error",
    17: "friendship",
    18: "room_invite",
    19: "room_join",
    20: "room_leave",
    21: "room_topic",
    22: "scan",
    23: "ready",
    24: "reset",
    25: "login",
    26: "logout",
    27: "dirty",
    28: "post",
}


@contextmanager
def answered() -> Iterator[None]:
    """One call.  Raises: LinkLost, Declined, Unanswered."""
    try:
        yield
    except GRPCError as error:
        raise (Unanswered if error.status in _WHO_KNOWS else Declined) from error
    except _NEVER_LEFT as error:
        raise LinkLost from error
    except _BROKEN as error:  # a deadline among them
        raise Unanswered from error


@contextmanager
def connected() -> Iterator[None]:
    """The stream of events and what belongs to it.  Raises: Refused, Occupied, LinkLost."""
    try:
        yield
    except GRPCError as error:
        raise _turned_away(error) from error
    except ssl.SSLError as error:
        raise _distrusted(error) from error
    except _BROKEN as error:
        raise LinkLost from error


def _turned_away(error: GRPCError) -> LinkError:
    if error.status in _STRANGERS:
        return Refused("token")
    if error.status is Status.ALREADY_EXISTS:
        return Occupied()
    return LinkLost("gateway")


def _distrusted(error: ssl.SSLError) -> LinkError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refused("certificate")
    return LinkLost() if isinstance(error, _CUT_OFF) else Refused("tls")


def event(number: int, payload: str) -> WireEvent:
    """Of any shape: what is no JSON object says nothing."""
    try:
        data = orjson.loads(payload or "{}")
    except orjson.JSONDecodeError:
        data = None
    name = _EVENTS.get(number, f"event_{number}")
    return WireEvent(name, data if isinstance(data, dict) else {})


def kind(number: int) -> Kind:
    """Unknown numbers are kept as messages nobody can read."""
    try:
        return Kind(number)
    except ValueError:
        return Kind.UNKNOWN
