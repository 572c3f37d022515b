"""What people ask and say in a neighbourhood that no entry of the knowledge is about."""

from functools import cache
from importlib.resources import files

FILE = "elsewhere.txt"


@cache
def elsewhere() -> tuple[str, ...]:
    """Other offices' matters, neighbours' small questions, greetings; written for this."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(text.splitlines())
