"""What keeps the bot from starting is said by name, with status 1, and leaves nothing behind."""

import socket
from pathlib import Path

import pytest

from tests.bad_input.chat import chat_on, load
from tests.bad_input.disk import mounted, remount
from tests.faults.bot_process import Ended, finished


async def run(data: Path, *more: str) -> Ended:
    """A start that cannot succeed."""
    return await finished("run", "--data", str(data), *(more or ("--port", "0")))


def assert_said(ended: Ended, *words: str) -> None:
    """One line for people, with all these words."""
    assert ended.status == 1, ended.err
    assert ended.err.startswith("peiban run: ")
    assert "Traceback" not in ended.err
    assert [word for word in words if word not in ended.err] == []


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (
            "--host=no.such.host.invalid",
            ("no.such.host.invalid", "cannot listen", "--host"),
        ),
        ("--host=192.0.2.1", ("192.0.2.1", "cannot listen", "--host")),
        ("--port=99999", ("99999", "--port")),
    ],
)
async def test_an_address_that_cannot_be_is_named(
    tmp_path: Path, option: str, said: tuple[str, ...]
):
    assert_said(await run(tmp_path / "data", "--port", "0", option), *said)


async def test_a_port_in_use_is_named(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_said(await run(tmp_path / "data", "--port", port), port, "--port")


async def test_a_second_bot_on_the_same_folder_is_sent_away(tmp_path: Path):
    data = tmp_path / "data"
    async with chat_on(data, tmp_path) as chat:
        (data / "tmp" / "page-in-hand").mkdir()
        assert_said(await run(data), "another bot runs", str(data), "--data")
        assert (await chat.say("m1", "还在")).status == 202
        assert (data / "tmp" / "page-in-hand").exists()


async def test_what_a_killed_bot_had_in_hand_is_thrown_away(tmp_path: Path):
    data = tmp_path / "data"
    (data / "tmp" / "page-half").mkdir(parents=True)
    (data / "tmp" / "page-half" / "order.json").write_text("words")
    async with chat_on(data, tmp_path):
        assert list((data / "tmp").iterdir()) == []


async def test_a_file_in_the_place_of_what_is_thrown_away_is_named(tmp_path: Path):
    (tmp_path / "tmp").write_text("somebody's")
    assert_said(await run(tmp_path), str(tmp_path), "cannot be written")
    assert (tmp_path / "tmp").read_text() == "somebody's"


async def test_a_read_only_disk_is_named(tmp_path: Path):
    with mounted(tmp_path / "disk", "ro,size=1m") as disk:
        assert_said(await run(disk), str(disk), "cannot be written", "--data")
        assert_said(await run(disk / "data"), str(disk), "cannot be written", "--data")


async def test_a_store_on_a_disk_that_became_read_only_is_named(tmp_path: Path):
    with mounted(tmp_path / "disk", "size=8m") as disk:
        await load(disk / "data")
        remount(disk, "ro")
        assert_said(await run(disk / "data"), str(disk), "cannot be written")


async def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path):
    file = tmp_path / "data"
    file.write_text("a file")
    assert_said(await run(file), str(file), "--data", "a folder is needed")
    assert_said(await run(file / "data"), str(file), "--data", "a folder is needed")


async def test_what_is_no_database_is_named_and_left_alone(tmp_path: Path):
    store = tmp_path / "peiban.sqlite"
    store.write_bytes(b"my shopping list " * 100)
    assert_said(await run(tmp_path), str(store), "no SQLite database")
    assert store.read_bytes() == b"my shopping list " * 100


async def test_a_folder_with_odd_characters_holds_the_store(tmp_path: Path):
    data = tmp_path / "社区 50% a?b#c"
    async with chat_on(data, tmp_path) as chat:
        assert (await chat.say("m1", "好")).status == 202
    assert (data / "peiban.sqlite").exists()
    assert not (tmp_path / "社区 50% a").exists()
