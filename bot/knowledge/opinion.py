"""What the sentence model thinks of a question, where it is there and words leave it open."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from handlers.knowledge.answers import Look

if TYPE_CHECKING:
    from bot.knowledge.model import Sentences


def opinion(model: "Sentences | None", look: Look) -> Mapping[str, float]:
    """By entry id, how alike each is to it (`Sentences.likeness`); empty: words decide."""
    doubtful = () if model is None else look.doubtful()
    return model.likeness(look.question, doubtful) if model and doubtful else {}
