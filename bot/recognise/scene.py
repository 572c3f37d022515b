"""What a scene shows: people, and how good it is to look at."""

from dataclasses import dataclass

from bot.recognise.crowd import Focus, count_people, focus_of
from bot.recognise.faces import Face, find_faces
from bot.recognise.picture import Opened
from bot.recognise.quality import judge
from bot.recognise.unsafe import is_unsafe
from handlers.model.seen import Crowd, Quality


@dataclass(frozen=True, slots=True)
class Scene:
    """What `Seen` wants to know of a scene.  faces: in pixels of the opened picture."""

    quality: Quality
    crowd: Crowd
    focus: Focus | None
    unsafe: bool
    faces: tuple[Face, ...]


def look_at_scene(opened: Opened) -> Scene:
    """Faces, people, quality, and whether it is held back for staff."""
    height, width = opened.pixels.shape[:2]
    faces = find_faces(opened.pixels)
    return Scene(
        quality=judge(opened.pixels, (opened.width, opened.height), faces),
        crowd=count_people(faces),
        focus=focus_of(faces, width, height),
        unsafe=is_unsafe(opened.pixels),
        faces=faces,
    )
