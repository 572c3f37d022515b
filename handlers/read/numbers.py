"""Numerals as people write them: 17, １７, 十七, 两百五, 1.5万, 三四十.

Nothing here knows what is counted: 三井 is a family name only to the caller who looks
at the words around it.
"""

import re
from typing import Final

_DIGITS: Final = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **dict.fromkeys("〇○", 0),
    **dict.fromkeys("两兩俩", 2),
    "仨": 3,
    **{sign: value + 1 for value, sign in enumerate("壹贰叁肆伍陆柒捌玖")},
}
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}
_TENS: Final = str.maketrans({"廿": "二十", "卅": "三十"})
_SIGNS: Final = "".join(_DIGITS) + "".join(_UNITS) + "".join(_MYRIADS) + "廿卅"
_UNIT_SIGNS: Final = "".join(_UNITS) + "".join(_MYRIADS)
_LONGEST: Final = 15  # longer runs are phone or card numbers, never a count

NUMBER: Final = rf"(?:\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)?[{_UNIT_SIGNS}]*|[{_SIGNS}]+)"
"""Source of a regex for one numeral, without groups; a match may still read as None."""

_ARABIC = re.compile(rf"(\d+(?:,\d{{3}})*)(?:\.(\d+))?([{_UNIT_SIGNS}]*)")
_PAIR = re.compile(r"(.*?)([一二两三四五六七八])([二三四五六七八九])([十百千万]?)")


def read_number(text: str) -> int | None:
    """The whole number that `text` is; of 三四十 the smaller; None for anything else."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if arabic := _ARABIC.fullmatch(text):
        return _read_arabic(arabic)
    if any(sign not in _SIGNS for sign in text):
        return None
    return _read_chinese(_smaller_of_pair(text.translate(_TENS)))


def is_rough(text: str) -> bool:
    """三四个, 十七八位: two neighbouring digits name a number only about."""
    return _smaller_of_pair(text.translate(_TENS)) != text.translate(_TENS)


def _read_arabic(match: re.Match[str]) -> int | None:
    whole, decimals, units = match.groups(default="")
    scale = 1
    for unit in units:
        scale *= _UNITS.get(unit) or _MYRIADS[unit]
    number = int(whole.replace(",", "")) * scale
    if not decimals:
        return number
    part, rest = divmod(int(decimals) * scale, int(10 ** len(decimals)))
    return None if rest else number + part


def _smaller_of_pair(text: str) -> str:
    pair = _PAIR.fullmatch(text)
    if not pair:
        return text
    before, low, high, unit = pair.groups()
    neighbours = _DIGITS[high] == _DIGITS[low] + 1
    as_digits = bool(before) and before[-1] not in _UNIT_SIGNS
    return before + low + unit if neighbours and not as_digits else text


def _read_chinese(text: str) -> int | None:
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total = section = digit = scale = 0
    for sign in text:
        if sign in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[sign]
            scale = 1 if not digit else scale
        elif sign in _UNITS:
            section += (digit or 1) * _UNITS[sign]
            digit, scale = 0, _UNITS[sign]
        else:
            total += (section + digit or 1) * _MYRIADS[sign]
            section, digit, scale = 0, 0, _MYRIADS[sign]
    # 一百二 is 120: a last digit counts in the unit below, unless a 零 stands before it
    return total + section + digit * (scale // 10 or 1)
