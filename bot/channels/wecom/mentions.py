"""“@陪伴 今天上午…”: whom a message is for, and what it says to them."""

import re

SPACES = " \t\r\n\u00a0\u2005\u3000"  # what clients put behind a name
SOMEBODY = re.compile(rf"@[^{SPACES}@]+(?=[{SPACES}]|$)")


def without_mention(text: str, name: str) -> str:
    """The words without the mention of the bot, wherever it stands.

    name: as members call it.  Unknown, or written otherwise, whoever is mentioned first in
    front is the bot: in groups nothing else is heard.
    """
    called = re.compile(rf"@{re.escape(name)}(?=[{SPACES}]|$)[{SPACES}]*")
    found = name and called.search(text)
    if found:
        return f"{text[: found.start()]}{text[found.end() :]}".strip(SPACES)
    words = text.strip(SPACES)
    if name and words.startswith(f"@{name}"):
        return words[len(name) + 1 :].strip(SPACES)
    first = SOMEBODY.match(words)
    return (words[first.end() :] if first else words).strip(SPACES)
