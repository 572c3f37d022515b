"""A mail server on loopback: plain, with STARTTLS or TLS, with a password, or unwilling."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.peers.certificates import Certificate

USER, PASSWORD = "bot", "open sesame"


@dataclass
class PostOffice:
    """port: where it listens.  to: whom it takes mail for; others are refused."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    addressed: list[list[str]] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    refused: str = "nobody"
    answer: str = "250 taken"

    def let_in(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        mechanism: str,
        given: LoginPassword,
    ) -> AuthResult:
        fine = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        self.logins.append(fine)
        return AuthResult(success=fine, handled=fine)

    async def handle_RCPT(  # noqa: N802 -- named by aiosmtpd
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: object,
    ) -> str:
        if address.startswith(self.refused):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, policy=policy.default))
        self.addressed.append(list(envelope.rcpt_tos))
        return self.answer


@dataclass(frozen=True)
class Doors:
    """How one gets in.  locked: with a password.  starttls, tls: with this certificate."""

    locked: bool = False
    starttls: Certificate | None = None
    tls: Certificate | None = None


@asynccontextmanager
async def post_office(doors: Doors | None = None) -> AsyncIterator[PostOffice]:
    office, how = PostOffice(), doors or Doors()
    loop = asyncio.get_running_loop()

    def made() -> SMTP:
        return SMTP(
            office,
            loop=loop,
            hostname="localhost",
            tls_context=_context(how.starttls),
            authenticator=office.let_in,
            auth_required=how.locked and how.tls is None,
            auth_require_tls=how.tls is None,  # of TLS from the start it knows nothing
        )

    server = await loop.create_server(made, "127.0.0.1", 0, ssl=_context(how.tls))
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()


def _context(certified: Certificate | None) -> ssl.SSLContext | None:
    if certified is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified.certificate, certified.key)
    return context
