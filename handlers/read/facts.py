"""What the finders see in one message, before anybody judges it."""

from dataclasses import dataclass

from handlers.model.finding import Count, Field, Stated
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
        """How many took part; 一个人搬了十张桌子 is no turnout."""
        return tuple(
            count
            for count in self.counts
            if count.field is Field.HEADCOUNT and count.value != Count(1)
        )

    @property
    def serves(self) -> bool:
        """Whether it says how many were served."""
        return any(count.field is Field.SERVED for count in self.counts)

    @property
    def stated(self) -> tuple[Stated, ...]:
        """All of them but the words of the slots."""
        return (*self.times, *self.places, *self.counts, *self.feedback)
