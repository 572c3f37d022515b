"""A reader of our own for the few characters of a field with a number of people."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from bot.recognise.drawing import Image
from bot.recognise.network import open_session
from handlers.read.sheet.beam import Step

_HIGH, _EDGE, _COLUMN = 32, 12, 4  # px: as it was trained; free on the right; of one step
_PAPER, _INK = 85, 1  # percentiles of brightness
_FAINTEST = 12.0  # of 255 between them; less is noise
_MOST = 11  # characters a step


def read_figures(crop: Image) -> tuple[Step, ...]:
    """Of every step the likeliest characters and their shares, "" for none."""
    session = _reader()
    (out,) = session.run(None, {session.get_inputs()[0].name: _fitted(crop)[None, None]})
    shares = np.exp(np.asarray(out)[0])
    best = np.argsort(shares, axis=1)[:, : -_MOST - 1 : -1]
    signs = _signs()
    return tuple(
        tuple((signs[i], float(row[i])) for i in order)
        for row, order in zip(shares, best, strict=True)
    )


def _fitted(crop: Image) -> npt.NDArray[np.float32]:
    """In the reader's height, ink 1 and paper 0 whatever the light."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    wide = max(2 * _COLUMN, round(grey.shape[1] * _HIGH / grey.shape[0]))
    small = cv2.resize(grey, (wide, _HIGH), interpolation=cv2.INTER_AREA)
    paper, ink = (float(level) for level in np.percentile(small, (_PAPER, _INK)))
    even = np.clip((paper - small) / max(paper - ink, _FAINTEST), 0, 1)
    whole = np.pad(even, ((0, 0), (0, _EDGE)))
    return np.asarray(whole[:, : whole.shape[1] // _COLUMN * _COLUMN], np.float32)


@cache
def _signs() -> tuple[str, ...]:
    """The reader's alphabet; the first stands for no character."""
    return ("", *_reader().get_modelmeta().custom_metadata_map["characters"])


@cache
def _reader() -> onnxruntime.InferenceSession:
    return open_session(str(Path(__file__).with_name("figures.onnx")))
