"""The text layer: whether its characters can be those that the page shows.

A file may map its glyphs to wrong characters, and what is read is then nonsense, however well it looks in print. Each
face is weighed by itself, for often one of them is wrong. Measured: the share of characters that no text holds, the
share of letters of scripts that do not occur beside Han characters, how rare the Han characters are, and whether
letters make words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from unicodedata import category

from convert.formats.text.charset import surprise

FEWEST = 6
"""Characters of a face that are judged."""
PAGE = 150
"""Characters of a face on one page that are judged by themselves."""
SYMBOLS = frozenset(("Wingdings", "Wingdings2", "Wingdings3", "Webdings", "Symbol", "ZapfDingbats", "SymbolMT"))
"""Faces of symbols, whose codes are private: bullets, not letters (ISO 32000-1, annex D)."""
HOLLOW = 0.15
"""Share of characters without meaning (replaced, private, unassigned) from which a face is wrong."""
ODD = 0.2
"""Share of letters of scripts that have no place beside Han characters from which a face is wrong."""
RARE = 11.6
"""Nats that Han characters cost on the average, from which they are nonsense; Chinese costs 7 to 9."""
FOREIGN = 0.2
"""Share of letters that no Chinese text holds, of several scripts at once, from which a face is wrong."""
SCRIPTS = 3
"""How many scripts are several."""
SIGNS = 0.15
"""Share of signs of programs (!"#$%&=@|~ and so on) from which letters must make words."""
HAN = 40
"""Han characters that tell whether they are rare."""
WORDS = 60
"""Latin letters that tell whether they make words."""
MOST = 4_000
"""Characters of a face that are weighed."""
WHOLE = 0.3
"""Share of a document in wrong faces from which it is refused."""
_HOLLOW = frozenset(("Cn", "Co", "Cs", "Cc"))
_KNOWN = re.compile(
    "[\u0000-\u052f\u1100-\u11ff\u1e00-\u1fff\u2000-\u2fff\u3000-\u9fff\ua000-\ua4ff\uac00-\ud7af\uf900-\ufaff"
    "\ufb00-\ufb06\ufe10-\ufe6f\uff00-\uffef\U0001d400-\U0001f9ff\U00020000-\U0003ffff]")
"""Latin, Greek, Cyrillic, signs, and the scripts of East Asia."""
_FOREIGN = tuple(map(re.compile, (
    "[\u0100-\u0112\u0114-\u011a\u011c-\u012a\u012c-\u014c\u014e-\u016a\u016c-\u017f]", "[\u0180-\u01cc\u01dd-\u024f]",
    "[\u0250-\u02c6\u02ca\u02cc-\u02ff]", "[\u0300-\u036f]", "[\u0400-\u052f]", "[\uac00-\ud7af]", "[\u1100-\u11ff]",
    "[\u0530-\u05ff]", "[\u0600-\u07ff]", "[\u0800-\u0dff]", "[\u0e00-\u0eff]", "[\u1000-\u10ff]", "[\ua000-\ua4ff]")))
"""Letters that no Chinese text holds, by script; those of Pinyin are not among them."""
_SIGN = re.compile(r"[!\"#$%&';=@\\^_`{|}~]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_VOWELS = frozenset("aeiouyAEIOUY")
_WORD = re.compile("[A-Za-z]+")
_SWITCH = re.compile("[a-z][A-Z]")


class Verdict(NamedTuple):
    """A face whose characters are wrong."""

    face: str
    why: str
    extent: int
    """Its characters that are wrong."""
    pages: frozenset[int]
    """Numbers of the pages on which they are."""


def judge_faces(faces: Mapping[str, Mapping[int, Iterable[str]]]) -> list[Verdict]:
    """The faces whose characters are wrong, of those in which something is set on each page.

    Several fonts of a file may bear one name, each with the characters of one page: where the whole is sound, pages
    with much of it are judged by themselves.
    """
    found = []
    for face, texts in faces.items():
        if face.replace(" ", "") in SYMBOLS:
            continue
        pages = {page: "".join("".join(each).split()) for page, each in texts.items()}
        why = find_fault("".join(pages.values()))
        if not why:
            faults = {page: fault for page, text in pages.items() if len(text) >= PAGE and (fault := find_fault(text))}
            why, pages = next(iter(faults.values()), ""), {page: pages[page] for page in faults}
        if why:
            found.append(Verdict(face, why, sum(map(len, pages.values())), frozenset(pages)))
    return found


def describe(wrong: Sequence[Verdict], share: int) -> str:
    """What is wrong, in brackets, and what that means; `share` is in per cent."""
    told = "; ".join(f"{verdict.face or 'a face without a name'}: {verdict.why}" for verdict in wrong[:6])
    return f"({share} % of the characters; {told}). What is read there is not what the page shows."


def find_fault(text: str) -> str:
    """Why a text can be no text; empty for one that may be."""
    sample = text if len(text) <= MOST else text[:: len(text) // MOST + 1]
    if len(sample) < FEWEST:
        return ""
    counts = Counter(sample)
    hollow = sum(number for sign, number in counts.items() if category(sign) in _HOLLOW or sign == "\ufffd")
    if hollow >= HOLLOW * len(sample):
        return f"{100 * hollow // len(sample)} % of its characters stand for nothing"
    letters = sum(number for sign, number in counts.items() if category(sign)[0] in "LM")
    odd = sum(number for sign, number in counts.items() if category(sign)[0] in "LM" and not _KNOWN.match(sign))
    if letters and odd >= ODD * letters:
        return f"{100 * odd // letters} % of its letters belong to scripts of other parts of the world"
    foreign = [len(script.findall(sample)) for script in _FOREIGN]
    if sum(foreign) >= FOREIGN * letters > 0 and sum(map(bool, foreign)) >= SCRIPTS:
        return f"{100 * sum(foreign) // letters} % of its letters belong to {sum(map(bool, foreign))} other scripts"
    han = "".join(_HAN.findall(sample))
    if len(han) >= HAN and surprise(han) >= RARE * len(han):
        return "its Han characters are such as no text is made of"
    return _find_gibberish(text[:MOST]) if len(han) * 20 < letters else ""


def _find_gibberish(text: str) -> str:
    """Whether Latin letters make no words of any language: too few vowels, capitals within, signs between."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    signs = len(_SIGN.findall(text))
    if letters + signs < WORDS:
        return ""
    vowels = sum(sign in _VOWELS for word in words for sign in word)
    switches = sum(len(_SWITCH.findall(word)) for word in words)
    if (signs >= SIGNS * len(text) and letters < 3 * len(words)) or vowels < 0.15 * letters or switches > 0.2 * letters:
        return "its Latin letters make no words"
    return ""
