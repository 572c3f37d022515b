"""Whether what printing needs of the extra `vision` is there; nothing is imported for it."""

from collections.abc import Sequence

from bot.workers.packages import absent

NEEDED = ("PIL", "cv2", "numpy", "pillow_heif", "pylopdf_fonts_zh_cn", "typst")


def missing() -> Sequence[str]:
    """Those that cannot be imported."""
    return absent(NEEDED)
