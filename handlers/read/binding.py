"""“@陪伴 绑定 三井导览队 核心群”: staff say whose room this is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.model.people import Purpose, RoomKind
from handlers.read.organisations import named

_BINDING = re.compile(
    r"(?:请|帮我)?(?:把)?(?:这个?群|这里)?(?:绑定|登记)(?:到|为|成|给|一下)?[\s：:，,“\"「]*(?P<whose>.*)|"
    r"这(?:个群|里)?(?:就)?是(?P<said>.{2,40}?群)",
    re.DOTALL,
)
_FOUND = re.compile(
    r"新建(?:组织)?[\s：:，,“\"「]*(?P<name>(?![了过的着])[^\s”\"」，,。!！?？]{2,30})[”\"」。!！]?"
)
_PURPOSES: Mapping[Purpose, re.Pattern[str]] = {
    Purpose.LEADERS: re.compile(
        r"能人(?:管理)?群?|带头人(?:交流)?群|负责人群|队长群|管理群"
    ),
    Purpose.STAFF: re.compile(
        r"社造团队|社工群|工作人员(?:群)?|(?:我们)?(?:自己的)?工作群|答疑群"
    ),
}
_KINDS: Mapping[RoomKind, re.Pattern[str]] = {
    RoomKind.GENERAL: re.compile(r"总群|大群"),
    RoomKind.CORE: re.compile(r"核心群|骨干群"),
    RoomKind.NOTICE: re.compile(r"通知群"),
    RoomKind.WORK: re.compile(r"工作群"),
    RoomKind.CHAT: re.compile(r"聊天群|闲聊群"),
    RoomKind.BRANCH: re.compile(r"分队(?:群)?|分群|小组群"),
}


@dataclass(frozen=True, slots=True)
class Binding:
    """Whose room it is said to be.  whose: the words themselves, for whoever wrote them.

    organisations: places of those that the words name; several are as good as none.
    """

    whose: str
    purpose: Purpose
    organisations: tuple[int, ...] = ()
    kind: RoomKind | None = None


def read_binding(text: str, organisations: Sequence[str]) -> Binding | None:
    """None where the words bind nothing.  organisations: the names of all there are."""
    match = _BINDING.match(text.strip())
    if match is None:
        return None
    whose = (match["whose"] or match["said"] or "").strip('”"」 \u2005。！!')
    places = tuple(dict.fromkeys(place for place, _ in named(whose, organisations)))
    if places:
        return Binding(whose, Purpose.ORGANISATION, places, _kind(whose))
    for purpose, words in _PURPOSES.items():
        if words.fullmatch(whose):
            return Binding(whose, purpose)
    return Binding(whose, Purpose.ORGANISATION)


def read_founding(text: str) -> str | None:
    """The name in “新建 三井导览队”, None where nothing is to be founded."""
    match = _FOUND.fullmatch(text.strip())
    return match["name"] if match else None


def _kind(whose: str) -> RoomKind | None:
    return next((kind for kind, words in _KINDS.items() if words.search(whose)), None)
