"""Alarms by mail, against real mail servers, willing and unwilling."""

import asyncio
from pathlib import Path

import pytest

from bot.alarms.mail import Mail
from bot.alarms.notice import Notice
from bot.config import load
from bot.errors import NoticeFailedError
from tests.bot.alarms.hook import blunt
from tests.bot.alarms.post_office import PASSWORD, USER, Doors, PostOffice, post_office
from tests.peers.certificates import Certificate, certificate

NOTICE = Notice("账号掉线了", "账号掉线了\n从早上起\n.一个点开头")
TO = ["a@office.example", "b@office.example"]


def mail(port: int, password: str = PASSWORD, **given: object) -> Mail:
    usual = {"host": "localhost", "port": port, "from": "bot@office.example", "to": TO}
    keys = {f"mail_{name}": value for name, value in (usual | given).items()}
    keys["timeout"] = keys.pop("mail_timeout", "30s")
    settings = load(None, {f"alarms.{name}": value for name, value in keys.items()}).alarms
    return Mail(settings, password)


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """Of localhost, and trusted by this machine for the length of a test."""
    made = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.certificate))
    return made


def assert_taken(office: PostOffice) -> None:
    (message,) = office.taken
    assert message["Subject"] == NOTICE.title
    assert message["From"] == "bot@office.example"
    assert message.get_content().splitlines() == NOTICE.text.splitlines()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"]
    assert message["Message-ID"]
    assert office.addressed == [TO]


async def test_a_server_of_ones_own_net_takes_it_without_encryption():
    async with post_office() as office:
        await mail(office.port, security="none").send(NOTICE)

    assert_taken(office)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_encrypted_and_with_a_password(certified: Certificate, security: str):
    doors = Doors(locked=True, **{security: certified})
    async with post_office(doors) as office:
        await mail(office.port, security=security, user=USER).send(NOTICE)

    assert_taken(office)
    assert office.logins == [True]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, security: str
):
    doors = Doors(**{security: certificate(tmp_path)})
    async with post_office(doors) as office:
        with pytest.raises(NoticeFailedError, match="no delivery"):
            await mail(office.port, security=security).send(NOTICE)

    assert not office.taken


async def test_a_server_without_encryption_gets_nothing_when_that_is_wanted():
    async with post_office() as office:
        with pytest.raises(NoticeFailedError):
            await mail(office.port, user=USER).send(NOTICE)

    assert not office.taken


async def test_a_wrong_password_has_failed_and_is_in_no_error(certified: Certificate):
    async with post_office(Doors(locked=True, starttls=certified)) as office:
        with pytest.raises(NoticeFailedError, match="535") as failed:
            await mail(office.port, "secret", user=USER).send(NOTICE)

    assert "secret" not in str(failed.value)
    assert not office.taken


async def test_one_address_that_is_taken_is_enough():
    async with post_office() as office:
        office.refused = "b@"
        await mail(office.port, security="none").send(NOTICE)

    assert office.addressed == [TO[:1]]


async def test_nobody_of_these_names_has_failed():
    async with post_office() as office:
        office.refused = ""
        with pytest.raises(NoticeFailedError, match="no delivery"):
            await mail(office.port, security="none").send(NOTICE)


async def test_a_server_that_takes_no_mail_now_has_failed():
    async with post_office() as office:
        office.answer = "451 try again later"
        with pytest.raises(NoticeFailedError, match="451"):
            await mail(office.port, security="none").send(NOTICE)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
async def test_a_server_that_says_nothing_is_given_up(security: str):
    async with blunt(None) as port:
        with pytest.raises(NoticeFailedError):
            await mail(port, security=security, timeout="0.3s").send(NOTICE)


@pytest.mark.parametrize("reply", ["", "HTTP/1.1 200 OK\r\n\r\n", "\0" * 2000, "220"])
async def test_a_server_of_something_else_has_failed(reply: str):
    async with blunt(reply.encode()) as port:
        with pytest.raises(NoticeFailedError):
            await mail(port, security="none", timeout="5s").send(NOTICE)


async def test_nobody_there_has_failed():
    async with blunt(b"") as port:
        pass
    with pytest.raises(NoticeFailedError):
        await mail(port, security="none").send(NOTICE)


async def test_who_is_told_to_stop_stops_at_once():
    async with blunt(None) as port:
        sending = asyncio.create_task(mail(port, security="none").send(NOTICE))
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
