"""The page of a case says why its pictures wait for somebody."""

from handlers.model.case import CaseKind
from store.console.accounts import Rank
from tests.console.cases_given import Chat
from tests.console.console_server import Console


async def test_a_picture_nobody_could_look_at(console: Console):
    chat, browser = Chat(console), await console.signed_in(Rank.STAFF)
    message = await chat.say("", pictures=["0" * 64])
    number = await chat.open(CaseKind.PICTURE, f"tea/{message}")
    other = await chat.open(CaseKind.PICTURE, "tea/gone")

    _, page = await browser.get(f"/cases/{number}")
    _, without = await browser.get(f"/cases/{other}")

    assert "有照片打不开，或者没看成。" in page
    assert "为什么给社工" not in without
