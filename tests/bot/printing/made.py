"""Pages to print: an invented activity, drawn photos."""

from pathlib import Path

from PIL import Image, ImageDraw

TEMPLATE = "bulletin/activity"
DATA = {
    "organisation": "东墙花圃",
    "authors": ["芳姐", "李叔"],
    "version": 1,
    "plan": "inside",
    "when": "5月9日（周六）上午",
    "place": "东墙下",
    "headcount": "12人",
    "served": None,
    "theme": "春天扦插",
    "attendees": ["芳姐", "李叔"],
    "content": ["大家一起扦插月季"],
    "feedback": [{"text": "都说学会了", "who": "李叔"}],
    "pictures": 0,
}
BARE = {
    **DATA,
    **dict.fromkeys(("when", "place", "headcount", "theme")),
    "attendees": [],
    "content": [],
    "feedback": [],
    "plan": "unknown",
}


def photo(folder: Path, name: str = "a.jpg", size=(800, 600), colour=(200, 60, 40)) -> Path:
    """A flat colour with a disc in the middle."""
    image = Image.new("RGB", size, colour)
    width, height = size
    box = (width // 2 - 60, height // 2 - 60, width // 2 + 60, height // 2 + 60)
    ImageDraw.Draw(image).ellipse(box, fill=(20, 40, 200))
    image.save(folder / name)
    return folder / name
