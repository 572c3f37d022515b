"""The section `alarms` of config.yaml: a wrong value is named with what is allowed."""

from datetime import timedelta

import pytest

from bot.config import load
from bot.config_alarms import ALARM_KEYS
from bot.errors import ConfigError


def test_without_a_word_alarms_go_nowhere():
    settings = load(None, {}).alarms
    assert (settings.webhook, settings.mail_host, settings.mail_to) == ("", "", ())
    assert (settings.after, settings.store_after) == (
        timedelta(minutes=4),
        timedelta(minutes=2),
    )


def test_what_is_written_is_read():
    given = {
        "alarms.webhook": "https://hook.example/send?key=1",
        "alarms.webhook_format": "wecom",
        "alarms.mail_host": " smtp.office.example ",
        "alarms.mail_port": 465,
        "alarms.mail_security": "tls",
        "alarms.mail_to": ["a@office.example", "b@office.example"],
        "alarms.console": "https://office.example/console/",
    }
    settings = load(None, given).alarms
    assert settings.webhook == given["alarms.webhook"]
    assert settings.mail_host == "smtp.office.example"
    assert settings.mail_to == ("a@office.example", "b@office.example")
    assert settings.console == "https://office.example/console"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("alarms.after", "soon"),
        ("alarms.silence", "perhaps"),
        ("alarms.webhook", "hook.example"),
        ("alarms.webhook_env", "https://hook.example"),
        ("alarms.webhook_format", "xml"),
        ("alarms.mail_host", "smtp.example and more"),
        ("alarms.mail_port", 0),
        ("alarms.mail_security", "ssl"),
        ("alarms.mail_from", "bot"),
        ("alarms.mail_from", "bot@office.example\nBcc: all@office.example"),
        ("alarms.mail_to", "a@office.example"),
        ("alarms.mail_to", ["a@office.example", ""]),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(key: str, value: object):
    with pytest.raises(ConfigError) as raised:
        load(None, {key: value})
    assert key in str(raised.value)
    assert ALARM_KEYS[key].allowed in str(raised.value)
