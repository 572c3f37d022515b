"""Settings made on the console: a file of the data folder that wins over config.yaml.

It is read before the store is there, by every command that is given the folder.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from bot.config_yaml import parse
from bot.errors import ConfigError

FILE = "settings.yaml"


class Where(StrEnum):
    """Who gave a value: nobody, config.yaml, the console, or --set and the like."""

    DEFAULT = "default"
    FILE = "file"
    CONSOLE = "console"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Origin:
    """A value as it was written, and where."""

    value: object
    where: Where


def kept(data: Path) -> dict[str, object]:
    """By dotted key.  Raises: ConfigError."""
    file = data / FILE
    try:
        written = parse(file.read_text(encoding="utf-8"), str(file))
    except (FileNotFoundError, NotADirectoryError):  # then there is no folder either
        return {}
    except PermissionError as error:
        raise ConfigError(
            f"{file} cannot be read ({error.strerror}): the data folder is another user's;"
            " run this as the user that the bot runs as"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read ({error}); mend or remove it") from error
    if written is None:
        return {}
    if not isinstance(written, dict):
        raise ConfigError(f"{file} must hold lines like `coach.settle: 3m`; or remove it")
    return {str(name): value for name, value in written.items()}


def keep(data: Path, values: Mapping[str, object]) -> None:
    """All of them, whole or not at all; takes effect at the next start."""
    data.mkdir(parents=True, exist_ok=True)
    file, unfinished = data / FILE, data / f"{FILE}.new"
    text = yaml.safe_dump(dict(sorted(values.items())), allow_unicode=True)
    with unfinished.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(file)
