"""What must be there before the bot can help: asked as long as something is not."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from handlers.model.people import Purpose, Role
from store.tables import MembershipRow, OrganisationRow, PersonRow, RoomRow


@dataclass(frozen=True, slots=True)
class Started:
    """Which of it there is.  people: somebody is in a group of an organisation."""

    staff_room: bool
    leaders_room: bool
    organisation: bool
    group: bool
    people: bool
    staff: bool

    @property
    def whole(self) -> bool:
        """Nothing is missing."""
        rooms = self.staff_room and self.leaders_room and self.group
        return rooms and self.organisation and self.people and self.staff


async def look(conn: AsyncConnection) -> Started:
    """In one query."""
    group = select(RoomRow.id).where(RoomRow.organisation.is_not(None))
    inside = (
        select(MembershipRow.person)
        .join(RoomRow, RoomRow.id == MembershipRow.room)
        .where(RoomRow.organisation.is_not(None))
    )
    staff = (
        select(MembershipRow.person)
        .join(RoomRow, RoomRow.id == MembershipRow.room)
        .join(PersonRow, PersonRow.id == MembershipRow.person)
        .where(RoomRow.purpose == Purpose.STAFF, PersonRow.role == Role.STAFF)
    )
    wanted = (
        select(RoomRow.id).where(RoomRow.purpose == Purpose.STAFF),
        select(RoomRow.id).where(RoomRow.purpose == Purpose.LEADERS),
        select(OrganisationRow.id),
        group,
        inside,
        staff,
    )
    found = (await conn.execute(select(*map(exists, wanted)))).one()
    return Started(*map(bool, found))
