"""Options that several commands share: which configuration, which data folder."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot import config

DEFAULT = Path("config.yaml")


def add(parser: argparse.ArgumentParser, data: Path | None = Path("data")) -> None:
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


def read(
    options: argparse.Namespace, own: Mapping[str, object] | None = None
) -> config.Config:
    """own: what the input itself says, under what --set says.  Raises: ConfigError."""
    path = options.config or (DEFAULT if DEFAULT.exists() else None)
    return config.load(path, {**(own or {}), **config.parse_overrides(options.set)})
