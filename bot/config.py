"""config.yaml, checked at the start: an unknown key or a wrong value is said by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bot.config_keys import KEYS
from bot.errors import ConfigError
from bot.printing import packages as printing_packages
from bot.recognise import packages
from handlers.model.settings import CoachSettings, IntakeSettings, RoomSettings, Settings

SHORT = {"quiet_hours": "coach.quiet_hours"}  # contracts.md: a setting may say it shortly


@dataclass(frozen=True, slots=True)
class SenderSettings:
    """How gently the bot speaks (R8, R10).  breaker: so many sends within so long a room."""

    per_minute: int
    jitter: timedelta
    breaker: tuple[int, timedelta] | None


@dataclass(frozen=True, slots=True)
class LanguageModelSettings:
    """Which server may be asked about unsure messages, and how much a day.

    url: empty for none.  key_env: the variable that holds its key, empty for a server
    without one.  at_once: requests side by side.  replay: ask in a replay as well.
    """

    url: str
    model: str
    key_env: str
    timeout: timedelta
    per_day: int
    tokens_per_day: int
    at_once: int
    replay: bool


@dataclass(frozen=True, slots=True)
class SpeechSettings:
    """Which service says what voice messages say.

    url: empty for none.  key_env: as for the language model.  timeout: of one try.
    wait: so long records wait for a voice message.  largest_mb: more is not sent to it.
    per_day: so many requests.
    """

    url: str
    model: str
    key_env: str
    timeout: timedelta
    wait: timedelta
    largest_mb: int
    per_day: int


@dataclass(frozen=True, slots=True)
class RecogniseSettings:
    """Who looks at pictures.  enabled: as configured, or whether the packages are there.

    workers: processes side by side.  timeout: of one try at one picture.
    wait: so long records wait for a picture.  memory_mb: a worker that had more is replaced.
    """

    enabled: bool
    workers: int
    timeout: timedelta
    wait: timedelta
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set, read and checked."""

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
    keep_position: bool  # pictures keep where they were taken, in the store


def load(path: Path | None, overrides: Mapping[str, object]) -> Config:
    """path: a YAML file, None for defaults.  overrides: dotted key to value, they win.

    Raises: ConfigError naming the key, the value and what is allowed.
    """
    values = {name: key.default for name, key in KEYS.items()}
    values |= _from_file(path) if path else {}
    values |= {SHORT.get(name, name): value for name, value in overrides.items()}
    return _config({name: _read(name, value, path) for name, value in values.items()})


def parse_overrides(pairs: Sequence[str]) -> dict[str, object]:
    """`KEY=VALUE` of --set, the value read as YAML.  Raises: ConfigError."""
    overrides: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ConfigError(f"--set {pair}: write KEY=VALUE, such as coach.settle=20s")
        overrides[name.strip()] = _yaml(value, f"--set {name}")
    return overrides


def _from_file(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error}); name another with --config"
        ) from error
    tree = _yaml(text, str(path)) or {}
    if not isinstance(tree, dict):
        raise ConfigError(
            f"{path} must hold sections such as `coach:` with keys below them"
        )
    return dict(_flat(tree, ""))


def _yaml(text: str, where: str) -> object:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"{where} is not YAML: {error}") from error


def _flat(tree: Mapping[object, object], prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _read(name: str, value: object, path: Path | None) -> object:
    where = path.name if path else "config"
    key = KEYS.get(name)
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


def _config(values: Mapping[str, Any]) -> Config:
    """values: by dotted key, each as its reader in KEYS returned it; hence Any."""
    zone = values["bot.timezone"]
    recognise = _recognise(values)
    return Config(
        bot_name=values["bot.name"],
        zone=zone,
        store_url=values["store.url"],
        web_token=values["web.token"],
        batch=values["pipeline.batch"],
        lease=values["pipeline.lease"],
        settings=Settings(
            CoachSettings(**_section(values, "coach")),
            IntakeSettings(**_section(values, "intake")),
            RoomSettings(**_section(values, "room")),
            zone,
            language_model=bool(values["language_model.url"]),
            speech=values["speech.wait"] if values["speech.url"] else None,
            sight=recognise.wait if recognise.enabled else None,
        ),
        sender=SenderSettings(**_section(values, "sender")),
        language_model=LanguageModelSettings(**_section(values, "language_model")),
        speech=SpeechSettings(**_section(values, "speech")),
        recognise=recognise,
        prints=_prints(values["bulletin.picture"]),
        keep_position=values["media.keep_position"],
    )


def _recognise(values: Mapping[str, Any]) -> RecogniseSettings:
    """Left to itself it is on where its packages are."""
    given = _section(values, "recognise")
    if given["enabled"] is None:
        given["enabled"] = not packages.missing()
    return RecogniseSettings(**given)


def _prints(given: bool | None) -> bool:  # noqa: FBT001 -- None: where its packages are
    return not printing_packages.missing() if given is None else given


def _section(values: Mapping[str, Any], part: str) -> dict[str, Any]:
    names = [name for name in values if name.startswith(f"{part}.")]
    return {name.partition(".")[2]: values[name] for name in names}
