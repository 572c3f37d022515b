"""Settings on the console: the same checks as config.yaml, at the next start."""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot import config, config_kept
from bot.commands import options
from bot.config_kept import FILE, Where
from bot.config_keys import KEYS
from bot.console.pages.settings import SECRET, is_open
from bot.console.plainly import DURATIONS, parts, plain_words
from bot.console.setting import as_text
from bot.errors import ConfigError
from store.console.accounts import Rank
from tests.console.console_server import Console

REPOSITORY = Path(__file__).parents[2]


def read(folder: Path, *sets: str) -> config.Config:
    import argparse  # noqa: PLC0415

    given = argparse.Namespace(config=REPOSITORY / "config.yaml", data=folder, set=sets)
    return options.read(given)


async def test_every_key_is_there_in_words(console: Console):
    browser = await console.signed_in()
    _, page = await browser.get("/settings")
    for name in KEYS:
        assert f'id="{name.replace(".", "-")}"' in page
    assert "安静多久再开口" in page
    assert (await (await console.signed_in(Rank.STAFF)).get("/settings"))[0] == 403


async def test_a_change_takes_effect_at_the_next_start(console: Console):
    browser = await console.signed_in()
    for name, value in (
        ("coach.settle", "7 分钟"),
        ("coach.again_after", "第二天一早"),
        ("sender.breaker", "20/10 分钟"),
        ("backup.at", ""),
        ("coach.quiet_hours", "22:00，07:00"),
        ("coach.thanks", "false"),
        ("staff.remind_after", ""),
    ):
        status, _ = await browser.post("/settings", name=name, value=value)
        assert status == 303, name
    _, page = await browser.get("/settings")
    assert "现在用的还是 3 分钟，下次启动用 7 分钟" in page
    loaded = read(console.desk.data)
    coach = loaded.settings.coach
    assert coach.settle == timedelta(minutes=7)
    assert coach.quiet_hours == (time(22), time(7))
    assert not coach.thanks
    assert loaded.settings.staff.remind_after == ()
    assert loaded.origins["coach.settle"].where is Where.CONSOLE
    assert read(console.desk.data, "coach.settle=9m").settings.coach.settle.seconds == 540
    await browser.post("/settings", name="coach.settle", value="", reset="yes")
    assert read(console.desk.data).settings.coach.settle == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("coach.settle", "soon"),
        ("coach.max_asks", "99"),
        ("coach.required", "headcount, weather"),
        ("coach.quiet_hours", "21:00"),
        ("backup.at", "25:00"),
    ],
)
async def test_a_wrong_value_is_said_beside_its_field(
    console: Console, name: str, value: str
):
    browser = await console.signed_in()
    status, page = await browser.post("/settings", name=name, value=value)
    assert status == 422
    assert page.count("这样写不行") == 1
    assert name == "coach.required" or value in page  # the other is none of the boxes
    assert not (console.desk.data / FILE).exists()


@pytest.mark.parametrize(
    "name", ["web.token", "store.url", "language_model.url", "nothing"]
)
async def test_what_is_dangerous_is_not_changed_here(console: Console, name: str):
    browser = await console.signed_in()
    assert (await browser.post("/settings", name=name, value="x"))[0] == 403
    assert not (console.desk.data / FILE).exists()


def test_secrets_are_never_open():
    assert not any(is_open(name) for name in SECRET)


def test_every_key_and_section_has_words():
    words = plain_words()
    assert set(words.keys) == set(KEYS)
    assert set(words.sections) == {name.partition(".")[0] for name in KEYS}
    assert all(words.of(name, "words") for name in KEYS)


@pytest.mark.parametrize("name", [name for name in KEYS if is_open(name)])
def test_what_people_read_can_be_typed_again(name: str):
    words, key = plain_words(), KEYS[name]
    kind = words.of(name, "kind")
    said = words.said(name, as_text(key.default))
    if isinstance(key.default, list):
        assert parts([words.written(name, said)]) == key.default
    elif kind:
        assert words.written(name, said) == as_text(key.default)
    assert kind not in DURATIONS or not re.search(r"\d[smhd]", said)


def test_a_broken_file_is_named(tmp_path: Path):
    assert config_kept.kept(tmp_path) == {}
    file = tmp_path / FILE
    for text in ("[1]", "a: b: c"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match=re.escape(FILE)):
            config_kept.kept(tmp_path)
    file.write_text("", encoding="utf-8")
    assert config_kept.kept(tmp_path) == {}
    config_kept.keep(tmp_path, {"coach.settle": "soon"})
    with pytest.raises(ConfigError, match=re.escape(FILE)):
        read(tmp_path)
