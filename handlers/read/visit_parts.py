"""The parts of a tracking log that are the author's own: impressions, and ideas (D6)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.model.finding import Span
from handlers.read.clauses import trim

_OWN = r"(?:我的?|我们的?|个人的?|走访|跟踪|追踪|本次|此次)?"
_KEYS = (
    (
        "impression",
        re.compile(rf"{_OWN}(?:感受|感想|感悟|印象|体会|观感|心得|观察)(?:和体会|与思考)?"),
    ),
    (
        "idea",
        re.compile(
            rf"{_OWN}(?:建议|想法|思考|下一步(?:计划|打算|建议)?|后续(?:计划|建议|打算)?|培育(?:想法|建议|思路|方向)?|改进建议)"
        ),
    ),
)
_KEY = re.compile(
    r"(?:(?<=[\s，,。；;！!、】])|^)【?(?P<key>[\u4e00-\u9fff]{2,8})】?[ \u3000]*[：:]\s*"
)
_STARTS = (
    (
        "impression",
        re.compile(
            r"(?:我们?个?人?|自己)?(?:感觉|感受是|感受到|最?打动我|印象最?深|我(?:们|个人)?觉得)(?!\s*[：:])"
        ),
    ),
    (
        "idea",
        re.compile(
            r"(?:我们?)?(?:建议|下一步|下[次回](?:可以|再|给|帮|替|带|得|要|争取)|接下来(?:可以|要|得)|以后可以|后面可以|可以考虑|想法是)(?!\s*[：:])"
        ),
    ),
)
_ADDED = re.compile(r"\s*(?:再|另外?)?补充(?:一下|一点|一[条句个])?[\s，,：:]*")
_BEGIN = re.compile(r"^|[。！!；;，,\n]\s*")
_END = re.compile(r"[。！!；;\n]|$")
_EDGE = " \u3000\n，,。；;、"


@dataclass(frozen=True, slots=True)
class Part:
    """whole: with its key; words: what is said under it.  kind: impression or idea."""

    kind: str
    whole: Span
    words: Span


def parts_of(text: str) -> tuple[Part, ...]:
    """The impressions and ideas of `text`, in its order, under a key or begun by their words."""
    keyed = list(_keyed(text))
    rest = without(text, keyed)
    return tuple(sorted([*keyed, *_begun(rest)], key=lambda part: part.whole))


def without(text: str, parts: Sequence[Part]) -> str:
    """`text` with a space for every character of these parts: what stays, stays in its place."""
    for part in parts:
        start, end = part.whole
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def added(text: str) -> Mapping[str, Sequence[str]]:
    """“补充建议：…”, “补充：我觉得…”: what is added, by its kind; nothing where it says neither."""
    found = _ADDED.match(text)
    if found is None:
        return {}
    rest = text[found.end() :]
    more: dict[str, list[str]] = {}
    for part in parts_of(rest):
        more.setdefault(part.kind, []).append(rest[slice(*part.words)])
    return more


def _keyed(text: str) -> Iterator[Part]:
    keys = list(_KEY.finditer(text))
    borders = pairwise([*(key.start() for key in keys), len(text)])
    for key, (_, end) in zip(keys, borders, strict=True):
        kind = _kind(key["key"])
        words = trim(text, key.end(), end, _EDGE)
        if kind and words[0] < words[1]:
            yield Part(kind, (key.start(), end), words)


def _kind(key: str) -> str | None:
    return next((kind for kind, pattern in _KEYS if pattern.fullmatch(key)), None)


def _begun(text: str) -> Iterator[Part]:
    """A sentence, or the rest of one, that begins with such words."""
    done = 0
    for begin in _BEGIN.finditer(text):
        kind = next((k for k, p in _STARTS if p.match(text, begin.end())), None)
        if kind is None or begin.end() < done:
            continue
        done = _sentence(text, begin.end(), kind)
        yield Part(kind, (begin.end(), done), trim(text, begin.end(), done, _EDGE))


def _sentence(text: str, start: int, kind: str) -> int:
    """Where it ends: with the sentence, or where a part of another kind begins."""
    stop = _END.search(text, start)
    end = stop.start() if stop else len(text)
    for begin in _BEGIN.finditer(text, start + 1, end):
        if any(k != kind and p.match(text, begin.end(), end) for k, p in _STARTS):
            return begin.end()
    return end
