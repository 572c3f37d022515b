"""How lanes are called."""

from handlers.model.people import Purpose, Room

OF_ORGANISATION = "o:"
OF_ROOM = "r:"
OF_ACCOUNT = "a:"


def lane_of(room: Room) -> str:
    """All rooms of one organisation share a lane; any other room has its own."""
    if room.purpose is Purpose.ORGANISATION and room.organisation is not None:
        return f"{OF_ORGANISATION}{room.organisation}"
    return f"{OF_ROOM}{room.id}"


def lane_of_account(channel: str) -> str:
    """For what concerns an account and no room that somebody has bound."""
    return f"{OF_ACCOUNT}{channel}"
