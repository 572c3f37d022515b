"""Every word for people.  Templates are Jinja2, in Chinese, one file per message."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from handlers.model.finding import Count, When
from handlers.read.phones import masked
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
_templates.filters |= {"called": words.called, "masked": masked}
_templates.filters |= {"case_kind": words.case_kind, "age": words.age}
_templates.filters |= {"clock": words.clock, "short": words.short, "wide": words.wide}


def render(prompt: str, data: Mapping[str, object]) -> str:
    """The words of `prompt`, e.g. "coach/ask"; members' text in `data` is never a template.

    Raises: jinja2.TemplateNotFound, jinja2.UndefinedError.
    """
    return _template(prompt).render(data).strip()


def page(prompt: str, data: Mapping[str, object]) -> str | None:
    """The same values as JSON for a printed page, times and numbers as people write them.

    None for a prompt without a page: a file of Typst beside the words.
    """
    return json.dumps(data, default=_in_words) if _has_page(prompt) else None


def _in_words(value: object) -> str:
    match value:
        case When():
            return words.moment(value)
        case Count():
            return words.people(value)
        case _:
            raise TypeError(f"a page cannot show a {type(value).__name__}")


@cache
def _has_page(prompt: str) -> bool:
    return (FOLDER / f"{prompt}.typ").is_file()


@cache
def _template(prompt: str) -> Template:
    return _templates.get_template(f"{prompt}.j2")
