"""Pictures for other benchmarks: what `sheets.py` draws, and scenes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from tests.bot.recognise.drawn import people

SHEETS = Path(__file__).with_name("sheets.py")
GRAIN = 4


def sheets(folder: Path, count: int, seed: int) -> Mapping[str, list[Path]]:
    """So many pictures, half of them sign-in sheets, by kind: signin, record, other."""
    command = (sys.executable, SHEETS, folder, "--count", str(count), "--seed", str(seed))
    subprocess.run(command, check=True)
    groups: dict[str, list[Path]] = {}
    for truth in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
        groups.setdefault(truth["kind"], []).append(folder / truth["file"])
    return groups


def scene(number: int, size: int, width: int = 2048, height: int = 1536) -> Image.Image:
    """People before a wall, with the grain that a phone's sensor leaves.  size: of a face."""
    pixels = people(number, size, width, height)
    noise = np.random.default_rng(number).normal(0, GRAIN, pixels.shape)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))
