"""Train the learned reader on the labelled corpus; the weights go into handlers/read/learned.

    python -m benchmarks.reading.train [--held-out he …] [--without-style voice …] [--out FOLDER]

First the taggers and the judge of kinds; then, on what taggers trained without them make of
the messages of a third of the authors at a time, the weights of the choices.  The same
corpus and the same rules give the same weights, byte for byte.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite
from tqdm import tqdm

from benchmarks.reading.answers import NO, options_of
from benchmarks.reading.corpus import Labelled, load
from benchmarks.reading.measures import HELD_OUT
from handlers.read.kinds import attributes_of
from handlers.read.learned.chatter import FILE, signs
from handlers.read.learned.features import features
from handlers.read.learned.hints import hints
from handlers.read.learned.marks import LAYERS
from handlers.read.learned.tagger import CHOICES, KIND, YES, open_tagger, see, write_tags
from handlers.read.note import gather

WEIGHTS = Path(__file__).parents[2] / "handlers" / "read" / "learned"
FOLDS = 3
GATE = "gate"
LEAST = 0.01  # a weight below tells nothing
PARAMETERS = {
    **{layer: {"c1": 0.5, "c2": 0.3, "max_iterations": 100} for layer in LAYERS},
    **{choice: {"c1": 0.1, "c2": 1.0, "max_iterations": 150} for choice in CHOICES},
    GATE: {"c1": 0.1, "c2": 0.5, "max_iterations": 80},
    KIND: {"c1": 0.2, "c2": 0.8, "max_iterations": 150},
}


def train(messages: Sequence[Labelled], out: Path) -> None:
    """Write the weights of every model, learnt from `messages`, into the folder `out`."""
    authors = sorted({one.author for one in messages})
    with TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        jobs = [(layer, out, frozenset(authors)) for layer in LAYERS]
        jobs += [(KIND, out, frozenset(authors))]
        for fold in range(FOLDS):
            rest = frozenset(authors) - set(authors[fold::FOLDS])
            jobs += [(layer, Path(folder) / str(fold), rest) for layer in LAYERS]
        train_gate(messages, out)
        done = [pool.submit(_train_tagger, *job, messages) for job in jobs]
        for one in tqdm(done, "taggers"):
            one.result()
        _train_choices(messages, [Path(folder) / str(fold) for fold in range(FOLDS)], out)


def train_gate(messages: Sequence[Labelled], out: Path) -> None:
    """Write the weights by which the gate tells chatter (logistic regression)."""
    with TemporaryDirectory() as folder:
        trainer = pycrfsuite.Trainer(verbose=False)
        for one in messages:
            label = YES if one.kind == "chat" else NO
            # The dump of a model cannot name every character: code points can.
            trainer.append(
                [[sign.encode("utf-16").hex() for sign in signs(one.text)]], [label]
            )
        trainer.set_params(PARAMETERS[GATE])
        trainer.train(f"{folder}/gate")
        features = _open(Path(folder) / "gate").info().state_features
    weights: dict[str, float] = {}
    for (sign, label), weight in features.items():
        name = bytes.fromhex(sign).decode("utf-16")
        weights[name] = weights.get(name, 0.0) + (weight if label == YES else -weight)
    kept = {
        name: round(weight, 3)
        for name, weight in sorted(weights.items())
        if abs(weight) > LEAST
    }
    text = json.dumps(kept, ensure_ascii=False, indent=0)
    (out / FILE).write_text(text, encoding="utf-8")


def tags_of(one: Labelled, letters: str) -> list[str]:
    """The marks of one layer as BIO tags; of nested marks the outer one."""
    marks = [(m.what, m.span) for m in one.marks if m.what in letters]
    outer = sorted(marks, key=lambda mark: (mark[1][0], -mark[1][1]))
    return write_tags(len(one.text), outer)


def _train_tagger(
    name: str, out: Path, authors: frozenset[str], messages: Sequence[Labelled]
) -> None:
    out.mkdir(exist_ok=True)
    examples = (_example(name, one) for one in messages if one.author in authors)
    _fit(name, examples, out)


def _example(name: str, one: Labelled) -> tuple[object, list[str]]:
    facts = gather(one.text, one.sent_at, ())
    if name == KIND:
        return [attributes_of(one.text, facts, one.sent_at)], [one.kind]
    return _rows(one), tags_of(one, LAYERS[name])


def _rows(one: Labelled) -> pycrfsuite.ItemSequence:
    facts = gather(one.text, one.sent_at, ())
    return pycrfsuite.ItemSequence(features(one.text, hints(one.text, facts)))


def _train_choices(
    messages: Sequence[Labelled], folders: Sequence[Path], out: Path
) -> None:
    authors = sorted({one.author for one in messages})
    examples: dict[str, list[tuple[list[Mapping[str, float]], list[str]]]]
    examples = {choice: [] for choice in CHOICES}
    for fold, folder in enumerate(folders):
        taggers = {
            layer: open_tagger(_open(folder / f"{layer}.crfsuite")) for layer in LAYERS
        }
        told = [
            o for o in messages if o.author in authors[fold::FOLDS] and o.kind == "report"
        ]
        for one in tqdm(told, f"choices {fold + 1}/{FOLDS}"):
            seen = see(one.text, _rows(one), taggers)
            for choice, told_by, right in options_of(one, seen):
                examples[choice].append(([told_by], [right]))
    for choice in CHOICES:
        _fit(choice, iter(examples[choice]), out)


def _fit(name: str, examples: Iterator[tuple[object, list[str]]], out: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for attributes, labels in examples:
        trainer.append(attributes, labels)
    trainer.set_params(PARAMETERS[name])
    trainer.train(str(out / f"{name}.crfsuite"))


def _open(path: Path) -> pycrfsuite.Tagger:
    model = pycrfsuite.Tagger()
    model.open(str(path))
    return model


def main() -> None:
    """Train on all authors but those held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-out", nargs="*", default=HELD_OUT)
    parser.add_argument("--without-style", nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    messages = [
        one
        for one in load()
        if one.author not in options.held_out and one.style not in options.without_style
    ]
    options.out.mkdir(exist_ok=True)
    train(messages, options.out)
    for file in sorted(options.out.glob("*.crfsuite")):
        print(f"{file.name:24}{file.stat().st_size / 1e6:6.2f} MB")


if __name__ == "__main__":
    main()
