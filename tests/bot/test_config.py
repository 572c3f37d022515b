"""config.yaml, checked at the start: what is wrong is said by name."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import config
from bot.config_keys import KEYS
from bot.config_yaml import parse
from bot.errors import ConfigError
from bot.recognise import packages
from handlers.model.finding import Field

REPOSITORY = Path(__file__).parents[2]


def load(text: str, tmp_path: Path, **overrides: object) -> config.Config:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return config.load(path, overrides)


def test_without_a_file_the_defaults_of_the_rules_hold():
    loaded = config.load(None, {})

    assert loaded.settings.coach.settle == timedelta(minutes=3)
    assert loaded.settings.coach.quiet_hours == (time(21), time(8))
    assert loaded.settings.coach.again_after is None
    assert loaded.settings.zone == ZoneInfo("Asia/Shanghai")
    assert loaded.sender.breaker == (10, timedelta(minutes=5))


def test_the_file_that_comes_along_says_the_defaults_and_every_key():
    shipped = REPOSITORY / "config.yaml"

    assert config.load(shipped, {}) == config.load(None, {})
    assert {name for name, _ in config._flat(*_tree(shipped))} == set(KEYS)


def _tree(path: Path) -> tuple[dict[object, object], str]:
    tree = parse(path.read_text(encoding="utf-8"), "config.yaml")
    assert isinstance(tree, dict)
    return tree, ""


def test_an_override_wins_over_the_file(tmp_path: Path):
    loaded = load("coach: {settle: 20s, max_asks: 5}", tmp_path, **{"coach.settle": "7s"})

    assert loaded.settings.coach.settle == timedelta(seconds=7)
    assert loaded.settings.coach.max_asks == 5


def test_an_empty_file_changes_nothing(tmp_path: Path):
    assert load("", tmp_path) == config.load(None, {})


def test_a_setting_may_name_quiet_hours_shortly():
    assert config.load(None, {"quiet_hours": []}).settings.coach.quiet_hours is None


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("coach.quiet_hours", ["22:30", "06:00"], (time(22, 30), time(6))),
        ("coach.quiet_hours", [1260, 480], (time(21), time(8))),
        ("coach.quiet_hours", None, None),
        ("coach.again_after", "90m", timedelta(minutes=90)),
        ("coach.again_after", "next_day", None),
        ("coach.required", ["place", "photo"], (Field.PLACE, Field.PHOTO)),
        ("coach.max_asks", "3", 3),
        ("coach.max_asks", 0, 0),
        ("coach.thanks", "no", False),
        ("coach.thanks", True, True),
        ("coach.hand_over_after", "1.5h", timedelta(minutes=90)),
    ],
)
def test_values_are_read_as_people_write_them(key: str, value: object, read: object):
    coach = config.load(None, {key: value}).settings.coach

    assert getattr(coach, key.removeprefix("coach.")) == read


def test_a_language_model_is_off_until_it_has_an_address():
    off = config.load(None, {})
    url = {
        "language_model.url": "https://model.example.org/v1/",
        "language_model.key_env": "",
    }
    on = config.load(None, url)

    assert not off.settings.language_model
    assert off.language_model.key_env == "PEIBAN_MODEL_KEY"
    assert on.settings.language_model
    assert on.language_model.url == "https://model.example.org/v1"
    assert on.language_model.key_env == ""


def test_voice_messages_are_read_once_a_service_has_an_address():
    off = config.load(None, {})
    on = config.load(
        None, {"speech.url": "https://ear.example.org/v1", "speech.wait": "2m"}
    )

    assert off.settings.speech is None
    assert on.settings.speech == timedelta(minutes=2)
    assert (on.speech.key_env, on.speech.largest_mb) == ("PEIBAN_SPEECH_KEY", 10)


@pytest.mark.parametrize(
    ("needed", "enabled", "on"),
    [
        ("json", "auto", True),
        ("not_there", "auto", False),
        ("json", "off", False),
        ("json", False, False),
        ("not_there", True, True),
    ],
)
def test_pictures_are_looked_at_where_the_packages_are(
    needed: str, enabled: object, on: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(packages, "NEEDED", (needed,))

    loaded = config.load(None, {"recognise.enabled": enabled, "recognise.wait": "1m"})

    assert loaded.recognise.enabled is on
    assert loaded.settings.sight == (timedelta(minutes=1) if on else None)


def test_the_breaker_can_be_set_and_switched_off():
    assert config.load(None, {"sender.breaker": "3/10s"}).sender.breaker == (
        3,
        timedelta(seconds=10),
    )
    for off in ("off", False):
        assert config.load(None, {"sender.breaker": off}).sender.breaker is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("coach.settle", "soon"),
        ("coach.settle", "3 minutes"),
        ("coach.max_asks", -1),
        ("coach.max_asks", 11),
        ("coach.max_asks", True),
        ("coach.max_asks", 1.5),
        ("coach.max_asks", "many"),
        ("coach.thanks", "maybe"),
        ("recognise.enabled", "perhaps"),
        ("recognise.workers", 0),
        ("recognise.timeout", "long"),
        ("coach.required", []),
        ("coach.required", "time"),
        ("coach.required", ["time", "weather"]),
        ("coach.quiet_hours", ["21:00"]),
        ("coach.quiet_hours", ["21:00", "21:00"]),
        ("coach.quiet_hours", ["21:00", "26:00"]),
        ("coach.quiet_hours", "21-8"),
        ("staff.hours", []),
        ("staff.hours", ["18:00", "09:00"]),
        ("staff.remind_after", "2h"),
        ("staff.remind_after", ["2h", "32d"]),
        ("staff.order", "s1"),
        ("staff.order", [7]),
        ("coach.again_after", "tomorrow"),
        ("intake.confidence", 1.1),
        ("intake.confidence", "half"),
        ("intake.photos_open", 0),
        ("bot.name", "  "),
        ("bot.name", 7),
        ("bot.timezone", "Mars/Olympus"),
        ("sender.per_minute", 0),
        ("sender.breaker", "0/5m"),
        ("sender.breaker", "10"),
        ("pipeline.batch", 0),
        ("language_model.url", "model.example.org/v1"),
        ("language_model.url", "https://"),
        ("language_model.url", 7),
        ("language_model.key_env", "sk-a-key-by-mistake"),
        ("language_model.timeout", "soon"),
        ("language_model.per_day", -1),
        ("language_model.at_once", 0),
        ("language_model.replay", "perhaps"),
        ("speech.url", "ear.example.org/v1"),
        ("speech.largest_mb", 0),
        ("coach.required", ["time", "voice"]),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(key: str, value: object):
    with pytest.raises(ConfigError) as raised:
        config.load(None, {key: value})

    said = str(raised.value)
    assert key in said
    assert repr(value) in said
    assert KEYS[key].allowed in said


def test_an_unknown_key_is_named_with_the_one_that_was_meant(tmp_path: Path):
    with pytest.raises(ConfigError, match=r"config\.yaml: coach\.setle .* coach\.settle\?"):
        load("coach: {setle: 3m}", tmp_path)
    with pytest.raises(ConfigError, match=r"weather .* known keys: bot\.name"):
        load("weather: sunny", tmp_path)


@pytest.mark.parametrize("text", ["- a\n- b", "just words", "7"])
def test_a_file_without_sections_is_refused(text: str, tmp_path: Path):
    with pytest.raises(ConfigError, match="must hold sections"):
        load(text, tmp_path)


def test_a_file_that_is_not_yaml_or_not_there_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match="is not YAML"):
        load("coach: [", tmp_path)
    with pytest.raises(ConfigError, match=r"none\.yaml cannot be read"):
        config.load(tmp_path / "none.yaml", {})
    (tmp_path / "latin").write_bytes("coach: é".encode("latin-1"))
    with pytest.raises(ConfigError, match="latin cannot be read"):
        config.load(tmp_path / "latin", {})


def test_a_wrong_value_says_where_it_stands(tmp_path: Path):
    wrong = {"coach.settle": "bald"}
    with pytest.raises(ConfigError, match=r"^config\.yaml: coach\.settle"):
        load("coach: {settle: bald}", tmp_path)
    with pytest.raises(ConfigError, match=r"^--set: coach\.settle"):
        load("bot: {name: 小陪}", tmp_path, **wrong)
    with pytest.raises(ConfigError, match=r"^settings\.yaml: coach\.settle"):
        config.load(None, wrong, wrong)
    with pytest.raises(ConfigError, match=r"^config: coach\.settle"):  # a replayed chat's
        config.load(None, wrong, own=wrong)


def test_overrides_are_written_key_equals_value():
    given = ["coach.settle=20s", " coach.quiet_hours=[]", "bot.name=小陪=伴"]

    assert config.parse_overrides(given) == {
        "coach.settle": "20s",
        "coach.quiet_hours": [],
        "bot.name": "小陪=伴",
    }
    with pytest.raises(ConfigError, match="write KEY=VALUE"):
        config.parse_overrides(["coach.settle"])
    with pytest.raises(ConfigError, match="is not YAML"):
        config.parse_overrides(["coach.required=["])


def test_a_position_is_kept_only_when_it_is_switched_on():
    assert not config.load(None, {}).keep_position
    assert config.load(None, {"media.keep_position": True}).keep_position
