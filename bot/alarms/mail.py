"""A mail, by the operator's own server."""

import asyncio
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from bot import clock
from bot.alarms.notice import Notice
from bot.config_sections import AlarmSettings
from bot.errors import NoticeFailedError


class Mail:
    """The server's certificate must be good, unless alarms.mail_security is none."""

    name = "mail"

    def __init__(self, settings: AlarmSettings, password: str) -> None:
        self._settings = settings
        self._password = password

    async def send(self, notice: Notice) -> None:
        """One try, to all addresses.  Raises: NoticeFailedError unless one was taken."""
        from aiosmtplib import SMTPException  # noqa: PLC0415  only where mail is on
        from aiosmtplib.errors import SMTPResponseException  # noqa: PLC0415

        try:
            async with asyncio.timeout(self._settings.timeout.total_seconds()):
                await self._send(self._message(notice))
        except TimeoutError:
            raise NoticeFailedError("no answer in time") from None
        except SMTPResponseException as error:
            raise NoticeFailedError(f"status {error.code}") from None
        except (SMTPException, OSError, ValueError) as error:
            raise NoticeFailedError(f"no delivery ({type(error).__name__})") from None

    async def _send(self, message: bytes) -> None:
        import aiosmtplib  # noqa: PLC0415  only where mail is on

        settings = self._settings
        await aiosmtplib.send(
            message,
            sender=settings.mail_from,
            recipients=list(settings.mail_to),
            hostname=settings.mail_host,
            port=settings.mail_port,
            username=settings.mail_user or None,
            password=self._password if settings.mail_user else None,
            timeout=settings.timeout.total_seconds(),
            use_tls=settings.mail_security == "tls",
            start_tls=settings.mail_security == "starttls",
        )

    def _message(self, notice: Notice) -> bytes:
        message = EmailMessage()
        message["Subject"] = notice.title
        message["From"] = self._settings.mail_from
        message["To"] = ", ".join(self._settings.mail_to)
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = make_msgid(
            domain=self._settings.mail_from.partition("@")[2]
        )
        message["Auto-Submitted"] = "auto-generated"  # nobody's holiday notice answers it
        message.set_content(notice.text)
        return message.as_bytes(policy=SMTP)
