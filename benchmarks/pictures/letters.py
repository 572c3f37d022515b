"""Counts which character follows which in our own texts, to tell letters apart on sheets.

    python -m benchmarks.pictures.letters

Writes handlers/read/learned/letters.txt.  A line is what stands before (nothing; one character;
two, ^ for the beginning of a text), a tab, then how often and which characters follow that often.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "benchmarks" / "reading" / "corpus"
TARGET = ROOT / "handlers" / "read" / "learned" / "letters.txt"
MARK = re.compile(r"\{[a-z]+:|\}")
RUN = re.compile(r"[一-龥0-9，。、！：；]+")
SELDOM = 2  # pairs and triples seen less often say nothing
BEGIN = "^"


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


def counted(texts: list[str]) -> dict[str, Counter[str]]:
    """How often each character follows nothing, one character, and two."""
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for at, sign in enumerate(text, 2):
            before = (2 * BEGIN + text)[at - 2 : at]
            for known in (before, before[1:], ""):
                followers[known][sign] += 1
    return followers


def line(before: str, followers: Counter[str]) -> str:
    """Few bytes a character: those that follow equally often stand together."""
    least = SELDOM if before else 1
    groups: dict[int, str] = defaultdict(str)
    for sign, count in followers.most_common():
        if count >= least:
            groups[count] += sign
    return before + "\t" + " ".join(f"{count}:{signs}" for count, signs in groups.items())


def main() -> None:
    lines = [line(*one) for one in sorted(counted(runs()).items())]
    kept = [one for one in lines if not one.endswith("\t")]
    TARGET.write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
