"""Made-up photographs of sheets, with what is true about them, to measure recognition by.

    python benchmarks/pictures/sheets.py OUT [--count 60] [--seed 1] [--odd SORT]

OUT gets the pictures and a truth.json.  Fonts (*.ttf) that look written by hand lie in
~/.cache/sheet-fonts; without any, printed ones are used.  SORT: sign-in sheets only, all odd
in this way.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
from sheet_camera import encoded, photograph
from sheet_other import KINDS, other
from sheet_record import record
from sheet_signin import MESSY, UNSIGNED, signin


def make(dice: random.Random, wanted: str, odd: str | None) -> tuple[bytes, dict]:
    """One picture as JPEG and its truth.  wanted: signin, record, other."""
    flat = False
    if wanted == "signin":
        page, truth = signin(dice, odd)
    elif wanted == "record":
        page, truth = record(dice, odd)
    else:
        page, truth, flat = other(dice, odd or dice.choice(KINDS))
    blue_first = np.ascontiguousarray(np.asarray(page)[:, :, ::-1])
    return encoded(photograph(blue_first, dice, clean=flat), dice), truth


def plan(count: int, dice: random.Random) -> list[tuple[str, str | None]]:
    """Half sign-in sheets, a third of them messy; the rest record sheets and others."""
    wanted: list[tuple[str, str | None]] = []
    for place in range(count):
        kind = ("signin", "record", "signin", "other")[place % 4]
        odd = {
            "signin": MESSY[place // 6 % len(MESSY)] if place % 6 == 0 else None,
            "record": (None, None, "lines", "upright")[place // 4 % 4],
            "other": KINDS[place // 4 % len(KINDS)],
        }[kind]
        wanted.append((kind, odd))
    dice.shuffle(wanted)
    return wanted


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("--count", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--odd", choices=[*MESSY, *UNSIGNED], help="sign-in sheets only")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    dice, truths = random.Random(chosen.seed), []
    pages = [("signin", chosen.odd)] * chosen.count if chosen.odd else []
    for place, (kind, odd) in enumerate(pages or plan(chosen.count, dice)):
        picture, truth = make(dice, kind, odd)
        (chosen.out / f"m{place:03}.jpg").write_bytes(picture)
        truths.append({"file": f"m{place:03}.jpg", **truth})
    (chosen.out / "truth.json").write_text(
        json.dumps(truths, ensure_ascii=False), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
