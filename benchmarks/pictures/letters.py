"""Counts which character follows which in our own texts, to tell letters apart on sheets.

    python -m benchmarks.pictures.letters

Writes handlers/read/learned/letters.txt: a line a character, itself and what follows it.
"""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "benchmarks" / "reading" / "corpus"
TARGET = ROOT / "handlers" / "read" / "learned" / "letters.txt"
MARK = re.compile(r"\{[a-z]+:|\}")
RUN = re.compile(r"[一-龥0-9，。、！：；]+")
SELDOM = 2  # pairs seen less often say nothing


def runs() -> list[str]:
    """Runs of characters of all notes, markup and headings left out."""
    lines = (
        line
        for file in sorted(CORPUS.glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
    )
    return [
        run
        for line in lines
        if not line.startswith("##")
        for run in RUN.findall(MARK.sub("", line))
    ]


def main() -> None:
    pairs = Counter(run[at : at + 2] for run in runs() for at in range(len(run) - 1))
    singles = Counter("".join(runs()))
    followers: dict[str, list[str]] = {sign: [] for sign in singles}
    for pair, count in pairs.most_common():
        if count >= SELDOM:
            followers[pair[0]].append(f"{pair[1]}:{count}")
    lines = [
        f"{sign} {count} {' '.join(followers[sign])}".rstrip()
        for sign, count in singles.most_common()
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
