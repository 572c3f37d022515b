"""The ways by which staff hear of trouble, other than the chats that may be broken."""

import os
from collections.abc import Sequence
from typing import Protocol

from bot.alarms.mail import Mail
from bot.alarms.notice import Notice
from bot.alarms.webhook import Webhook
from bot.config_sections import AlarmSettings


class Way(Protocol):
    """name: unique, and the same after a restart."""

    name: str

    async def send(self, notice: Notice) -> None:
        """One try.  Raises: NoticeFailedError when it may not have arrived."""
        ...


def ways(settings: AlarmSettings) -> Sequence[Way]:
    """Those that are configured; none of them is contacted yet."""
    found: list[Way] = []
    if address := webhook_of(settings):
        wecom = settings.webhook_format == "wecom"
        found.append(Webhook(address, settings.timeout, wecom=wecom))
    if settings.mail_host:
        password = os.environ.get(settings.mail_password_env, "")
        found.append(Mail(settings, password))
    return found


def missing(settings: AlarmSettings) -> str | None:
    """What keeps a configured way from working, in words; None when nothing does."""
    if not settings.mail_host:
        return None
    if not settings.mail_from or not settings.mail_to:
        empty = "alarms.mail_to" if settings.mail_from else "alarms.mail_from"
        return f"{empty} is empty; write an address, or empty alarms.mail_host"
    variable = settings.mail_password_env
    if settings.mail_user and not os.environ.get(variable):
        return (
            f"the environment variable {variable} (alarms.mail_password_env) is not set;"
            " put the password there, or empty alarms.mail_user"
        )
    return None


def webhook_of(settings: AlarmSettings) -> str:
    """The address, which may be a secret; the environment's wins.  Empty for none."""
    return os.environ.get(settings.webhook_env, "") or settings.webhook
