"""What the sentence model thinks of a question, where it is there and words leave it open."""

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.errors import describe
from handlers.knowledge.answers import Decision, Look

if TYPE_CHECKING:
    from bot.knowledge.model import Sentences

log = logging.getLogger(__name__)


def opinion(model: "Sentences | None", look: Look) -> Mapping[str, float]:
    """By entry id, how alike the doubtful ones are to it (`Sentences.likeness`).

    Empty, so that words decide: without a model, should it fail, and where words tell enough.
    """
    if model is None or not (doubtful := look.doubtful()):
        return {}
    try:
        return model.likeness(look.question, doubtful)
    except Exception as error:  # noqa: BLE001 -- whatever ails the library
        log.warning("sentence model failed", extra={"error": describe(error)})
        return {}


def decided(model: "Sentences | None", look: Look) -> Decision:
    """By words, and by the model where it is asked."""
    return look.decision(opinion(model, look))
