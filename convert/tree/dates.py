"""Dates as Chinese documents print them, in their normal form."""

from __future__ import annotations

import re

_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "000123456789" + "0123456789")
_NUMERAL = "[〇○零一二三四五六七八九十]"
_PRINTED = re.compile(
    rf"(?<![\d{_NUMERAL[1:-1]}])(?P<year>\d{{4}}|{_NUMERAL}{{4}})\s*(?:年|[\-./](?=\s*\d{{1,2}}(?!\d)))"
    rf"(?:\s*(?P<month>\d{{1,2}}|{_NUMERAL}{{1,3}})(?!\d)\s*[月\-./]?(?:\s*(?P<day>\d{{1,2}}|{_NUMERAL}{{1,3}})(?!\d)\s*日?)?)?"
)


def normal_date(text: str) -> str:
    """ISO 8601, as precise as the text: 2021-04-08 from 2021年4月8日, 2021.04.08 or 二〇二一年四月八日; else ""."""
    if re.fullmatch(r"\d{4}", text.strip()):
        return text.strip()
    match = _PRINTED.search(text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    if not match:
        return ""
    parts = [match["year"].translate(_DIGITS)]
    for name, most in (("month", 12), ("day", 31)):
        number = _read(match[name])
        if not 1 <= number <= most:
            break
        parts.append(f"{number:02}")
    return "-".join(parts)


def _read(numeral: str | None) -> int:
    """A number up to 39: 8, 八, 十二, 二十, 三十一; 0 where there is none."""
    if not numeral:
        return 0
    if "十" not in numeral:
        digits = numeral.translate(_DIGITS)
        return int(digits) if digits.isdecimal() else 0
    tens, _, ones = numeral.partition("十")
    return int((tens or "1").translate(_DIGITS) + (ones or "0").translate(_DIGITS))
