"""A typo in the configuration: status 1, and a line with the key, the value, what is allowed."""

from pathlib import Path

import pytest

from bot.__main__ import main

RUN = ["run", "--port", "99999"]  # should it be taken for right, the start ends here


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("coach: {setle: 3m}", ("config.yaml", "coach.setle", "3m", "coach.settle")),
        ("coach: {settle: soon}", ("coach.settle", "soon", "20s, 3m, 4h or 1d")),
        ("coach: {quiet_hours: [21]}", ("coach.quiet_hours", "[21]", '["21:00", "08:00"]')),
        ("sender: {per_minute: 0}", ("sender.per_minute", "0", "from 1 to")),
        ("sender: {breaker: often}", ("sender.breaker", "often", "10/5m, or off")),
        ("coach: {required: [smile]}", ("coach.required", "smile", "headcount")),
        ("coach: {thanks: perhaps}", ("coach.thanks", "perhaps", "true or false")),
        ("bot: {timezone: Mars/Base}", ("bot.timezone", "Mars/Base", "Asia/Shanghai")),
        ("bot: {timezone: ../../etc}", ("bot.timezone", "../../etc", "Asia/Shanghai")),
        ("bot: {name: }", ("bot.name", "None", "some text")),
        ("store: {url: 'mysql://x/y'}", ("store.url", "mysql", "postgresql+asyncpg")),
        ("store: {url: nonsense}", ("store.url", "nonsense", "postgresql+asyncpg")),
        ("store: {url: [a]}", ("store.url", "['a']", "postgresql+asyncpg")),
        ("colour: blue", ("colour", "blue", "known keys")),
        ("coach: [1, 2]", ("coach", "[1, 2]", "known keys")),
        ("coach:", ("coach", "known key")),
        ("just words", ("config.yaml", "sections")),
        ("coach: {settle: 3m", ("config.yaml", "YAML")),
        ("coach:\n  settle: a: b", ("config.yaml, line 2, column 12 is not YAML",)),
        ("coach: {settle: 2026-02-31}", ("config.yaml is not YAML", "day")),
        ("coach: \x07", ("config.yaml is not YAML", "character")),
        ("\udcff", ("config.yaml", "cannot be read")),
    ],
    ids=ascii,  # one of them is no text, and pytest writes the names of tests to a file
)
def test_a_typo_in_the_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str, said: tuple[str, ...]
):
    file, data = tmp_path / "config.yaml", tmp_path / "data"
    file.write_text(written, "utf-8", "surrogateescape")
    assert main([*RUN, "--data", str(data), "--config", str(file)]) == 1
    error = capsys.readouterr().err
    assert [word for word in said if word not in error] == []
    assert len(error.splitlines()) == 1
    assert not (data / "peiban.sqlite").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (
            "--set=coach.settle=1 week",
            ("--set: coach.settle", "1 week", "20s, 3m, 4h or 1d"),
        ),
        ("--set=coach.setle=3m", ("--set: coach.setle", "coach.settle")),
        ("--set=coach.settle", ("KEY=VALUE",)),
        ("--set=coach.settle=[", ("coach.settle", "YAML")),
        ("--config=nowhere.yaml", ("nowhere.yaml", "--config")),
    ],
)
def test_a_wrong_option_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, said: tuple[str, ...]
):
    data = tmp_path / "data"
    assert main([*RUN, "--data", str(data), option]) == 1
    error = capsys.readouterr().err
    assert [word for word in said if word not in error] == []
    assert not data.exists()
