"""Whoever is erased is in nobody's mind: nothing that a process keeps has their name (R14)."""

import gc
from collections.abc import Iterator, Mapping
from functools import _lru_cache_wrapper
from types import BuiltinFunctionType, FunctionType, ModuleType

from sqlalchemy.util import LRUCache

from bot.channels.web import Directory
from handlers.model.case import Entry
from handlers.model.people import PersonId
from store import knowledge
from store.directory import load_setting
from tests.console.browser import Browser
from tests.console.cases_given import Chat
from tests.console.console_server import Console
from tests.store.test_erasing_outside import everything

WHO, NAME = PersonId("x7"), "孙大川"
MORE: Mapping[str, object] = {
    "people": [
        {"id": WHO, "name": NAME, "rooms": ["song"]},
        {"id": "x8", "name": "大川", "rooms": ["tea"]},
    ]
}
REPORT = f"今天上午九点在文化站排练，一共来了20人，{NAME}带大家唱，{NAME}说特别开心"
LOG = f"走访日志\n日期：2026年11月21日\n组织：合唱队\n地点：文化站\n印象：{NAME}很热心"
ASKED = f"{NAME}管的音响周末怎么借？"
KNOWN = (
    Entry("k1", f"{NAME}管的音响怎么借", f"找{NAME}登记", approver="小燕"),
    Entry("k2", f"{NAME}管的音响怎么借呢", "找前台", approver="小燕"),
)
PAGES = (
    *("/people", "/knowledge", "/knowledge?ask=喇叭能不能拿来用用", "/activities"),
    *("/visits", "/cases", "/organisations/song"),
)
OURS = ("bot.", "handlers.", "prompts", "store.")
NO_VALUES = (FunctionType, BuiltinFunctionType, ModuleType, type)
REMEMBER = {  # some of those that have the name in mind before
    *("_crowd", "_everybody", "_pairs", "_of_lane", "_bare", "_visits"),
    *("_draft", "_question", "index_of", "_doubled", "concepts", "_found", "read_visit"),
    "_once",  # the sentence model
    "Directory",
}


def in_mind() -> set[str]:
    """Who has the name in mind: functions of ours that keep their results, the web chat, and
    the statements that the database keeps.
    """
    return {name for name, one in keepers() if any(NAME in text for text in texts(one))}


def keepers() -> Iterator[tuple[str, object]]:
    gc.collect()  # what other tests have left
    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith(OURS):
            yield one.__name__, one
        elif type(one) is Directory:
            yield "Directory", one.people
        elif type(one) is LRUCache:
            yield "LRUCache", one


def texts(kept: object) -> Iterator[str]:
    """Every text that can be reached from there."""
    seen, left = {id(kept)}, [kept]
    while left:
        one = left.pop()
        if type(one) is str:
            yield one
        keys = one if type(one) is dict else ()  # texts as keys are no referents
        for inner in (*gc.get_referents(one), *keys):
            if id(inner) not in seen and not issubclass(type(inner), NO_VALUES):
                seen.add(id(inner))
                left.append(inner)


async def shown(chat: Chat, browser: Browser) -> None:
    """Pages are opened, and something is asked."""
    for page in PAGES:
        assert (await browser.get(page))[0] == 200
    await chat.say("@陪伴 音响怎么借？", "lan", "song", mentions=["bot"])


async def test_after_an_erasure_no_memory_has_the_name(console: Console):
    chat, browser = Chat(console), await console.signed_in()
    async with console.database.begin() as conn:
        await load_setting(conn, MORE)
        await knowledge.keep(conn, KNOWN)
    await chat.say(LOG, "yan", "staff")
    await chat.say(REPORT, WHO, "song")
    await chat.say(f"@陪伴 {ASKED}", "lan", "song", mentions=["bot"])
    await browser.post(f"/people/{WHO}/wish", on="no")  # the web chat looks again
    await shown(chat, browser)
    assert in_mind() >= REMEMBER

    status, _ = await browser.post(f"/people/{WHO}/erase", name=NAME)
    assert status == 200
    assert in_mind() == set()
    await shown(chat, browser)
    assert in_mind() == set()


async def test_what_was_learnt_elsewhere_goes_with_its_answer_all_the_same(
    console: Console,
):
    """Its entry lost the name, and so did what tells whether staff have changed it since."""
    chat, browser = Chat(console), await console.signed_in()
    async with console.database.begin() as conn:
        await load_setting(conn, MORE)
    card = await chat.ask()
    await chat.say(f"#{card} 找前台", "yan", "staff")
    await chat.say(f"#{card} 记下：找{NAME}登记", "yan", "staff")
    [entry] = await entries(console)
    assert (NAME in entry.answer, entry.usable(console.now().date())) == (True, True)

    assert (await browser.post(f"/people/{WHO}/erase", name=NAME))[0] == 200
    [entry] = await entries(console)
    assert entry.answer == "找***登记"
    await chat.say(f"#{card} 发错了", "yan", "staff")
    [entry] = await entries(console)
    assert not entry.usable(console.now().date())
    assert NAME not in await everything(console.database)


async def entries(console: Console) -> tuple[Entry, ...]:
    async with console.database.read() as conn:
        return await knowledge.entries(conn)
