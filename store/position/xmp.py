"""XMP: properties that say where, in whichever namespace; the rest of the text stays."""

import re

SEGMENT = b"http://ns.adobe.com/"  # begins a part of a JPEG that is XMP, or goes on with it
_TEXT = re.compile(rb"<rdf:RDF")
_NAME = rb"""(?:[\w.-]{1,40}:)?(?:[Gg][Pp][Ss][\w.-]{1,40}|L(?:at|ong)t?itude
    |City|Location|Sub-?[Ll]ocation|State|ProvinceState|WorldRegion|Country(?:Name|Code)?)"""
_PROPERTY = re.compile(
    rb"(?x) (?<=\s)"
    + _NAME
    + rb"""\s{0,9}=\s{0,9}(?:"[^"<]{0,999}"|'[^'<]{0,999}')"""
    + rb"| <("
    + _NAME
    + rb")(?:\s[^<>]{0,999})?>[^<]{0,999}</\1\s{0,9}>"
)


def clean_xmp(part: bytes) -> bytes:
    """As many bytes; spaces where a property said where."""
    found = _TEXT.search(part)
    if found is None and not part.startswith(SEGMENT):
        return part
    start = found.start() if found else 0
    return part[:start] + _PROPERTY.sub(_spaces, part[start:])


def _spaces(found: re.Match[bytes]) -> bytes:
    return b" " * len(found.group())
