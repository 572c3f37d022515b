"""The labelled corpus: it can be read, training is repeatable, and the learned reader earns its place."""

from pathlib import Path

import pytest

from benchmarks.reading.corpus import FOLDER, Labelled, load, read_file
from benchmarks.reading.measures import HELD_OUT, score
from benchmarks.reading.train import train
from handlers.read.note import read_message

MESSAGES = load()


def test_there_are_thousands_of_different_messages():
    assert len({one.text for one in MESSAGES}) > 5000
    assert {one.kind for one in MESSAGES} == {
        "report",
        "announcement",
        "question",
        "reply",
        "chat",
    }


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_mark_covers_words(path: Path):
    for one in read_file(path):
        assert all(one.text[slice(*mark.span)].strip() for mark in one.marks), one.text


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("## report 2026-05-09T20:00 chat\n在{p:东园", "not closed"),
        ("## report 2026-05-09T20:00 chat\n在东园}", "without"),
        ("## report 2026-05-09T20:00 chat\n在{k:东园}", "no mark k"),
        ("## report 2026-05-09T20:00 chat\n来了{n:9人}", "n= is missing"),
        ("## report 2026-05-09T20:00 chat\n{t:今天}", "start= is missing"),
        ("## report 2026-05-09T20:00 chat n=9\n在{p2:东园}", "does not have"),
        ("## gossip 2026-05-09T20:00 chat\n东园", "kind must be"),
        ("## chat 2026-05-09T20:00 chat\n\n", "no text"),
        ("## chat 2026-05-09T20:00 chat\n{p:}东园", "empty"),
        ("## chat 2026-05-09T20:00 chat who=me\n东园", "unknown facts"),
    ],
)
def test_a_mislabelled_message_is_refused_by_name(tmp_path: Path, written: str, fault: str):
    path = tmp_path / "somebody.txt"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"somebody.txt, message 1.*{fault}"):
        list(read_file(path))


@pytest.mark.slow
def test_the_same_corpus_gives_the_same_weights(tmp_path: Path):
    few = [one for author in ("feng", "tang", "xu") for one in load(author)[:12]]
    folders = [tmp_path / "one", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
        train(few, folder)
    names = sorted(path.name for path in folders[0].iterdir())
    assert len(names) == 9
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes()


def test_the_learned_reader_reads_an_author_it_never_saw_better_than_rules_alone():
    def learned(one: Labelled):
        return read_message(one.text, one.sent_at)

    def ruled(one: Labelled):
        return read_message(one.text, one.sent_at, learned=False)

    unseen = [one for one in MESSAGES if one.author in HELD_OUT]
    (ours, _), (theirs, _) = score(unseen, learned), score(unseen, ruled)
    for measure in (
        "report_recall",
        "kind_accuracy_others",
        "place_accuracy",
        "feedback_span_f1",
    ):
        assert ours[measure] > theirs[measure] + 0.03, measure
    assert ours["report_precision"] > 0.96
    assert ours["all_four_right"] > theirs["all_four_right"] + 0.1
