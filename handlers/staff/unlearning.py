"""What was learnt from an answer that staff take back is used no more (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.model.case import Entry, Question, Reply
from handlers.model.state import State


@dataclass(frozen=True, slots=True)
class Unlearnt:
    """Entries that are still used.

    gone: they say what staff do not stand by any more.  changed: staff have given them
    another answer since, which may hold; they decide.
    """

    gone: Sequence[Entry]
    changed: Sequence[Entry]


def unlearnt(state: State, question: Question, left: Sequence[Reply]) -> Unlearnt:
    """What was learnt from those of its replies that are not left, in whatever words."""
    kept = {reply.key for reply in left}
    back = {reply.key for reply in question.replies if reply.key not in kept}
    words = {one.entry: one.words for one in question.taught if back & {*one.replies}}
    known = [entry for entry in state.knowledge if entry.id in words]
    return Unlearnt(
        gone=[entry for entry in known if entry.answer == words[entry.id]],
        changed=[entry for entry in known if entry.answer != words[entry.id]],
    )
