"""YAML as people write it; what is wrong with it in one line, with its place."""

import yaml

from bot.errors import ConfigError


def parse(text: str, where: str) -> object:
    """Its value.  where: the file or the option, for the words.  Raises: ConfigError."""
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        place, what = error.problem_mark, error.problem or error.context
        at = f", line {place.line + 1}, column {place.column + 1}" if place else ""
        raise ConfigError(f"{where}{at} is not YAML ({what})") from error
    except (yaml.YAMLError, ValueError) as error:  # a character or a day that cannot be
        why = str(error).splitlines()[0]
        raise ConfigError(f"{where} is not YAML ({why})") from error
