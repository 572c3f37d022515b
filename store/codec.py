"""Values to JSON and back, strictly: an unknown key is an error, not a shrug."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

import orjson
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.preconf.orjson import make_converter
from cattrs.strategies import configure_tagged_union

from handlers.model.finding import Value

T = TypeVar("T")
UNSTRUCTURED = (
    BaseValidationError,
    ForbiddenExtraKeysError,
    KeyError,
    TypeError,
    ValueError,
)

_converter = make_converter(forbid_extra_keys=True, detailed_validation=False)
configure_tagged_union(
    Value, _converter, tag_name="is", tag_generator=lambda kind: kind.__name__.lower()
)


def encode(value: object) -> str:
    """JSON of a value of handlers.model; times keep their offset."""
    return orjson.dumps(_converter.unstructure(value)).decode()


def decode(text: str, kind: type[T]) -> T:
    """The value that `encode` wrote.  Raises: what cattrs does for another shape."""
    return _converter.structure(orjson.loads(text), kind)


def value(plain: object, kind: type[T]) -> T:
    """The value whose plain JSON this is.  Raises: one of UNSTRUCTURED for another shape."""
    return _converter.structure(plain, kind)


def dump(plain: object) -> str:
    """JSON of plain lists and mappings."""
    return orjson.dumps(plain).decode()


def load(text: str) -> object:
    """Whatever was dumped."""
    loaded: object = orjson.loads(text)
    return loaded


def load_mapping(text: str) -> Mapping[str, object]:
    """A JSON object as it was dumped."""
    loaded: Mapping[str, object] = orjson.loads(text)
    return loaded


def load_rows(text: str) -> Sequence[tuple[str, ...]]:
    """A list of lists of texts and numbers, as the database gathered it."""
    return [tuple(one) for one in orjson.loads(text)]


def load_strings(text: str) -> tuple[str, ...]:
    """A JSON list of strings as it was dumped."""
    return tuple(orjson.loads(text))


def strings(plain: object) -> tuple[str, ...]:
    """A list of strings inside a loaded object; nothing for anything else."""
    return tuple(map(str, plain)) if isinstance(plain, list) else ()
