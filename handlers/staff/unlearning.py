"""What was learnt from an answer that staff take back is used no more (R13)."""

from datetime import datetime

from handlers.knowledge import name_of
from handlers.model.case import Question
from handlers.model.effects import KeepEntry
from handlers.model.settings import Settings
from handlers.model.state import State
from handlers.read.address import without_address


def unlearnt(
    state: State, before: Question, after: Question, now: datetime, settings: Settings
) -> list[KeepEntry]:
    """The entry that says what staff do not stand by any more; its words stay."""
    asked = " ".join(without_address(before.text).split())
    gone = _answers(before) - _answers(after)
    today = now.astimezone(settings.zone).date()
    return [
        KeepEntry(entry.retired(today))
        for entry in state.knowledge
        if entry.answer in gone and (entry.id == name_of(asked) or asked in entry.phrasings)
    ]


def _answers(question: Question) -> set[str]:
    """All that may have been learnt: staff may have added to it later."""
    told = [reply.text for reply in question.replies if reply.by is not None and reply.text]
    return {"\n".join(told[: n + 1]).strip() for n in range(len(told))}
