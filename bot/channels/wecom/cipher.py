"""Pictures come encrypted, each with its own key."""

import base64
import binascii

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.channels.wecom.failures import Unreadable

BLOCK = 16  # of AES
PADDED = 32  # bytes: the service pads to these, not to the cipher's block
KEY = 32  # bytes
HEX_KEY = 64  # digits: some keys come so, the others in base64


def decrypt(data: bytes, key: str) -> bytes:
    """AES-256-CBC, whose first vector is the beginning of the key.  Raises: Unreadable."""
    secret = _secret(key)
    if not data or len(data) % BLOCK:
        raise Unreadable("damaged")
    decryptor = Cipher(algorithms.AES256(secret), modes.CBC(secret[:BLOCK])).decryptor()
    return _unpadded(decryptor.update(data) + decryptor.finalize())


def _unpadded(data: bytes) -> bytes:
    count = data[-1]
    if not 1 <= count <= min(PADDED, len(data)) or data[-count:] != bytes([count]) * count:
        raise Unreadable("damaged")
    return data[:-count]


def _secret(key: str) -> bytes:
    try:
        if len(key) == HEX_KEY:
            return bytes.fromhex(key)
        secret = base64.b64decode(key + "=" * (-len(key) % 4))
    except (ValueError, binascii.Error):
        raise Unreadable("key") from None
    if len(secret) != KEY:
        raise Unreadable("key")
    return secret
