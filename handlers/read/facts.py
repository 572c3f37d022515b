"""What the finders see in one message, before anybody judges it."""

from dataclasses import dataclass

from handlers.model.finding import Field, Stated
from handlers.read.template import Slot


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in a message before its kind is judged.  planned: its plan title."""

    times: tuple[Stated, ...] = ()
    places: tuple[Stated, ...] = ()
    counts: tuple[Stated, ...] = ()
    feedback: tuple[Stated, ...] = ()
    slots: tuple[Slot, ...] = ()
    planned: bool = False

    @property
    def headcounts(self) -> tuple[Stated, ...]:
        """How many took part."""
        return tuple(c for c in self.counts if c.field is Field.HEADCOUNT)

    @property
    def stated(self) -> tuple[Stated, ...]:
        """All of them but the words of the slots."""
        return (*self.times, *self.places, *self.counts, *self.feedback)
