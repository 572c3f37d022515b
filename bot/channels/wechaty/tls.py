"""Who vouches for the gateway."""

import ssl
from pathlib import Path

from bot.channels.wechaty.settings import WechatySettings

# The certificate that wechaty's gateways bring along (its project, Apache-2.0, to 2031-08).
# Its key is public too: it hides what is sent from onlookers, and proves nobody's identity.
WECHATY_CA = Path(__file__).with_name("wechaty-ca.pem")
WECHATY_NAME = "insecure"


def context_of(settings: WechatySettings) -> ssl.SSLContext | None:
    """None without TLS.  Raises: ssl.SSLError for a file that is no certificate."""
    if not settings.tls:
        return None
    context = ssl.create_default_context(cafile=str(settings.ca_file or WECHATY_CA))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["h2"])
    return context


def name_of(settings: WechatySettings) -> str | None:
    """Whom the certificate must name; None for the host that is called."""
    if not settings.tls:
        return None
    return settings.tls_name or (None if settings.ca_file else WECHATY_NAME)
