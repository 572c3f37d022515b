"""How often the terms of questions are asked at all, whatever is known."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

FILE = "asked_terms.txt"


@cache
def asked_terms() -> tuple[Mapping[str, int], int]:
    """By term, in how many questions, and of how many; counted by benchmarks.knowledge.terms."""
    first, *lines = (
        files(__package__).joinpath(FILE).read_text(encoding="utf-8").splitlines()
    )
    counts = (line.split(" ") for line in lines)
    return {term: int(count) for term, count in counts}, int(first)
