"""One of everything that the console shows, with the same words in all that people write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from aiohttp import FormData

from bot.demo import PHOTOS
from handlers.model.case import CaseKind, Entry
from handlers.model.people import DraftId
from store import directory, knowledge, media, outbox, visits
from store.outbox import Outgoing
from tests.console import records_given as given
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.console.test_doors import VARIABLE

PHOTO = (PHOTOS / "garden-1.jpg").read_bytes()
LOG = {"day": "2026-11-21", "part": "", "start": "09:30", "end": "11:00", "number": "20"}


@dataclass(frozen=True, slots=True)
class Given:
    """ids: by the name of the variable in an address; visit_sha: of the log's picture."""

    ids: Mapping[str, str]
    visit_sha: str

    def address(self, path: str) -> str:
        """The address of what is there."""
        known = dict(self.ids)
        if path.startswith("/visits/"):
            known["sha"] = self.visit_sha
        return VARIABLE.sub(lambda found: quote(known.get(found[1], "1"), safe=""), path)


async def everything(
    console: Console,
    administrator: Browser,
    words: str,
    room: str = "song",
    called: str = "",
) -> Given:
    """All of it in that organisation, whose room and id are alike.  words: one line.

    called: the organisation, its group, people and accounts, where not like the words.
    """
    chat, called = Chat(console), called or words
    member = await names(console, called, room)
    sha = await _picture(console, words)
    message = await chat.say(words, member, room, pictures=[sha])
    draft = await _record(chat, administrator, words, room)
    number = await chat.ask(f"@陪伴 {words}能不能借活动室？", member, room)
    await chat.open(CaseKind.UNSURE, f"{room}/{message}", room)
    queued = await _by_hand(console, words, room, sha)
    await _kept_aside(console, words, room, message)
    visit = await _visit(administrator, words, room, draft)
    await _directory(administrator, words, room, called)
    async with console.database.begin() as conn:
        entry = Entry(f"{room}-entry", words, words, (words[:-1],), source=words)
        again = replace(entry, id=f"{room}-again", question=f"{words}？", approver=called)
        await knowledge.keep(conn, [entry, again])
    async with console.database.read() as conn:
        [written] = [one for one in await visits.between(conn) if one.id == visit]
    ids = {
        "organisation": room,
        "room": room,
        "person": member,
        "entry": f"{room}-entry",
        "draft": draft,
        "number": str(number),
        "visit": visit,
        "message": message,
        "sha": sha,
        "queued": str(queued),
        "account": "administrator",
    }
    return Given(ids, written.shots[0].media)


async def names(console: Console, words: str, room: str) -> str:
    """Organisation, group and people are called so; the id of one of them."""
    member = f"{room}-member"
    setting = {
        "organisations": [{"id": room, "name": words, "community": words}],
        "rooms": [
            {"id": room, "name": words, "purpose": "organisation", "organisation": room}
        ],
        "people": [{"id": member, "name": words, "role": "leader", "rooms": [room]}],
    }
    async with console.database.begin() as conn:
        await directory.load_setting(conn, setting)
    return member


async def _picture(console: Console, words: str) -> str:
    kept = await console.desk.media.keep(PHOTO + words.encode(), words, "image/jpeg")
    async with console.database.begin() as conn:
        await media.put(conn, [kept])
    return kept.sha


async def _record(chat: Chat, browser: Browser, words: str, room: str) -> DraftId:
    """Filed, then put right so that each field has the words; with a picture of its own."""
    draft = await given.filed(chat, given.REPORT, room)
    [scene] = await given.add_pictures(chat.console, draft, PHOTO, given.SCENE)
    await given.add_pictures(chat.console, draft, PHOTO, given.SHEET)
    here = f"/activities/{quote(draft, safe='')}"
    for field in ("theme", "place", "attendees"):
        await browser.post(f"{here}/correct", field=field, text=words)
    await browser.post(f"{here}/correct", field="content", text=[words, f"又{words}"])
    said = {"text": words, "speaker": words, "whose": "ours", "critical": ""}
    await browser.post(f"{here}/correct", field="feedback", **said)
    await browser.post(f"{here}/choose", photo=scene)
    other = await given.filed(chat, given.OTHER, room)
    await browser.post(f"/activities/{quote(other, safe='')}/withdraw", reason=words)
    return draft


async def _kept_aside(console: Console, words: str, room: str, message: str) -> None:
    """A row that failed, words that may not have been said, and a line in the log."""
    chat = Chat(console)
    await chat.put_aside(f"ValueError: {words}", room)
    await chat.lose(words, room, f"k{room}", prompt=words, question=message)
    logs = console.desk.data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / "peiban.log").open("a", encoding="utf-8") as log:
        log.write(f"2026 WARNING {words}\n")


async def _by_hand(console: Console, words: str, room: str, sha: str) -> int:
    """Words that a person is to say, with a picture; the row's id."""
    at = console.now()
    left = Outgoing(
        f"h{room}", "web", room, "ask", words, words, (), (), None, None, (sha,), at, at
    )
    async with console.database.begin() as conn:
        [row] = await outbox.put(conn, [left])
        assert row is not None
        await outbox.put_by_hand(conn, [row])
    return row


async def _visit(browser: Browser, words: str, room: str, draft: DraftId) -> str:
    """The id of a log whose picture has a name too."""
    form = FormData({**await browser.hidden(), **LOG, "organisation": room, "about": ""})
    for name in ("place", "theme", "told", "impressions", "ideas"):
        form.add_field(name, words)
    form.add_field(
        "photos", PHOTO + b"visit", filename=words[:200], content_type="image/jpeg"
    )
    async with browser.client.post(
        f"{browser.url}/console/visits", data=form, allow_redirects=False
    ) as answer:
        assert answer.status == 303, await answer.text()
        there = answer.headers["Location"]
    _, _, id_ = there.rpartition("/console/visits/")
    return unquote(id_)


async def _directory(browser: Browser, words: str, room: str, called: str) -> None:
    """A plan, and an account of somebody who is called so."""
    plan = {"title": words, "since": "2026-01-01", "until": "2026-12-31", "times": "4"}
    assert (await browser.post(f"/organisations/{room}/plan", **plan))[0] == 303
    await browser.post("/accounts", name=called, rank="staff")
