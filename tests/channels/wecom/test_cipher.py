"""Pictures are decrypted, or refused."""

import base64
import secrets

import pytest

from bot.channels.wecom.cipher import decrypt
from bot.channels.wecom.failures import Unreadable
from tests.peers.wecom import encrypted

KEY = secrets.token_bytes(32)
SHOWN = base64.b64encode(KEY).decode()


@pytest.mark.parametrize("size", [0, 1, 15, 16, 31, 32, 33, 100_000])
@pytest.mark.parametrize("key", [SHOWN, SHOWN.rstrip("="), KEY.hex()])
def test_what_was_encrypted_is_read(size: int, key: str):
    data = secrets.token_bytes(size)
    assert decrypt(encrypted(data, KEY), key) == data


@pytest.mark.parametrize("pad", [0, 20, 33, 255])
def test_wrong_padding_is_refused(pad: int):
    with pytest.raises(Unreadable, match="damaged"):
        decrypt(encrypted(b"x" * 20, KEY, pad), SHOWN)


@pytest.mark.parametrize("size", [0, 5, 17])
def test_what_is_no_whole_block_is_refused(size: int):
    with pytest.raises(Unreadable, match="damaged"):
        decrypt(bytes(size), SHOWN)


@pytest.mark.parametrize(
    "key", ["", "short", "字", "z" * 64, base64.b64encode(bytes(16)).decode()]
)
def test_what_is_no_key_is_refused(key: str):
    with pytest.raises(Unreadable, match="key"):
        decrypt(bytes(32), key)
