"""What a file tells, as the inbox would have had it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.history.members import Members
from bot.history.messages import Said, messages
from bot.history.told import Told
from handlers.model.people import OrganisationId, Purpose, Room, RoomId
from tests.bot.history.given import local

ROOM = Room(RoomId("r1"), "茶友群", Purpose.ORGANISATION, OrganisationId("tea"))
AT = local("2026-05-09 09:00:00")
HELLO = Told(1, AT, ("老宋",), "早", id="m1")
PHOTO = Path("a.jpg")


def said(*told: Told, pictures: dict[Path, str] | None = None) -> list[Said]:
    return list(messages(told, ROOM, Members(ROOM.id, []), pictures or {}, "小伴"))


def names(*told: Told) -> list[str]:
    return [one.inbound.external_id for one in said(*told)]


def test_names_are_made_of_what_was_said_and_equal_ones_are_numbered():
    first, second, other = names(HELLO, replace(HELLO, line=2), replace(HELLO, text="好"))

    assert second == f"{first}-2"
    assert other not in {first, second}
    assert names(replace(HELLO, line=7, id=None, names=(" 老宋", "wx1"))) == [first]
    assert names(replace(HELLO, at=AT + timedelta(seconds=1))) != [first]


def test_what_quotes_or_takes_back_means_the_message_of_the_file():
    answer = replace(HELLO, text="早啊", id="m2", quote="m1")
    gone = Told(3, AT, recall="m1")
    unknown = Told(4, AT, recall="m9")

    hello, quoting, recall = (one.inbound for one in said(HELLO, answer, gone, unknown))

    assert quoting.body["quote"] == hello.external_id
    assert (recall.kind, recall.body) == ("recall", {"message": hello.external_id})
    assert recall.sender is None


def test_what_the_bot_said_and_what_nothing_is_left_of_is_left_out():
    picture = Told(1, AT, ("老宋",), photo=PHOTO)

    assert said(replace(HELLO, names=("小伴",)), picture) == []
    [one] = said(picture, pictures={PHOTO: "ab"})
    assert one.shows
    assert one.inbound.body["pictures"] == ["ab"]
