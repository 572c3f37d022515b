"""What doctor says of the ways by which alarms go out, and a test notice by each."""

import asyncio

import pytest

from bot.__main__ import main
from bot.alarms import checking
from bot.config import load
from tests.bot.alarms.hook import hook
from tests.bot.alarms.post_office import post_office
from tests.peers.serving import sends

MAIL = {
    "alarms.mail_host": "localhost",
    "alarms.mail_from": "bot@office.example",
    "alarms.mail_to": ["me@office.example"],
    "alarms.mail_security": "none",
}


def lines(given: dict[str, object], *, tried: bool = False) -> list[tuple[bool, str, str]]:
    return list(checking.lines(load(None, given).alarms, tried=tried))


def test_without_a_way_it_says_so():
    ((fine, name, words),) = lines({})
    assert (fine, name) == (True, "alarms")
    assert "alarms.webhook" in words


def test_the_address_may_come_from_the_environment_and_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("PEIBAN_ALARM_WEBHOOK", "http://127.0.0.1:9/send?key=secret")
    found = lines({"alarms.webhook": "http://127.0.0.1:9/other"})

    assert found == [
        (True, "alarms, webhook", "an address, as json: set; --alarm-test tries it")
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"alarms.mail_from": ""}, "alarms.mail_from is empty"),
        ({"alarms.mail_to": []}, "alarms.mail_to is empty"),
        ({"alarms.mail_user": "bot"}, "PEIBAN_ALARM_MAIL_PASSWORD"),
    ],
)
def test_what_is_missing_is_named(given: dict[str, object], said: str):
    ((fine, _, words),) = lines(MAIL | given)
    assert not fine
    assert said in words


async def test_a_test_notice_goes_out_by_every_way():
    async with hook() as server, post_office() as office:
        given = MAIL | {"alarms.webhook": server.url, "alarms.mail_port": office.port}
        found = await asyncio.to_thread(lines, given, tried=True)

    assert [fine for fine, _, _ in found] == [True, True]
    assert server.titles == ["陪伴：试一试警报"]
    assert [one["Subject"] for one in office.taken] == ["陪伴：试一试警报"]


async def test_doctor_says_which_way_failed_and_why(capsys: pytest.CaptureFixture[str]):
    async with hook(sends(b"", 403)) as server:
        options = ["--set", f"alarms.webhook={server.url}", "--alarm-test"]
        blind = ["--set", "recognise.enabled=false", "--set", "knowledge.model=false"]
        status = await asyncio.to_thread(main, ["doctor", *options, *blind])

    said = capsys.readouterr().out
    assert status == 1
    assert "MEND  alarms, webhook: a test notice failed (status 403)" in said
    assert server.url not in said
