"""What kind of recording a file is, told by its first bytes; phones name them as they like."""

_STARTS = {
    b"ID3": "audio/mpeg",
    b"#!AMR": "audio/amr",
    b"#!SILK": "audio/silk",
    b"\x02#!SILK": "audio/silk",  # as WeChat stores its voice messages
    b"OggS": "audio/ogg",
    b"\x1a\x45\xdf\xa3": "audio/webm",
}
_MP4 = (b"M4A", b"mp4", b"iso", b"3gp", b"qt ")  # brands of what phones record
_SYNC, _LAYER = 0xE0, 0x06  # bits of an MPEG frame's second byte; no layer is AAC


def sound_of(head: bytes) -> str | None:
    """The type of the recording that begins so; None if it is none we know."""
    for start, mime in _STARTS.items():
        if head.startswith(start):
            return mime
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[4:8] == b"ftyp" and head.startswith(_MP4, 8):
        return "audio/mp4"
    if head[:1] == b"\xff" and head[1:2] and head[1] & _SYNC == _SYNC:
        return "audio/mpeg" if head[1] & _LAYER else "audio/aac"
    return None
