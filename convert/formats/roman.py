"""Roman numerals, which formats count lists by."""

from __future__ import annotations

_WORTH = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def write_roman(value: int) -> str:
    """A number in small Roman letters; empty for 0."""
    text = ""
    for worth, letters in _WORTH:
        times, value = divmod(value, worth)
        text += letters * times
    return text
