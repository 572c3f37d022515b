"""Every word for people.  Templates are Jinja2, in Chinese, one file per message."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from prompts import words

FOLDER = Path(__file__).parent

_templates = Environment(
    loader=FileSystemLoader(FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 -- chat is plain text; pages have an environment of their own
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"day": words.day, "moment": words.moment, "people": words.people}


def render(prompt: str, data: Mapping[str, object]) -> str:
    """The words of `prompt`, e.g. "coach/ask"; members' text in `data` is never a template.

    Raises: jinja2.TemplateNotFound, jinja2.UndefinedError.
    """
    return _template(prompt).render(data).strip()


@cache
def _template(prompt: str) -> Template:
    return _templates.get_template(f"{prompt}.j2")
