"""The sentence model: real, and small enough for tests."""

import logging
import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.knowledge import loaded, model, packages
from bot.knowledge.model import Sentences
from handlers import memory
from handlers.knowledge.judge import ANSWERABLE, ELSEWHERE
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

    assert likeness.keys() == {"k1", "k2", ELSEWHERE, ANSWERABLE}
    assert likeness["k1"] > likeness["k2"]
    assert sentences.vector("想借话筒") @ sentences.vector("想借话筒") == pytest.approx(1)


def test_what_the_answer_speaks_of_counts_too(sentences: Sentences):
    told, other = (
        sentences.likeness("钥匙丢了", [Entry("k", "进不去怎么办", answer)])["k"]
        for answer in ("钥匙丢了就找门卫。", "音响在二楼。")
    )

    assert told > other


def test_what_only_a_person_can_answer_leans_away(sentences: Sentences):
    handbook, person = (
        sentences.likeness(words, ENTRIES)[ANSWERABLE]
        for words in ("签到表忘记带了要怎么补", "你昨天答应我那事跟主任说了没有")
    )

    assert handbook > person


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
    assert all(math.isfinite(one) for one in sentences.likeness(text, ENTRIES).values())


def test_threads_agree(sentences: Sentences):
    words = [f"第{n}次活动的照片" for n in range(6)]
    alone = Sentences()

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(sentences.vector, words))

    for word, vector in zip(words, found, strict=True):
        assert vector @ alone.vector(word) == pytest.approx(1, abs=1e-5)


def test_entries_are_kept_until_all_is_forgotten_and_questions_never():
    fresh = Sentences()

    fresh.likeness("喇叭能不能拿来用用", ENTRIES)
    kept = fresh._known["签到表在哪里领 前台。"]
    fresh.likeness("哪儿领签到表", ENTRIES[1:])
    assert fresh._known.keys() == {"音响怎么借 找前台。", "签到表在哪里领 前台。"}
    assert fresh._known["签到表在哪里领 前台。"] is kept

    memory.forget()
    assert not fresh._known


def test_of_very_many_entries_not_all_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(model, "MOST", 1)
    fresh = Sentences()

    assert fresh.likeness("喇叭能不能拿来用用", ENTRIES).keys() >= {"k1", "k2"}
    assert fresh._known.keys() == {"签到表在哪里领 前台。"}  # the oldest went


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
