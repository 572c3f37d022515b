"""What the sentence model thinks of a question, where it is there and words leave it open."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.knowledge.answers import clear
from handlers.model.case import Entry

if TYPE_CHECKING:
    from bot.knowledge.model import Sentences


def opinion(
    model: "Sentences | None", question: str, entries: Sequence[Entry]
) -> Mapping[str, float]:
    """By entry id, how alike each is to it (`Sentences.likeness`); empty: words decide."""
    if model is None or clear(question, entries):
        return {}
    return model.likeness(question, entries)
