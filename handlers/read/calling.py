"""How neighbours call somebody whose name is known: 小彭, 彭老师, 彭姐 for 彭丽."""

import re

from handlers import memory
from handlers.read.names import HONORIFIC, SURNAMES

_ADDED = re.compile(r"[(（【\[].*?[)）】\]]|[\s\W\d_]")  # 小彭（社工）
_FAMILY = re.compile(
    rf"(?P<nick>[小老阿])?(?P<family>[{SURNAMES}])(?P<rest>[\u4e00-\u9fff]{{0,4}})"
)
_TITLE = re.compile(rf"(?:家)?(?:{HONORIFIC})")
_OPENING = re.compile(
    r"(?:@|[\s，,。！!~～]|请问|问一?下|想问|麻烦|打扰|[你您]好|大家好|早上?好|哎|诶|嗨|那个|社工)*"
)
_ADDRESSED = re.compile(
    r"(?:老师|社工|姐|哥|书记|主任)?(?:[\s\u2005，,、！!：:~～。]|[你您]|我[们想]?|咱|请问|想问|问一?下|麻烦)"
)
_ASKED = re.compile(r"请问|问|麻烦|打扰|@")
_PAUSE = re.compile(r"[啊呀呢吗么吧哦？?，,\s]$")
_ENDING = re.compile(r"(?:老师|社工)?[\s？?！!。~～]*")
_SHORTEST = 2  # characters; one alone is in half of all words
_NOBODY = re.compile(r"(?!)")


def calls(text: str, name: str) -> bool:
    """Whether the words call, or speak of, the one with this name."""
    return _called(name).search(text) is not None


def addresses(text: str, name: str) -> bool:
    """Whether the words are said to the one with this name: 小彭，…; 请问彭老师，…; …呀小彭？"""
    found = _called(name).search(text)
    if found is None:
        return False
    before, behind = text[: found.start()], text[found.end() :]
    if _OPENING.fullmatch(before):
        asked = _ASKED.search(before) is not None
        return asked or _ADDRESSED.match(behind) is not None
    return _ENDING.fullmatch(behind) is not None and _PAUSE.search(before) is not None


@memory.lately(2048)
def _called(name: str) -> re.Pattern[str]:
    bare = _ADDED.sub("", name)
    if len(bare) < _SHORTEST:
        return _NOBODY
    forms = [re.escape(bare)]
    if found := _FAMILY.fullmatch(bare):
        family, rest = found["family"], found["rest"]
        forms.append(rf"[小老]{family}|{family}{_TITLE.pattern}")
        if len(rest) >= _SHORTEST and not _TITLE.fullmatch(rest):
            forms.append(rest)
    return re.compile(rf"(?:{'|'.join(forms)})")
