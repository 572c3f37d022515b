"""Alarms by POST, against real servers that answer well, badly, slowly and not at all."""

from datetime import timedelta

import pytest

from bot.alarms.notice import Notice
from bot.alarms.webhook import LONGEST, Webhook, for_wecom
from bot.errors import NoticeFailedError
from tests.bot.alarms.hook import blunt, elsewhere, hook, silent
from tests.peers.serving import Behaviour, endless, sends

NOTICE = Notice("掉线了", "掉线了\n从早上起", [{"kind": "outage"}])
PATIENT, HASTY = timedelta(seconds=30), timedelta(seconds=0.3)


async def sent(url: str, *, wecom: bool = False, patience: timedelta = PATIENT) -> None:
    await Webhook(url, patience, wecom=wecom).send(NOTICE)


async def test_any_receiver_gets_title_text_and_what_programs_read():
    async with hook() as server:
        await sent(server.url)

    assert server.taken == [
        {"title": "掉线了", "text": "掉线了\n从早上起", "alarms": [{"kind": "outage"}]}
    ]


async def test_a_group_robot_gets_a_text_message():
    async with hook(sends(b'{"errcode": 0, "errmsg": "ok"}')) as server:
        await sent(server.url, wecom=True)

    assert server.taken == [{"msgtype": "text", "text": {"content": "掉线了\n从早上起"}}]


def test_a_text_that_is_too_long_for_it_is_cut_between_characters():
    body = for_wecom(Notice("长", "长" * 1000))

    text = body["text"]
    assert isinstance(text, dict)
    assert len(text["content"].encode()) <= LONGEST
    assert text["content"].endswith("长…")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('{"errcode": 93000}', "errcode 93000"),
        ('{"errcode": false}', "errcode none"),
        ("[]", "errcode none"),
        ("\xff<html>", "errcode none"),
        ("", "errcode none"),
    ],
)
async def test_what_a_group_robot_did_not_take_has_failed(answer: str, reason: str):
    async with hook(sends(answer.encode("latin-1"))) as server:
        with pytest.raises(NoticeFailedError, match=reason):
            await sent(server.url, wecom=True)


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [(sends(b"", 500), "status 500"), (sends(b"", 404), "status 404"), (elsewhere, "302")],
)
async def test_a_refusal_has_failed(behaviour: Behaviour, reason: str):
    async with hook(behaviour) as server:
        with pytest.raises(NoticeFailedError, match=reason):
            await sent(server.url)


@pytest.mark.parametrize("wecom", [False, True])
async def test_a_server_that_never_answers_is_given_up(wecom: bool):
    async with hook(silent) as server:
        with pytest.raises(NoticeFailedError, match="no answer in time"):
            await sent(server.url, wecom=wecom, patience=HASTY)


async def test_a_server_that_never_ends_is_not_listened_to_for_ever():
    async with hook(endless) as server:
        with pytest.raises(NoticeFailedError, match="errcode none"):
            await sent(server.url, wecom=True)


@pytest.mark.parametrize("reply", ["", "220 this is no web server\r\n", "\0" * 1000])
async def test_a_server_of_something_else_has_failed(reply: str):
    async with blunt(reply.encode()) as port:
        with pytest.raises(NoticeFailedError, match="no connection"):
            await sent(f"http://127.0.0.1:{port}/")


async def test_nobody_there_has_failed_and_the_address_is_kept_secret():
    async with blunt(b"") as port:
        pass
    with pytest.raises(NoticeFailedError) as failed:
        await sent(f"http://127.0.0.1:{port}/send?key=secret")
    assert "secret" not in str(failed.value)
    with pytest.raises(NoticeFailedError):
        await sent("nothing like an address")
