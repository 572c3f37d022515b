"""Whether what printing needs of the extra `vision` is there; nothing is imported for it."""

import importlib.util
from collections.abc import Sequence

NEEDED = ("PIL", "cv2", "numpy", "pillow_heif", "pylopdf_fonts_zh_cn", "typst")


def missing() -> Sequence[str]:
    """Those that cannot be imported."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]
