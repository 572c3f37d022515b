"""How the bot behaves, as config.yaml says it; numbers are the defaults of the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as given
from datetime import UTC, time, timedelta, tzinfo

from handlers.model.abilities import BUILT_IN, Abilities
from handlers.model.finding import Field
from handlers.model.people import PersonId, Purpose, Room

REQUIRED = (Field.TIME, Field.PLACE, Field.HEADCOUNT, Field.CONTENT, Field.FEEDBACK)


@dataclass(frozen=True, slots=True)
class CoachSettings:
    """When and how often a record's gaps are asked for (R2, R3).

    required: what the tracking guideline demands (D2); attendees and photos are only collected.
    quiet_hours: local times between which nothing is said, None for none.
    again_after: None means the first allowed moment of the next day.
    """

    required: tuple[Field, ...] = REQUIRED
    settle: timedelta = timedelta(minutes=3)
    chatter: timedelta = timedelta(minutes=5)
    longest_wait: timedelta = timedelta(hours=4)
    quiet_hours: tuple[time, time] | None = (time(21), time(8))
    max_asks: int = 2
    again_after: timedelta | None = None
    hand_over_after: timedelta = timedelta(days=1)
    thanks: bool = True


@dataclass(frozen=True, slots=True)
class IntakeSettings:
    """How pieces of one report find each other (R1, R4).

    burst: pieces of one person this close belong together.
    stale: a message that arrives this late after it was sent is stored and never answered.
    """

    burst: timedelta = timedelta(minutes=30)
    stale: timedelta = timedelta(hours=12)
    photos_open: int = 3
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """max_unsolicited_per_day: asks, nudges, settles, digests and tips in one room (R2)."""

    max_unsolicited_per_day: int = 2


@dataclass(frozen=True, slots=True)
class QuestionSettings:
    """offer_wait: so long an asker may pick one of the answers offered; then staff answer."""

    offer_wait: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """When staff are reminded of what waits for them.

    hours: local times between which they are there on working days.
    remind_after: the first wait, then those after each reminder, in working time; a day is
    a working day; () for never.  order: whom the first reminder names, the second …
    """

    hours: tuple[time, time] = (time(9), time(18))
    remind_after: tuple[timedelta, ...] = (
        timedelta(hours=2),
        timedelta(days=1),
        timedelta(days=1),
    )
    order: tuple[PersonId, ...] = ()

    @property
    def reminds(self) -> bool:
        """Whether staff are reminded at all."""
        return bool(self.remind_after)


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """keep_chat: so long what is said and is part of no record is kept, None: for ever (R14)."""

    keep_chat: timedelta | None = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a handler may depend on.  zone: the neighbourhood's clock.

    language_model: one may be asked about messages that the rules are unsure of.
    speech: how long records wait for a voice message to be read; None: none is read.
    sight: the same for pictures to be looked at.
    bot_name: what members call the bot.  channels: those of the outside that are open.
    """

    coach: CoachSettings = given(default_factory=CoachSettings)
    intake: IntakeSettings = given(default_factory=IntakeSettings)
    room: RoomSettings = given(default_factory=RoomSettings)
    zone: tzinfo = UTC
    language_model: bool = False
    speech: timedelta | None = None
    sight: timedelta | None = None
    staff: StaffSettings = given(default_factory=StaffSettings)
    questions: QuestionSettings = given(default_factory=QuestionSettings)
    privacy: PrivacySettings = given(default_factory=PrivacySettings)
    bot_name: str = ""
    channels: Mapping[str, Abilities] = given(default_factory=dict)

    @property
    def looks(self) -> bool:
        """Whether pictures are looked at."""
        return self.sight is not None

    def can(self, channel: str) -> Abilities:
        """What is possible in this channel; one that nobody opened is the built-in chat."""
        return self.channels.get(channel, BUILT_IN)

    def must_be_called(self, room: Room | None) -> bool:
        """Whether the bot hears there only what mentions it; alone with it all is heard."""
        if room is None or room.purpose is Purpose.PRIVATE:
            return False
        return not self.can(room.channel).read_all
