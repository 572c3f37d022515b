"""What doctor says of the channels: what lacks, and whether anybody answers."""

import socket
from collections.abc import Iterator

import pytest

from bot import config
from bot.channels import checking

Line = tuple[bool, str, str]


@pytest.fixture
def port() -> Iterator[int]:
    """Somebody answers there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def lines(**given: object) -> list[Line]:
    keys = {name.replace("_", ".", 1): value for name, value in given.items()}
    return list(checking.lines(config.load(None, keys)))


def test_the_built_in_chat_is_always_there():
    assert lines() == [(True, "channels", "web, the built-in chat")]


def test_a_gateway_without_a_token_must_be_mended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("PEIBAN_WECHATY_TOKEN", raising=False)
    [_, (fine, name, words)] = lines(wechaty_gateway="127.0.0.1:1")

    assert (fine, name) == (False, "channels, wechaty")
    assert "PEIBAN_WECHATY_TOKEN" in words


def test_a_gateway_that_answers_is_well(port: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PEIBAN_WECHATY_TOKEN", "secret")
    [_, (fine, _, words)] = lines(wechaty_gateway=f"127.0.0.1:{port}")

    assert fine
    assert "secret" not in words


def test_a_gateway_at_which_nobody_answers_must_be_mended(
    port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PEIBAN_WECHATY_TOKEN", "secret")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        [_, (fine, _, words)] = lines(
            wechaty_gateway=f"127.0.0.1:{closed.getsockname()[1]}"
        )

    assert not fine
    assert "nobody answers" in words


def test_a_robot_wants_its_secret_and_is_reached(
    port: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PEIBAN_WECOM_SECRET", raising=False)
    url = f"ws://127.0.0.1:{port}"
    [_, (without, name, words)] = lines(wecom_bot="b1", wecom_url=url)
    monkeypatch.setenv("PEIBAN_WECOM_SECRET", "secret")
    [_, (fine, _, _)] = lines(wecom_bot="b1", wecom_url=url)

    assert (without, name, fine) == (False, "channels, wecom", True)
    assert "PEIBAN_WECOM_SECRET" in words
