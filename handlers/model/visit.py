"""Staff's view of an activity: the tracking log (跟踪日志) of a visit (D6)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as given
from datetime import datetime
from typing import NewType, TypeAlias

from handlers.model.activity import Activity
from handlers.model.finding import Count, Field, Value, When
from handlers.model.people import (
    DraftId,
    MessageId,
    OrganisationId,
    PersonId,
    RoomId,
)

VisitId = NewType("VisitId", str)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a visit.  media: its sha256; message: the one that showed it."""

    media: str
    message: MessageId


@dataclass(frozen=True, slots=True)
class Posted:
    """A picture of staff without words: the log that it belongs to may still be written."""

    by: PersonId
    at: datetime
    shot: Shot


@dataclass(frozen=True, slots=True)
class Visit:
    """What one of staff saw of one activity.  message: the log, written at `at`.

    told, impressions, ideas: what happened, what the author makes of it, and what could help
    the organisation grow, each as written.  A value nobody stated is None or empty.
    chosen: the record that staff say it is about.  apart: those that they say it is not about.
    """

    id: VisitId
    organisation: OrganisationId
    room: RoomId
    message: MessageId
    author: PersonId
    at: datetime
    when: When | None = None
    place: str | None = None
    headcount: Count | None = None
    theme: str | None = None
    told: tuple[str, ...] = ()
    impressions: tuple[str, ...] = ()
    ideas: tuple[str, ...] = ()
    shots: tuple[Shot, ...] = ()
    chosen: DraftId | None = None
    apart: tuple[DraftId, ...] = ()

    def without(self, message: MessageId) -> "Visit":
        """The visit as if this picture had never been sent (撤回)."""
        kept = tuple(shot for shot in self.shots if shot.message != message)
        return replace(self, shots=kept)

    def messages(self) -> tuple[MessageId, ...]:
        """Every message it rests on."""
        return tuple(dict.fromkeys((self.message, *(shot.message for shot in self.shots))))


@dataclass(frozen=True, slots=True)
class Visited:
    """What a staff room needs to know when a log arrives, or a word about one.

    organisations: names by id.  activities, visits: of the organisations and days concerned.
    """

    organisations: Mapping[OrganisationId, str] = given(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    visits: tuple[Visit, ...] = ()

    def keep(self, visit: Visit) -> "Visited":
        """With the visit as it is now."""
        return replace(self, visits=(*self.drop(visit.id).visits, visit))

    def drop(self, visit: VisitId) -> "Visited":
        """Without the visit."""
        kept = tuple(one for one in self.visits if one.id != visit)
        return replace(self, visits=kept)


@dataclass(frozen=True, slots=True)
class Joined:
    """One activity, two views (D6): the organisation's own record and staff's visits to it.

    visits: empty where nobody came, several where several of staff were there; oldest first.
    """

    activity: Activity | None
    visits: tuple[Visit, ...] = ()

    @property
    def organisation(self) -> OrganisationId:
        """Whose activity it is."""
        return self.activity.organisation if self.activity else self.visits[0].organisation

    @property
    def when(self) -> When | None:
        """When it took place, by the organisation's own word if it gave one."""
        own = self.activity.when if self.activity else None
        return own or next((visit.when for visit in self.visits if visit.when), None)

    @property
    def told_at(self) -> datetime:
        """When it was told first."""
        filed = [self.activity.filed_at] if self.activity else []
        return min([*filed, *(visit.at for visit in self.visits)])


@dataclass(frozen=True, slots=True)
class Side:
    """One field as the organisation and as one of staff tell it.  apart: both cannot be right."""

    field: Field
    own: Value | None
    staff: Value | None
    apart: bool


@dataclass(frozen=True, slots=True)
class KeepVisit:
    """Remember staff's log of a visit as it is now (D6)."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class DropVisit:
    """Forget a visit whose log was taken back."""

    visit: VisitId


VisitEffect: TypeAlias = KeepVisit | DropVisit
