"""What an operator may get wrong is said in words."""

import pytest

from bot.channels.wecom import WecomSettings
from bot.errors import ConfigError


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"bot_id": ""}, "wants a bot id"),
        ({"secret": ""}, "wecom.secret_env"),
        ({"url": "https://wecom.example"}, "is not like 'wss://"),
        ({"url": "wss://"}, "is not like 'wss://"),
    ],
)
def test_what_cannot_be_is_refused(changed: dict[str, str], words: str):
    with pytest.raises(ConfigError, match=words):
        WecomSettings(**{"bot_id": "b", "secret": "s", **changed})  # type: ignore[arg-type]


def test_a_secret_is_never_shown():
    assert "hush" not in repr(WecomSettings("b", "hush"))
