"""Records for the pages: told in a group, with pictures, a sheet, and a leaders' room."""

from dataclasses import replace

from handlers.model.draft import Draft, Status
from handlers.model.finding import Count, Field, Finding, Picture, Source, Value
from handlers.model.people import DraftId, MessageId, PersonId
from handlers.model.seen import Crowd, Quality, Read, Seen, Shows, SignIn
from store import changes, directory, enrol, ledger, media
from store.changes import Changes
from store.inbox import Inbound, InboxStatus, put
from tests.console.cases_given import Chat
from tests.console.console_server import Console

REPORT = "昨天上午我们在茶室办了茶会，来了14个人，一起泡了三种茶，大家都说暖和"
OTHER = "昨天下午我们在小花园扫落叶，来了9个人，扫了六大袋，邻居说路好走了"
THIRD = "前天晚上我们在门口放电影，来了40个人，孩子们都看到最后，说下回还要看"
LEADERS = {"rooms": [{"id": "L", "name": "队长群", "purpose": "leaders"}]}
SCENE = Seen(Shows.SCENE, 0.9, 1200, 900, "0" * 16, Quality(0.7, 0.7, 0.7))
SHEET = replace(
    SCENE,
    shows=Shows.SIGNIN,
    signin=SignIn(12, clear=True, names=(Read("老炮", 0.71, "老包"), Read("花姐", 0.98))),
)


async def filed(chat: Chat, text: str = REPORT, room: str = "tea") -> DraftId:
    """The record of what somebody told; leaders have a room and get its bulletin."""
    sender = "lan" if room == "song" else "hua"
    async with chat.console.database.begin() as conn:
        await enrol.load_setting(conn, LEADERS)
    known = set(await drafts(chat.console))
    await chat.say(text, sender, room)
    chat.console.now.pass_by(minutes=10)
    await chat.say("好的", sender, room)
    [made] = set(await drafts(chat.console)) - known
    assert (await drafts(chat.console))[made].status is Status.FILED
    return made


async def drafts(console: Console) -> dict[DraftId, Draft]:
    async with console.database.read() as conn:
        return {one.id: one for one in await ledger.all_drafts(conn)}


async def draft(console: Console, id_: DraftId) -> Draft:
    return (await drafts(console))[id_]


async def save(console: Console, draft: Draft) -> None:
    """As it is now, without any decision."""
    lane = f"o:{draft.organisation}"
    async with console.database.begin() as conn:
        await changes.save(conn, Changes(drafts=[(lane, draft)]))


async def add_pictures(
    console: Console, id_: DraftId, data: bytes, seen: Seen | None, count: int = 1
) -> list[str]:
    """Pictures of one message more; their sha256.  data: of each, with a number behind it.

    seen: None for what nobody has looked at.
    """
    kind = seen.shows.value if seen else "unseen"
    known, now = await draft(console, id_), console.now()
    kept = [
        await console.desk.media.keep(data + f"{kind}{n}".encode(), "a", "image/jpeg")
        for n in range(count)
    ]
    shas, name = [one.sha for one in kept], f"{kind}s"
    room, lane = known.room, f"o:{known.organisation}"
    body = {"text": "", "pictures": shas}
    posted = Inbound("web", room, name, "message", lane, "bao", now, now, body)
    async with console.database.begin() as conn:
        await media.put(conn, kept)
        await put(conn, [posted], InboxStatus.HANDLED)
    values: list[tuple[Field, Value]] = [
        (Field.PHOTO, Picture(sha, seen and replace(seen, crowd=Crowd(7, 7, 9))))
        for sha in shas
    ]
    if seen is not None and seen.signin is not None:
        values.append((Field.HEADCOUNT, Count(seen.signin.count)))
    found = [
        Finding(field, value, Source.PICTURE, MessageId(name), None, PersonId("bao"), now)
        for field, value in values
    ]
    await save(console, known.add(found, now))
    return shas


async def people(console: Console) -> set[str]:
    async with console.database.read() as conn:
        return {one.name for one in (await directory.people(conn)).values()}
