"""What was learnt from an answer that staff take back is used no more (R13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.knowledge.learning import name_of
from handlers.model.case import Entry, Question, Reply
from handlers.model.state import State
from handlers.read.address import without_address


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
    if not question.taught:
        return Unlearnt(gone=_in_the_same_words(state, question, left), changed=[])
    kept = {reply.key for reply in left}
    back = {reply.key for reply in question.replies if reply.key not in kept}
    words = {one.entry: one.words for one in question.taught if back & {*one.replies}}
    known = [entry for entry in state.knowledge if entry.id in words]
    return Unlearnt(
        gone=[entry for entry in known if entry.answer == words[entry.id]],
        changed=[entry for entry in known if entry.answer != words[entry.id]],
    )


def _in_the_same_words(
    state: State, question: Question, left: Sequence[Reply]
) -> Sequence[Entry]:
    """What an earlier version learnt from them, which noted nothing: as it was asked and said."""
    asked = " ".join(without_address(question.text).split())
    back = _answers(question.replies) - _answers(left)
    return [
        entry
        for entry in state.knowledge
        if entry.answer in back and (entry.id == name_of(asked) or asked in entry.phrasings)
    ]


def _answers(replies: Sequence[Reply]) -> set[str]:
    """All that may have been learnt: staff may have added to it later."""
    told = [reply.text for reply in replies if reply.by is not None and reply.text]
    return {"\n".join(told[: n + 1]).strip() for n in range(len(told))}
