"""The answer of a chat-completions server, read with suspicion."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.errors import ErrandFailedError
from store import codec

LONGEST = 64_000  # bytes of an answer; a reading has two thousand
_THOUGHT = "</think>"  # some models think aloud before they answer


@dataclass(frozen=True, slots=True)
class Completion:
    """content: what the model wrote.  tokens: what that has used, as the server says."""

    content: str
    tokens: int


def read_completion(body: bytes) -> Completion:
    """Raises: ErrandFailedError for what is no answer of such a server."""
    try:
        found = json.loads(body)
        content = found["choices"][0]["message"]["content"]
        usage = found.get("usage") or {}
        tokens = usage.get("total_tokens") or 0
    except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError):
        raise ErrandFailedError("no completion") from None
    if not isinstance(content, str) or not content.strip():
        raise ErrandFailedError("empty answer")
    known = isinstance(tokens, int) and 0 < tokens < len(body) * 100
    return Completion(content, tokens if known else len(content))


def read_answer(content: str, restore: Callable[[str], str]) -> Mapping[str, object]:
    """The JSON object in what the model wrote, each text restored.  Raises: ErrandFailedError."""
    written = content.rpartition(_THOUGHT)[2]
    start, end = written.find("{"), written.rfind("}") + 1
    try:
        found = _restored(json.loads(written[start:end] or "null"), restore)
        codec.dump(
            found
        )  # half a surrogate pair, a number of forty digits, a thousand brackets
    except (ValueError, RecursionError, TypeError):
        raise ErrandFailedError("no JSON") from None
    if not isinstance(found, dict):
        raise ErrandFailedError("no JSON")
    return found


def _restored(value: object, restore: Callable[[str], str]) -> object:
    match value:
        case str():
            return restore(value)
        case list():
            return [_restored(one, restore) for one in value]
        case dict():
            return {key: _restored(one, restore) for key, one in value.items()}
        case _:
            return value
