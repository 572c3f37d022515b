"""Options that several commands share: which configuration, which data folder."""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot import config, config_kept

DEFAULT = Path("config.yaml")
DATA = Path("data")


def add(parser: argparse.ArgumentParser, data: Path | None = DATA) -> None:
    """--config, --data and --set, as contracts.md names them."""
    parser.add_argument("--config", type=Path, help="default: config.yaml, if it is there")
    parser.add_argument("--data", type=Path, default=data, help=f"folder, default: {data}")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="overrides config.yaml",
    )


def add_days(parser: argparse.ArgumentParser) -> None:
    """--from, --to and --organisation, in `since`, `until` and `organisation`."""
    for name, where, words in (("--from", "since", "first"), ("--to", "until", "last")):
        parser.add_argument(
            name,
            dest=where,
            type=_day,
            required=True,
            metavar="DAY",
            help=f"the {words} day, such as 2026-05-01",
        )
    parser.add_argument("--organisation", metavar="ID", help="of this one alone")


def days(options: argparse.Namespace) -> list[str]:
    """The first and the last, for the audit."""
    return [options.since.isoformat(), options.until.isoformat()]


def read(
    options: argparse.Namespace, own: Mapping[str, object] | None = None
) -> config.Config:
    """own: what the input itself says.  What the console kept in the folder wins over it,
    --set over all.  Raises: ConfigError.
    """
    path = options.config or (DEFAULT if DEFAULT.exists() else None)
    given = config.parse_overrides(options.set)
    kept = config_kept.kept(options.data) if options.data else {}
    inputs = own or {}
    console = kept.keys() - given.keys()
    own_names = inputs.keys() - kept.keys() - given.keys()
    return config.load(path, {**inputs, **kept, **given}, console, own_names)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day; write it like 2026-05-01"
        ) from None
