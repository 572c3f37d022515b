"""Which bot of 企业微信 we are, and how patient with the service."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import ConfigError

MIB = 1024 * 1024
SERVICE = "wss://openws.work.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class Timings:
    """All in seconds.  first_pause, growth, longest_pause: between tries to connect.

    refused: between tries with a bot id or secret that was refused.
    polite, longest_polite: before we take our place back from another connection.
    beat: between two heartbeats, as the service advises; answer: it must come within.
    quiet: groups that say nothing for so long after a reconnection get a fresh one, once.
    fetch: of one try to get a picture, its address holds five minutes; retry: before another.
    gap: an outage that is longer is told.
    """

    first_pause: float = 0.3
    growth: float = 1.7
    longest_pause: float = 30
    refused: float = 600
    polite: float = 300
    longest_polite: float = 3600
    beat: float = 30
    answer: float = 10
    quiet: float = 1800
    fetch: float = 20
    retry: float = 1
    gap: float = 10


@dataclass(frozen=True, slots=True)
class WecomSettings:
    """One bot.  url: the service; an organisation that hosts 企业微信 itself has its own.

    name: as members call the bot in groups, so that “@name” is not taken for words.
    limit: bytes of one picture that are fetched.
    backlog: messages; beyond, the service waits outside and not in our memory.
    """

    bot_id: str
    secret: str = field(repr=False)
    name: str = ""
    url: str = SERVICE
    limit: int = 15 * MIB
    backlog: int = 10_000
    timings: Timings = field(default=Timings())

    def __post_init__(self) -> None:
        """Raises: ConfigError."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"ws", "wss"} or not parts.hostname:
            raise ConfigError(f"the address {self.url!r} is not like {SERVICE!r}")
        if not self.bot_id:
            raise ConfigError("wecom wants a bot id: it stands beside the secret")
        if not self.secret:
            raise ConfigError(
                "wecom wants a secret: put it into the variable that wecom.secret_env names"
            )

    @property
    def encrypted(self) -> bool:
        """Whether the wire is; then pictures come over an encrypted one alone."""
        return self.url.startswith("wss:")
