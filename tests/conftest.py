"""What every test may use: the option --rewrite, the browser and wechaty's gateway."""

import os
import shutil
import signal
from collections.abc import Iterator

import pytest

from tests.peers.gateway import lacking


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let transcripts be brought up to date by the bot itself; the diff is the review."""
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="rewrite the bot> and filed: lines of transcripts with what the bot does now",
    )


def pytest_configure() -> None:
    """What a test starts can be interrupted, though a shell has put us in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """A command that is run in this process makes it stricter; that ends with the test."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether transcripts take the bot's word instead of checking it."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser; without one the test is skipped, and fails in CI."""
    names = (os.environ.get("CHROMIUM", "chromium"), "chromium-browser")
    for path in map(shutil.which, names):
        if path is not None:
            return path
    return missing("no Chromium: run .ci/browser as root, or set CHROMIUM to its path")


@pytest.fixture(scope="session")
def node() -> None:
    """Wechaty's own gateway; without it the test is skipped, and fails in CI."""
    reason = lacking()
    if reason is not None:
        missing(reason)


def missing(what: str) -> str:
    """Skip the test, or fail it where CI promised to have everything."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
