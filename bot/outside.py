"""Services outside that speak OpenAI's protocol: what they need, and how they fail."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from bot.errors import ErrandFailedError, PeibanError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

PACKAGE = "openai"
NO_KEY = "none"  # what a server that wants no key gets
BUSY, BROKEN = 429, 500  # HTTP


class Service(Protocol):
    """A section of config.yaml.  url: empty for none.  key_env: the variable with the key."""

    @property
    def url(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def key_env(self) -> str: ...
    @property
    def timeout(self) -> timedelta: ...


def missing(section: str, service: Service) -> str | None:
    """What keeps the configured service from working, in words; None when nothing does."""
    if not service.url:
        return None
    if not service.model:
        return f"{section}.model is empty; write the server's name of the model"
    if importlib.util.find_spec(PACKAGE) is None:
        extra = section.replace("_", "-")
        return (
            f"{section}.url is set and the package {PACKAGE} is missing;"
            f" run .venv/bin/pip install -e '.[{extra}]', or empty the url"
        )
    if service.key_env and not os.environ.get(service.key_env):
        return (
            f"the environment variable {service.key_env} ({section}.key_env) is not set;"
            f" put the server's key there, or empty {section}.key_env"
        )
    return None


def client(section: str, service: Service) -> "AsyncOpenAI":
    """To be closed by whoever asks for it.  Raises: PeibanError when something is missing."""
    if wrong := missing(section, service):
        raise PeibanError(wrong)
    from openai import AsyncOpenAI  # noqa: PLC0415  loaded only where it is used

    return AsyncOpenAI(
        api_key=os.environ[service.key_env] if service.key_env else NO_KEY,
        base_url=service.url,
        timeout=service.timeout.total_seconds(),
        max_retries=0,
    )


@contextmanager
def failures() -> Iterator[None]:
    """Raises: ErrandFailedError for whatever the service or the way to it does wrong."""
    from httpx2 import RequestError  # noqa: PLC0415  as above; openai's own client
    from openai import APIConnectionError, APIStatusError  # noqa: PLC0415

    try:
        yield
    except APIStatusError as error:
        again = error.status_code == BUSY or error.status_code >= BROKEN
        raise ErrandFailedError(f"status {error.status_code}", again=again) from None
    except (APIConnectionError, RequestError) as error:  # the latter while a body is read
        slow = "Timeout" in type(error).__name__
        reason = "timeout" if slow else "no connection"
        raise ErrandFailedError(reason, again=True) from None
