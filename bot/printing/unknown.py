"""Photos in which nobody is known by the face; where faces are is what `recognise` finds."""

from dataclasses import replace

from bot.printing.photos import Photo
from bot.recognise.faces import blurred, find_faces


def without_faces(photo: Photo) -> Photo:
    """The photo with all faces blurred, doubtful ones too: who is a child nobody can tell.

    What is not found, such as a face turned away, stays as it is.
    """
    pixels = photo.opened.pixels
    hidden = blurred(pixels, find_faces(pixels))
    return replace(photo, opened=replace(photo.opened, pixels=hidden))
