"""`doctor`, what is not there yet, and the command line itself."""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.__main__ import main
from bot.commands.doctor import wrong_with_looking
from bot.knowledge import packages as knowing
from bot.recognise import packages
from tests.bot.files import SETTING, written

BLIND = ("--set", "recognise.enabled=false")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_doctor_finds_nothing_to_mend(capsys: pytest.CaptureFixture[str]):
    main(["load", written("s.json", SETTING), "--data", "kept"])
    said(capsys)

    assert main(["doctor", "--data", "kept"]) == 0
    lines = said(capsys).splitlines()
    assert all(line.startswith("ok") for line in lines)
    assert any("2 rooms, 0 rows parked" in line for line in lines)
    assert "ok    recognition: models loaded, 1 worker" in lines


def test_doctor_names_what_must_be_mended(capsys: pytest.CaptureFixture[str]):
    assert main(["doctor", "--set", "coach.settle=soon"]) == 1
    assert "MEND  configuration: --set: coach.settle is 'soon'" in said(capsys)
    assert main(["doctor", "--data", "/proc", *BLIND]) == 1
    assert "MEND  data folder: /proc" in said(capsys)


def test_doctor_makes_no_folder_and_says_which_is_not_there(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["doctor", "--data", "mispelt", *BLIND]) == 1
    lines = said(capsys).splitlines()
    assert (
        "MEND  data folder: mispelt is not there; look at --data, or make it with `load`"
        in lines
    )
    assert "ok    store: nothing is kept yet; `load` and `run` begin one" in lines

    Path("file").touch()
    assert main(["doctor", "--data", "file", *BLIND]) == 1
    assert "MEND  data folder: file is no folder; " in said(capsys)

    assert main(["doctor", *BLIND]) == 0
    assert "ok    data folder: data (not there yet), " in said(capsys)
    assert [path.name for path in Path().iterdir()] == ["file"]


def test_doctor_says_that_others_can_read_what_lay_there(
    capsys: pytest.CaptureFixture[str],
):
    main(["load", written("s.json", SETTING), "--data", "kept"])
    assert main(["doctor", "--data", "kept", *BLIND]) == 0
    assert "access" not in said(capsys)

    Path("kept").chmod(0o755)
    Path("kept/peiban.sqlite").chmod(0o644)
    assert (
        main(["doctor", "--data", "kept", *BLIND]) == 0
    )  # no way leads through its parents
    with TemporaryDirectory(dir="/tmp") as public:
        Path(public).chmod(0o755)
        there = Path(public, "kept")
        Path("kept").rename(there)
        file = there / "peiban.sqlite"
        file.chmod(0o600)
        assert main(["doctor", "--data", str(there), *BLIND]) == 0  # only names can be read
        file.chmod(0o644)
        assert main(["doctor", "--data", str(there), *BLIND]) == 1
        assert f"MEND  access: any user of this machine can read {there}; `chmod" in said(
            capsys
        )
        assert file.stat().st_mode & 0o777 == 0o644  # it only looks


def test_doctor_says_what_the_language_model_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PEIBAN_MODEL_KEY", raising=False)
    model = [*BLIND, "--set", "language_model.url=http://127.0.0.1:9/v1"]

    main(["doctor", *BLIND])
    assert "ok    language model: none" in said(capsys)
    assert main(["doctor", *model]) == 1
    assert "MEND  language model: language_model.model is empty" in said(capsys)
    model += ["--set", "language_model.model=tiny"]
    assert main(["doctor", *model]) == 1
    assert "the environment variable PEIBAN_MODEL_KEY" in said(capsys)
    monkeypatch.setenv("PEIBAN_MODEL_KEY", "a key")
    assert main(["doctor", *model]) == 0
    assert "ok    language model: tiny at http://127.0.0.1:9/v1" in said(capsys)


def test_doctor_says_what_the_speech_service_lacks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PEIBAN_SPEECH_KEY", raising=False)
    service = ("--set", "speech.url=http://127.0.0.1:9/v1", "--set", "speech.model=ear")
    speech = [*BLIND, *service]

    main(["doctor", *BLIND])
    assert "ok    speech: none; staff listen" in said(capsys)
    assert main(["doctor", *speech]) == 1
    assert "MEND  speech: the environment variable PEIBAN_SPEECH_KEY" in said(capsys)
    monkeypatch.setenv("PEIBAN_SPEECH_KEY", "a key")
    assert main(["doctor", *speech]) == 0
    assert "ok    speech: ear at http://127.0.0.1:9/v1" in said(capsys)


def test_doctor_says_whether_pictures_are_looked_at(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    main(["doctor", *BLIND])
    assert "ok    recognition: off; every picture counts as a photo" in said(capsys)

    monkeypatch.setattr(packages, "NEEDED", ("not_there",))
    assert main(["doctor"]) == 0
    assert "ok    recognition: the packages are not there (run" in said(capsys)
    assert main(["doctor", "--set", "recognise.enabled=true"]) == 1
    assert "MEND  recognition: recognise.enabled is true and packages" in said(capsys)


def test_doctor_says_how_the_knowledge_is_searched(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    main(["doctor", *BLIND])
    assert "ok    knowledge: sentence model loaded" in said(capsys)
    main(["doctor", *BLIND, "--set", "knowledge.model=false"])
    assert "ok    knowledge: off; entries are found by their words alone" in said(capsys)

    monkeypatch.setattr(knowing, "NEEDED", ("not_there",))
    assert main(["doctor", *BLIND]) == 0
    assert "ok    knowledge: the packages are not there (run" in said(capsys)
    assert main(["doctor", *BLIND, "--set", "knowledge.model=true"]) == 1
    assert "MEND  knowledge: knowledge.model is true and packages" in said(capsys)


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("nowhere:look", "cannot start: ModuleNotFoundError"),
        ("os:abort", "looking at a test picture failed (defect)"),
    ],
)
def test_doctor_looks_at_a_picture(task: str, words: str):
    found = asyncio.run(wrong_with_looking(task))

    assert found is not None
    assert words in found


def test_a_worker_that_may_not_be_started_is_no_matter_of_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    python = tmp_path / "python"
    python.touch(mode=0o600)
    monkeypatch.setattr(sys, "executable", str(python))
    found = asyncio.run(wrong_with_looking())

    assert found is not None
    assert "Permission denied" in found
    assert "the user that the bot was installed for" in found
    assert "make setup" not in found


def test_the_picture_that_doctor_looks_at_has_words_that_are_read():
    assert asyncio.run(wrong_with_looking("tests.bot.tasks:read")) is None


def test_a_wrong_configuration_stops_a_command(capsys: pytest.CaptureFixture[str]):
    Path("config.yaml").write_text("coach: {setle: 3m}", encoding="utf-8")

    assert main(["load", written("s.json", SETTING)]) == 1
    assert "did you mean coach.settle?" in capsys.readouterr().err


@pytest.mark.parametrize(("argv", "status"), [([], 0), (["dance"], 2), (["load"], 2)])
def test_the_command_line_explains_itself(argv: list[str], status: int):
    with pytest.raises(SystemExit) as ended:
        main(argv)

    assert ended.value.code == status
