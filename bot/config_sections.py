"""Sections of the configuration that nothing but their own part of the bot reads."""

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class SenderSettings:
    """How gently the bot speaks (R8, R10).  breaker: so many sends within so long a room."""

    per_minute: int
    jitter: timedelta
    breaker: tuple[int, timedelta] | None


@dataclass(frozen=True, slots=True)
class LanguageModelSettings:
    """Which server may be asked about unsure messages, and how much a day.

    url: empty for none.  key_env: the variable that holds its key, empty for a server
    without one.  at_once: requests side by side.  replay: ask in a replay as well.
    """

    url: str
    model: str
    key_env: str
    timeout: timedelta
    per_day: int
    tokens_per_day: int
    at_once: int
    replay: bool


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """Which service says what voice messages say.

    url: empty for none.  key_env: as for the language model.  timeout: of one try.
    wait: so long records wait for a voice message.  largest_mb: more is not sent to it.
    per_day: so many requests.
    """

    url: str
    model: str
    key_env: str
    timeout: timedelta
    wait: timedelta
    largest_mb: int
    per_day: int


@dataclass(frozen=True, slots=True)
class RecogniseSettings:
    """Who looks at pictures.  enabled: as configured, or whether the packages are there.

    workers: processes side by side.  timeout: of one try at one picture.
    wait: so long records wait for a picture.  memory_mb: a worker that had more is replaced.
    """

    enabled: bool
    workers: int
    timeout: timedelta
    wait: timedelta
    memory_mb: int


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """at: when one is made each day, None for never.  keep: so many of them stay."""

    at: time | None
    keep: int


@dataclass(frozen=True, slots=True)
class AlarmSettings:
    """When staff hear of trouble by a second way (R18), and by which.

    after: an account is away; store_after: the store is.  silence: whether that is looked
    for.  console: its address as people reach it, empty for none.
    webhook: empty for none; webhook_env: the variable that may hold that address.
    webhook_format: "json" or "wecom".  mail_host: empty for none.
    mail_security: "starttls", "tls" or "none".  timeout: of one try.
    """

    after: timedelta
    store_after: timedelta
    silence: bool
    console: str
    webhook: str
    webhook_env: str
    webhook_format: str
    mail_host: str
    mail_port: int
    mail_security: str
    mail_user: str
    mail_password_env: str
    mail_from: str
    mail_to: tuple[str, ...]
    timeout: timedelta
