"""Trains the reader of figures on fields that figures.py drew, and writes it as ONNX.

    python -m benchmarks.pictures.train_figures OUT.onnx CHECK.npz SHARD.npz ... [--minutes 25]

Needs torch and onnx, which the project itself does not.
"""

import argparse
import math
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn
from torch.nn import functional

from benchmarks.pictures.figures_text import ALPHABET

BATCH, RATE = 96, 3e-3
EDGE = 12  # px free on the right
SMALL = 64  # weights: fewer are kept in full


class Reader(nn.Module):
    """Grey fields n x 1 x 32 x wide, 0 to 1, to logarithms of shares: n x wide / 4 x signs."""

    def __init__(self) -> None:
        super().__init__()
        self.see = nn.Sequential(
            *_block(1, 16), nn.MaxPool2d(2),
            *_block(16, 32), nn.MaxPool2d(2),
            *_block(32, 56), nn.MaxPool2d((2, 1)),
            *_block(56, 72), nn.MaxPool2d((2, 1)),
            *_block(72, 72, (2, 3), (0, 1)),
        )  # fmt: skip
        self.say = nn.Conv2d(72, len(ALPHABET) + 1, (1, 3), padding=(0, 1))

    def forward(self, fields: torch.Tensor) -> torch.Tensor:
        signs = self.say(self.see(fields)).squeeze(2)
        return functional.log_softmax(signs.transpose(1, 2), dim=2)


def _block(
    taken: int, given: int, kernel: tuple[int, int] = (3, 3), edge: tuple[int, int] = (1, 1)
) -> list[nn.Module]:
    convolution = nn.Conv2d(taken, given, kernel, padding=edge, bias=False)
    return [convolution, nn.BatchNorm2d(given), nn.ReLU()]


def train(shards: list[Path], check: Path, minutes: float) -> Reader:
    """Goes through the shards in turn until the time is over; those yet to come may come later."""
    torch.set_num_threads(1)
    reader, begin, step, shown = Reader(), time.monotonic(), 0, 0
    print("weights", sum(part.numel() for part in reader.parameters()))
    steady = torch.optim.AdamW(reader.parameters(), RATE, weight_decay=0.02)
    while (done := (time.monotonic() - begin) / (60 * minutes)) < 1:
        here = [shard for shard in shards if shard.exists()]
        fields, truths = load(here[step % len(here)])
        step += 1
        for rows in _batches(fields):
            done = min(1.0, (time.monotonic() - begin) / (60 * minutes))
            steady.param_groups[0]["lr"] = RATE * max(0.01, math.cos(done * math.pi / 2))
            loss = _loss(
                reader, _varied(_narrow(fields[rows])), [truths[row] for row in rows]
            )
            steady.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
            steady.step()
            shown += 1
            if shown % 200 == 0:
                print(f"{done:.2f} {shown} loss {loss.item():.3f}", flush=True)
        print(f"{done:.2f} right {share(reader, *load(check)):.4f}", flush=True)
    return reader.eval()


def _batches(fields: torch.Tensor) -> list[torch.Tensor]:
    """Fields about equally wide together, in any order."""
    order = (_widths(fields) + 8 * torch.rand(len(fields))).argsort().split(BATCH)
    return [order[place] for place in torch.randperm(len(order))]


def _widths(fields: torch.Tensor) -> torch.Tensor:
    return ((fields > 0).any(1) * torch.arange(fields.shape[2])).amax(1)


def _narrow(fields: torch.Tensor) -> torch.Tensor:
    wide = int(_widths(fields).max()) + EDGE
    return functional.pad(fields, (0, EDGE))[..., : wide // 4 * 4]


def load(shard: Path) -> tuple[torch.Tensor, list[list[int]]]:
    """Fields and their signs, 1 for the first of the alphabet."""
    kept = np.load(shard)
    truths = [[ALPHABET.index(sign) + 1 for sign in str(text)] for text in kept["truths"]]
    return torch.from_numpy(kept["fields"]), truths


def share(reader: Reader, fields: torch.Tensor, truths: list[list[int]]) -> float:
    """Of fields that are read right as a whole."""
    reader.eval()
    right = 0
    with torch.no_grad():
        for first in range(0, len(fields), 200):
            part = fields[first : first + 200].unsqueeze(1).float() / 255
            for best, truth in zip(reader(part).argmax(2), truths[first:], strict=False):
                told = torch.unique_consecutive(best)
                right += told[told > 0].tolist() == truth
    reader.train()
    return right / len(fields)


def _varied(fields: torch.Tensor) -> torch.Tensor:
    """Brighter, darker, shifted: no field is seen twice."""
    values = fields.unsqueeze(1).float() / 255
    values = torch.roll(
        values, (int(torch.randint(-2, 3, ())), int(torch.randint(0, 9, ()))), (2, 3)
    )
    gain = 0.7 + 0.6 * torch.rand(len(values), 1, 1, 1)
    return (values.pow(0.7 + 0.6 * torch.rand(len(values), 1, 1, 1)) * gain).clamp(0, 1)


def _loss(reader: Reader, fields: torch.Tensor, truths: list[list[int]]) -> torch.Tensor:
    signs = reader(fields).transpose(0, 1)
    lengths = torch.full((len(truths),), signs.shape[0])
    joined = torch.tensor([sign for truth in truths for sign in truth])
    sizes = torch.tensor([len(truth) for truth in truths])
    return functional.ctc_loss(signs, joined, lengths, sizes, zero_infinity=True)


def write(reader: Reader, out: Path) -> None:
    """As ONNX; weights take two bytes each and are widened when it is opened."""
    torch.onnx.export(
        reader,
        (torch.zeros(1, 1, 32, 160),),
        str(out),
        input_names=["field"],
        output_names=["signs"],
        dynamic_axes={"field": {3: "wide"}, "signs": {1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(str(out))
    casts = []
    for kept in model.graph.initializer:
        values = numpy_helper.to_array(kept)
        if values.dtype == np.float32 and values.size >= SMALL:
            name = kept.name
            kept.CopyFrom(
                numpy_helper.from_array(values.astype(np.float16), name + "_half")
            )
            casts.append(helper.make_node("Cast", [name + "_half"], [name], to=1))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    helper.set_model_props(model, {"characters": ALPHABET})
    onnx.save(model, str(out))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("out", type=Path)
    options.add_argument("check", type=Path)
    options.add_argument("shards", type=Path, nargs="+")
    options.add_argument("--minutes", type=float, default=25)
    chosen = options.parse_args()
    write(train(chosen.shards, chosen.check, chosen.minutes), chosen.out)


if __name__ == "__main__":
    main()
