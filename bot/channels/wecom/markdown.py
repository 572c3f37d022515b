"""What we say is plain, and the service takes Markdown: nothing in it may be taken for marks.

Marks become the wide forms that Chinese type has of them: every client shows those as they
are, while a backslash before a mark is shown by some.
"""

import re

LONGEST = 4000  # characters of one message; the service takes 20,480 bytes
_MARKS = str.maketrans("*_`[]<>~|\\", "＊＿｀［］＜＞～｜＼")
_LINK = re.compile(r"https?://[A-Za-z0-9:/?#@!$&+,;=%._~-]+")
_HEADING = re.compile(r"^(#{1,6})(?=\s|$)")
_RULE = re.compile(r"^[-=+]{2,}$|^[-+](?=\s)")
_WIDE = str.maketrans("#-=+", "＃－＝＋")


def plain(text: str) -> str:
    """Shown as it was written, line by line."""
    return "  \n".join(_line(line.strip()) for line in text.splitlines())


def parts(text: str) -> list[str]:
    """The same, in as few messages as it takes."""
    found: list[str] = []
    for line in text.strip().splitlines(keepends=True):
        for piece in _pieces(line):
            if found and len(found[-1]) + len(piece) <= LONGEST:
                found[-1] += piece
            else:
                found.append(piece)
    return [plain(part.strip()) for part in found]


def _pieces(line: str) -> list[str]:
    return [line[start : start + LONGEST] for start in range(0, len(line), LONGEST)]


def _line(line: str) -> str:
    for mark in (_HEADING, _RULE):
        line = mark.sub(lambda found: found.group().translate(_WIDE), line)
    shown, end = "", 0
    for link in _LINK.finditer(line):
        shown += line[end : link.start()].translate(_MARKS) + link.group()
        end = link.end()
    return shown + line[end:].translate(_MARKS)
