"""Where the gateway is, and how patient we are with it."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import ConfigError

LAST_PORT = 65535
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Timings:
    """All in seconds.  first_pause, growth, longest_pause: between tries to connect.

    refused: between tries with a token or certificate that was refused.
    polite, longest_polite: between tries while another client has our place.
    quiet: without a sign of life for so long the gateway is asked; dong: it must answer within.
    deadline: of one call; transfer: of one picture or file.
    patience: how long what was announced waits for a link that is down.
    gap: an outage that is longer is told.
    again: from one list of all rooms to the next that is to say the same.
    """

    first_pause: float = 0.3
    growth: float = 1.7
    longest_pause: float = 10
    refused: float = 600
    polite: float = 10
    longest_polite: float = 600
    quiet: float = 15
    dong: float = 5
    greeting: float = 5
    deadline: float = 20
    transfer: float = 90
    patience: float = 60
    retry: float = 0.3
    gap: float = 0.5
    again: float = 300


@dataclass(frozen=True, slots=True)
class WechatySettings:
    """One account behind one gateway.  endpoint: "host:port".

    ca_file: who vouches for the gateway; None for the certificate that wechaty brings along.
    tls_name: whom the certificate names; None for "insecure" (wechaty's own) or the host.
    names: what people may call the bot besides the account's own name.
    limit: bytes of one picture or file that are fetched.
    """

    endpoint: str
    token: str = field(repr=False)
    account: str = "wechaty"
    tls: bool = True
    ca_file: Path | None = None
    tls_name: str | None = None
    names: tuple[str, ...] = ()
    limit: int = 15 * MIB
    timings: Timings = field(default=Timings())

    def __post_init__(self) -> None:
        """Raises: ConfigError."""
        host, _, port = self.endpoint.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
            raise ConfigError(
                f"the gateway's endpoint {self.endpoint!r} is not like 'gateway.example:8788'"
            )
        if not self.token:
            raise ConfigError(
                "the gateway wants a token: put it into the variable that"
                " wechaty.token_env names"
            )
        if self.ca_file is not None and not self.ca_file.is_file():
            raise ConfigError(f"there is no certificate file {str(self.ca_file)!r}")

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        host, _, port = self.endpoint.rpartition(":")
        return host.strip("[]"), int(port)
