"""The sentence model: real, and small enough for tests."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.knowledge import loaded, model, packages
from bot.knowledge.model import Sentences
from handlers.knowledge.judge import ELSEWHERE
from handlers.model.case import Entry

ENTRIES = (
    Entry("k1", "音响怎么借", "找前台。", ("想借话筒",)),
    Entry("k2", "签到表在哪里领", "前台。"),
)


@pytest.fixture(scope="module")
def sentences() -> Sentences:
    return Sentences()


@pytest.fixture
def _anew() -> None:
    loaded._once.cache_clear()


def test_what_means_the_same_is_more_alike(sentences: Sentences):
    likeness = sentences.likeness("喇叭能不能拿来用用", ENTRIES)

    assert likeness.keys() == {"k1", "k2", ELSEWHERE}
    assert likeness["k1"] > likeness["k2"]
    assert sentences.likeness("想借话筒", ENTRIES)["k1"] == pytest.approx(1, abs=1e-3)


def test_what_is_asked_elsewhere_is_known(sentences: Sentences):
    near, far = (
        sentences.likeness(words, ENTRIES)[ELSEWHERE]
        for words in ("我的养老金这个月到账没", "音响怎么借")
    )

    assert near > far


HOSTILE = {
    "nothing": "",
    "space": " ",
    "nul": "\x00",
    "half a pair": "\ud800半个",
    "emoji": "👵🏻" * 500,
    "long": "长" * 5000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_whatever_people_write_has_a_likeness(sentences: Sentences, text: str):
    assert all(-1.01 <= one <= 1.01 for one in sentences.likeness(text, ENTRIES).values())


def test_threads_agree(sentences: Sentences):
    words = [f"第{n}次活动的照片" for n in range(6)]
    alone = Sentences()

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(sentences.vector, words))

    for word, vector in zip(words, found, strict=True):
        assert vector @ alone.vector(word) == pytest.approx(1, abs=1e-5)


def test_entries_are_kept_while_they_are_known_and_questions_never():
    fresh = Sentences()

    fresh.learn("音响怎么借")
    kept = fresh._known["音响怎么借"]
    fresh.likeness("喇叭能不能拿来用用", ENTRIES)
    assert fresh._known["音响怎么借"] is kept
    assert fresh._known.keys() == {"音响怎么借", "想借话筒", "签到表在哪里领"}

    fresh.likeness("喇叭能不能拿来用用", ENTRIES[1:])
    assert fresh._known.keys() == {"签到表在哪里领"}


@pytest.mark.usefixtures("_anew")
def test_two_threads_get_the_same_model():
    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(lambda _: loaded.sentences(), range(2))

    assert one is other is not None


@pytest.mark.usefixtures("_anew")
def test_without_its_packages_there_is_no_model(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(packages, "NEEDED", ("not_there",))

    with caplog.at_level(logging.INFO):
        assert loaded.sentences() is None
        assert loaded.sentences() is None
    assert caplog.messages == ["no sentence model"]
    loaded._once.cache_clear()


@pytest.mark.usefixtures("_anew")
def test_a_model_that_does_not_load_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(model, "CENTRE", "nowhere.json")

    assert loaded.sentences() is None
    assert loaded.sentences() is None
    assert caplog.messages == ["sentence model does not load"]
    loaded._once.cache_clear()
