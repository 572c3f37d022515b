"""config.yaml, checked at the start: an unknown key or a wrong value is said by name."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.config_channels import WechatyOptions, WecomOptions
from bot.config_kept import FILE, Origin, Where
from bot.config_keys import KEYS
from bot.config_sections import (
    AlarmSettings,
    BackupSettings,
    LanguageModelSettings,
    RecogniseSettings,
    SenderSettings,
    SpeechSettings,
)
from bot.config_yaml import parse
from bot.errors import ConfigError
from bot.knowledge import packages as knowledge_packages
from bot.printing import packages as printing_packages
from bot.recognise import packages
from handlers.model.settings import (
    CoachSettings,
    IntakeSettings,
    PrivacySettings,
    QuestionSettings,
    RoomSettings,
    Settings,
    StaffSettings,
)

SET = "--set"
SHORT = {"quiet_hours": "coach.quiet_hours"}  # contracts.md: a setting may say it shortly


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set, read and checked.  origins: each key as it was written."""

    bot_name: str
    zone: ZoneInfo
    store_url: str
    web_token: str
    batch: int
    lease: timedelta
    settings: Settings
    sender: SenderSettings
    language_model: LanguageModelSettings
    speech: SpeechSettings
    recognise: RecogniseSettings
    prints: bool  # bulletins as pictures too
    sentence_model: bool  # the knowledge is searched by sense as well
    keep_position: bool  # pictures keep where they were taken, in the store
    behind_proxy: bool  # X-Forwarded-… are a proxy's of the operator
    backup: BackupSettings
    alarms: AlarmSettings
    wechaty: WechatyOptions
    wecom: WecomOptions
    origins: Mapping[str, Origin] = field(compare=False)


def load(
    path: Path | None,
    overrides: Mapping[str, object],
    console: Collection[str] = (),
    own: Collection[str] = (),
) -> Config:
    """path: a YAML file, None for defaults.  overrides: dotted key to value, they win.

    console: which of these were set there.  own: which the input itself says; all others
    come from --set.
    Raises: ConfigError naming where it stands, the key, the value and what is allowed.
    """
    written = {name: Origin(key.default, Where.DEFAULT) for name, key in KEYS.items()}
    from_file = _from_file(path) if path else {}
    written |= {name: Origin(value, Where.FILE) for name, value in from_file.items()}
    file = path.name if path else "config"
    places = dict.fromkeys(written, file)
    for name, value in overrides.items():
        key, kept = SHORT.get(name, name), name in console
        written[key] = Origin(value, Where.CONSOLE if kept else Where.COMMAND)
        places[key] = FILE if kept else file if name in own else SET
    values = {name: _read(name, one, places[name]) for name, one in written.items()}
    return _config(values, written)


def parse_overrides(pairs: Sequence[str]) -> dict[str, object]:
    """`KEY=VALUE` of --set, the value read as YAML.  Raises: ConfigError."""
    overrides: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ConfigError(f"--set {pair}: write KEY=VALUE, such as coach.settle=20s")
        overrides[name.strip()] = parse(value, f"{SET} {name}")
    return overrides


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error}); name another with --config"
        ) from error
    tree = parse(text, str(path)) or {}
    if not isinstance(tree, dict):
        raise ConfigError(
            f"{path} must hold sections such as `coach:` with keys below them"
        )
    return dict(_flat(tree, ""))


def _flat(tree: Mapping[object, object], prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _read(name: str, origin: Origin, where: str) -> object:
    value, key = origin.value, KEYS.get(name)
    if key is None:
        near = get_close_matches(name, KEYS, 1)
        hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(KEYS)}"
        raise ConfigError(f"{where}: {name} (= {value!r}) is not a known key; {hint}")
    try:
        return key.read(value)
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise ConfigError(
            f"{where}: {name} is {value!r}, allowed is {key.allowed}"
        ) from error


def _config(values: Mapping[str, Any], origins: Mapping[str, Origin]) -> Config:
    """values: by dotted key, each as its reader in KEYS returned it; hence Any."""
    recognise = _recognise(values)
    return Config(
        bot_name=values["bot.name"],
        zone=values["bot.timezone"],
        store_url=values["store.url"],
        web_token=values["web.token"],
        batch=values["pipeline.batch"],
        lease=values["pipeline.lease"],
        settings=_settings(values, recognise),
        sender=SenderSettings(**_section(values, "sender")),
        language_model=LanguageModelSettings(**_section(values, "language_model")),
        speech=SpeechSettings(**_section(values, "speech")),
        recognise=recognise,
        prints=_or_where(values["bulletin.picture"], printing_packages.missing()),
        sentence_model=_or_where(
            values[knowledge_packages.KEY], knowledge_packages.missing()
        ),
        keep_position=values["media.keep_position"],
        behind_proxy=values["web.behind_proxy"],
        backup=BackupSettings(**_section(values, "backup")),
        alarms=AlarmSettings(**_section(values, "alarms")),
        wechaty=WechatyOptions(**_section(values, "wechaty")),
        wecom=WecomOptions(**_section(values, "wecom")),
        origins=origins,
    )


def _settings(values: Mapping[str, Any], recognise: RecogniseSettings) -> Settings:
    """What handlers may depend on."""
    return Settings(
        CoachSettings(**_section(values, "coach")),
        IntakeSettings(**_section(values, "intake")),
        RoomSettings(**_section(values, "room")),
        values["bot.timezone"],
        language_model=bool(values["language_model.url"]),
        speech=values["speech.wait"] if values["speech.url"] else None,
        sight=recognise.wait if recognise.enabled else None,
        staff=StaffSettings(**_section(values, "staff")),
        questions=QuestionSettings(**_section(values, "questions")),
        privacy=PrivacySettings(**_section(values, "privacy")),
        bot_name=values["bot.name"],
    )


def _recognise(values: Mapping[str, Any]) -> RecogniseSettings:
    """Left to itself it is on where its packages are."""
    given = _section(values, "recognise")
    if given["enabled"] is None:
        given["enabled"] = not packages.missing()
    return RecogniseSettings(**given)


def _or_where(given: bool | None, missing: Collection[str]) -> bool:  # noqa: FBT001
    """Left to itself (None) it is on where its packages are."""
    return not missing if given is None else given


def _section(values: Mapping[str, Any], part: str) -> dict[str, Any]:
    names = [name for name in values if name.startswith(f"{part}.")]
    return {name.partition(".")[2]: values[name] for name in names}
