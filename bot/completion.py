"""The answer of a chat-completions server, read with suspicion."""

import json
from collections.abc import Callable, Mapping

from bot.errors import ErrandFailedError
from store import codec

LONGEST = 64_000  # bytes of an answer; a reading has two thousand
_THOUGHT = "</think>"  # some models think aloud before they answer
_NOTHING = object()  # where no content is; a null is one


def tokens_used(body: bytes, prompt: int) -> int:
    """What an answer has cost, whatever it is worth: as the server says, else by length.

    prompt: how many characters were sent; a token has about one of them in Chinese.
    """
    found = _found(body)
    usage = found.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    if isinstance(tokens, int) and 0 < tokens < prompt + len(body) * 100:
        return tokens
    content = _content(found)
    return prompt + len(content if isinstance(content, str) else body)


def read_content(body: bytes) -> str:
    """What the model wrote.  Raises: ErrandFailedError for no answer of such a server."""
    if len(body) > LONGEST:
        raise ErrandFailedError("too long")
    content = _content(_found(body))
    if content is _NOTHING:
        raise ErrandFailedError("no completion")
    if not isinstance(content, str) or not content.strip():
        raise ErrandFailedError("empty answer")
    return content


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


def _found(body: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _content(found: Mapping[str, object]) -> object:
    match found:
        case {"choices": [{"message": {"content": content}}, *_]}:
            return content
        case _:
            return _NOTHING


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
