"""Somebody taken out of JSON as it lies in the tables: their name, their id, their words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handlers import memory
from handlers.model.finding import Field
from handlers.read.phones import STAR
from store import marks

Json: TypeAlias = Mapping[str, object]

SHORTEST = 2  # characters of a name; one alone stands in too many other words
TELLING = 8  # characters of an id that nobody writes by chance
KEPT = 128  # patterns, of the ids of somebody

_KEPT = ("place", "room", "organisation")  # a name inside them is a place's, not a person's
_WORDS = ("text", "message", "media")  # what looks like a short id there is none
_IDS = (  # what looks like a name inside an id is another id; "": a list of ids, or of sha256
    *("", "absorbed", "apart", "asker", "author", "by", "chosen", "closed_by", "contact"),
    *("draft", "id", "inviter", "into", "lane", "members", "mentions", "message", "person"),
    *("quote", "remover", "sender", "subject", "taken_by", "to"),
)
_IN = r"[A-Za-z0-9_-]"
_UNMARKED = "".join(rf"(?<!{re.escape(mark)})" for mark in marks.EVERY)
_LIKE_AN_ID = re.compile(r"[A-Za-z0-9_.@:/#-]+")
_LISTED = re.compile(r"([、,，])")  # a group without a name is called as its members are
_SAID = (Field.FEEDBACK, Field.ATTENDEES)
_SHOWN = (Field.PHOTO, Field.VOICE)


@dataclass(frozen=True, slots=True)
class Gone:
    """Who is erased.  ids: theirs; instead: what stands there from now on.

    names: the longest first.  media: the pictures and voices that only they had posted.
    said: the ids of their messages.  alone: the rooms in which they were alone with the bot.
    """

    ids: frozenset[str]
    instead: str
    names: tuple[str, ...]
    media: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()

    def and_words(self, words: Iterable[str]) -> "Gone":
        """With stars for these words of theirs, too."""
        return replace(self, names=(*sorted(words, key=len, reverse=True), *self.names))

    def and_media(self, media: Iterable[str]) -> "Gone":
        """Without these, too."""
        return replace(self, media=self.media.union(media))

    def text(self, text: str) -> str:
        """With stars for their names, of the same length: spans stay right."""
        for name in self.names:
            if len(name) >= SHORTEST:
                text = self._starred(text, name)
        return self._without_ids(text)

    def renamed(self, value: str) -> str:
        """With the other id where it is theirs, or is made of it: `r:ID`, `ID/m3`."""
        if value in self.ids:
            return self.instead
        for room in self.alone & self.ids:
            value = _begins_with(room).sub(rf"\1{self.instead}", value)
        if not _LIKE_AN_ID.fullmatch(value):
            return self._without_ids(value)
        for id_ in self.ids:
            if len(id_) >= TELLING:
                value = _as_a_part(id_).sub(self.instead, value)
        return value

    def topic(self, text: str) -> str:
        """With stars for them in a list of members; any other name of a room stays."""
        parts = _LISTED.split(text)
        return "".join(STAR * len(one) if one in self.names else one for one in parts)

    def plain(self, value: object, key: str = "") -> object:
        """The same all through a JSON value; where it names them by id, by the other id."""
        match value:
            case str():
                return self._string(value, key)
            case list():
                kept = (one for one in value if not self._drops(one, key))
                return [self.plain(one, key) for one in kept]
            case dict():
                return self._mapping(value)
            case _:
                return value

    def draft(self, body: Json) -> Json:
        """A record without what they felt, their name among those who came, their pictures."""
        findings = [f for f in _all(body, "findings") if not self._theirs(f)]
        struck = [s for s in _all(body, "struck") if not self._theirs(_inner(s, "finding"))]
        return _object(self.plain({**body, "findings": findings, "struck": struck}))

    def activity(self, body: Json, quotes: frozenset[str]) -> Json:
        """The same of what was filed.  quotes: feedback that is theirs."""
        feedback = [
            one
            for one in _all(body, "feedback")
            if one.get("text") not in quotes and not self.is_name(one.get("speaker"))
        ]
        best = [one for one in _all(body, "best") if one.get("media") not in self.media]
        people = {
            name: self._others(body.get(name)) for name in ("attendees", "registered")
        }
        sheets = {
            name: None if body.get(name) in self.media else body.get(name)
            for name in ("signin", "record_sheet")
        }
        return _object(
            self.plain({**body, **people, **sheets, "feedback": feedback, "best": best})
        )

    def quotes(self, body: Json) -> frozenset[str]:
        """The feedback in a record that is theirs."""
        theirs = (_inner(f, "value") for f in _all(body, "findings") if self._theirs(f))
        return frozenset(str(value.get("text")) for value in theirs if "text" in value)

    def question(self, body: Json) -> Json:
        """A question without what they asked."""
        further = [
            {**one, "text": ""} if one.get("asker") in self.ids else one
            for one in _all(body, "further")
        ]
        own = {"text": ""} if body.get("asker") in self.ids else {}
        return _object(self.plain({**body, **own, "further": further}))

    def asked(self, body: Json) -> bool:
        """Whether a question is theirs, and nobody else's."""
        askers = [body.get("asker"), *(one.get("asker") for one in _all(body, "further"))]
        return all(one in self.ids for one in askers)

    def talk(self, body: Json) -> Json:
        """How a conversation stands, without what they said that is still being read."""
        heard = [one for one in _all(body, "hearing") if one.get("by") not in self.ids]
        return _object(self.plain({**body, "hearing": heard}))

    def is_name(self, value: object) -> bool:
        """Whether it names them."""
        return isinstance(value, str) and any(
            name == value or (len(name) >= SHORTEST and self._starred(value, name) != value)
            for name in self.names
        )

    def _string(self, value: str, key: str) -> str:
        if key == "topic":
            return self.topic(value)
        if key == "name" and value in self.names:
            return STAR * len(value)
        if key in _IDS:
            return self._without_ids(value) if key in _WORDS else self.renamed(value)
        if key not in _WORDS and value != (new := self.renamed(value)):
            return new
        return value if key in _KEPT else self.text(value)

    def _mapping(self, value: Json) -> Json:
        place = value.get("field") == Field.PLACE
        new = {
            self.renamed(k): v if place and k == "value" else self.plain(v, k)
            for k, v in value.items()
        }
        return {**new, "quoted": {"name": "", "text": ""}} if self._quotes(value) else new

    def _quotes(self, body: Json) -> bool:
        """Whether somebody repeats what they said."""
        by = _inner(body, "quoted").get("name")
        return "quoted" in body and (body.get("quote") in self.said or by in self.names)

    def _drops(self, one: object, key: str) -> bool:
        """Whether it is a picture of theirs, or they in a list of members."""
        who = one.get("id") if isinstance(one, dict) else one
        return str(one) in self.media or (key == "members" and who in self.ids)

    def _starred(self, text: str, name: str) -> str:
        """Who goes by their id is called so as a whole word: `wang` is not in `wanghui`."""
        if name not in marks.bare(self.ids):
            return text.replace(name, STAR * len(name))
        return text if name.isdecimal() else _alone_stands(name).sub(STAR * len(name), text)

    def _without_ids(self, text: str) -> str:
        for id_ in self.ids:
            if len(id_) >= TELLING:
                text = _alone_stands(id_).sub(self.instead, text)
        return text

    def _theirs(self, finding: Json) -> bool:
        field, value = finding.get("field"), _inner(finding, "value")
        if field in _SHOWN:
            return value.get("media") in self.media
        if field not in _SAID:
            return False
        speaker = value.get("speaker")
        own = field == Field.FEEDBACK and not speaker and finding.get("by") in self.ids
        named = value.get("text") if field == Field.ATTENDEES else speaker
        return own or self.is_name(named)

    def _others(self, names: object) -> Sequence[object]:
        every = names if isinstance(names, list) else []
        return [one for one in every if not self.is_name(one)]


@memory.lately(KEPT)
def _begins_with(room: str) -> re.Pattern[str]:
    return re.compile(rf"\A(r:|){re.escape(room)}(?=/|\Z)")


@memory.lately(KEPT)
def _as_a_part(id_: str) -> re.Pattern[str]:
    """Inside an id that is made of others: `r:ID`, `ID/m3`."""
    return re.compile(rf"(?<![^/:]){_UNMARKED}{re.escape(id_)}(?![^/:])")


@memory.lately(KEPT)
def _alone_stands(id_: str) -> re.Pattern[str]:
    """In words: a dot may end them, and an `@` begin them, where it joins no two words."""
    before, after = rf"(?<!{_IN}[.@])(?<!{_IN}){_UNMARKED}", rf"(?!{_IN}|[.@]{_IN})"
    return re.compile(f"{before}{re.escape(id_)}{after}")


def _all(body: Json, key: str) -> Sequence[Json]:
    found = body.get(key)
    every = found if isinstance(found, list) else []
    return [one for one in every if isinstance(one, dict)]


def _inner(body: Json, key: str) -> Json:
    return _object(body.get(key))


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
