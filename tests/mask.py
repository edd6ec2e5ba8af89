"""Masks a real document: its layout, numbers, marks and the words that structure hangs on stay, the text goes.

    python tests/mask.py FOLDER [-o FOLDER]

For each `NAME.txt` or `NAME.md` with `NAME.labels` beside it (the form of `labelled.py`) a masked copy and its outline
are written. A letter that is no word of the tables becomes another by a rule that cannot be turned back: each of eight
thousand characters is one of 170, the same in all of a document, so that what is printed twice still is. Of
lines longer than a title only the words at their edges and before colons stay, of very long ones at the edges of
sentences. A line that the observers see otherwise than before is masked somewhat less, but no sentence is left: so much
of a real document can teach and be given away.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from labelled import build_rows
from texts import text_of

from convert.chinese.folding import fold
from convert.recovery.cues import load_cues
from convert.recovery.features import describe
from convert.recovery.reader import set_text, survey_text
from convert.resources import PACKAGE

POOL = ("榕榆栎桦槭楠槐梓柞桉杞枫柘桐楮椴樗栝桢枇橙柚橘榈檬橄榄桧枳棣莲荷菱芡蒿苇荻蓼苔蕨萱荞黍稷菽薯芋菠荠藕笋菇"
        "蕈鹭鹤鹊鸦鸥鹳鸢隼鹞雉鹑鸠鹂鹦鹉鲤鲫鲈鳜鲢鳙鲶鳝鳅虾蟹蚌螺蛙蜻蜓蝴蝶蜂蚁蝉蟋蟀萤蛾鹿獐麂獾貂鼬狐狸豹猞猁"
        "驼骡驹犊羔釉陶瓷瓦窑砚笺墨绢绸缎绫罗锦绣帛麻棉絮橹桨舵帆锚缆舟艇舫筏犁锄镰锹耙磨碾磙笠蓑箩筐篓篮篱栅垄畦"
        "堰陂塘涧溪潭渚汀洲浦沱岬屿礁")
"""What masked letters become: names of plants, animals and tools, none of which is a word of the tables."""

TITLE = 20
"""Letters of a line that may be a title or a label: words of the tables stay in it."""

EDGES = (8, 4), (12, 6)
"""Characters at the beginning and at the end of a longer line in which such words stay, by how little it is masked."""

CLAUSE = 60
"""Letters of a line inside which particles stay: those that the observers count."""

GLUED = 150
"""Letters of a line in which several paragraphs may be glued: words at the edges of its sentences stay."""

SHOWN = 14
"""Letters of a line that may be shown whole, where nothing less is seen as before."""

DEGREES = 2
"""The least masking: words at wider edges, short lines whole."""

_TABLES = ("chinese/lexicon/*.toml", "recovery/*.toml", "recovery/rules/*.toml")
_UNUSED = frozenset({"why", "yes", "no", "id", "where", "by"})
_CLASS = re.compile(r"\[[^\]]*\]")
_HAN = re.compile("[㐀-鿿]")
_STOP = re.compile("[。!?;:]")
_WORD = re.compile(r"(?<![&</#_\w])[A-Za-z]{3,}(?![=:;_\w])")


@cache
def load_words() -> tuple[frozenset[str], int]:
    """The words of the tables that structure hangs on, single letters among them, and how long the longest is."""
    found: set[str] = set()
    for glob in _TABLES:
        for path in PACKAGE.glob(glob):
            for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))):
                found.update(*(letters for letters in _CLASS.findall(text)))
                found.update(re.findall(r"[㐀-鿿]+|[A-Za-z]{3,}", _CLASS.sub(" ", text)))
    surnames = tomllib.loads((PACKAGE / "chinese/lexicon/surnames.toml").read_text(encoding="utf-8"))
    found -= set(surnames["surname"]["characters"])
    return frozenset(found), max(map(len, found))


def _strings(table: Any) -> Iterator[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, list):
        for each in table:
            yield from _strings(each)
    elif isinstance(table, dict):
        for key, each in table.items():
            if key not in _UNUSED and key != "surname":
                yield from _strings(each)


def find_words(plain: str) -> list[tuple[int, int]]:
    """Where words of the tables stand in a folded line, the longest first."""
    words, longest = load_words()
    found = []
    at = 0
    while at < len(plain):
        size = next((n for n in range(min(longest, len(plain) - at), 0, -1) if plain[at : at + n] in words), 0)
        if size:
            found.append((at, at + size))
        at += size or 1
    return found


def find_named(lines: Sequence[str]) -> frozenset[str]:
    """The words that stay in titles and labels: of these a text may speak, as it does of what is masked in them."""
    short = [fold(line) for line in lines if sum(map(str.isalpha, line)) <= TITLE]
    return frozenset(line[start:end] for line in short for start, end in find_words(line) if end - start > 1)


def mask_line(line: str, degree: int, named: Set[str] = frozenset()) -> str:
    """A line with its letters masked, as long as it was; the higher the degree the less of it."""
    letters = sum(map(str.isalpha, line))
    if degree >= DEGREES and letters <= SHOWN:
        return line
    plain = fold(line)
    words = find_words(plain)
    if letters > TITLE:
        head, tail = EDGES[bool(degree)]
        indent, length = len(line) - len(line.lstrip()), len(line.rstrip())
        particles = _load_particles() if letters <= CLAUSE else frozenset()
        stops = [indent, *(match.end() for match in _STOP.finditer(plain) if letters > GLUED), length]
        words = [(start, end) for start, end in words if plain[start:end] in named or plain.startswith(":", end)
                 or any(low <= start and end <= high and (end <= low + head or start >= high - tail)
                        for low, high in pairwise(stops))]
        words += [(at, at + 1) for at, character in enumerate(plain) if character in particles]
    kept = [False] * len(line)
    for start, end in words:
        kept[start:end] = [True] * (end - start)
    if letters <= TITLE and degree:
        ends = [at for at, character in enumerate(line) if character.isalpha()]
        for at in (*ends[:2], *ends[-2:]):
            kept[at] = True
    masked = "".join(_mask(character, kept[at]) for at, character in enumerate(line))
    return _WORD.sub(lambda match: _mask_word(match[0]), masked)


@cache
def _load_particles() -> frozenset[str]:
    """The letters by which cues know that something is said."""
    return frozenset(letter for cue in load_cues() if cue.predicates for letter in _HAN.findall(cue.pattern.source))


def _mask(character: str, kept: bool) -> str:
    if kept or not "㐀" <= character <= "\U0003ffff" or not character.isalpha():
        return character
    return POOL[_draw(character) % len(POOL)]


def _mask_word(word: str) -> str:
    if word in load_words()[0] or word.lower() in load_words()[0]:
        return word
    drawn = _draw(word)
    letters = "".join("aeiourstln"[drawn // 10**k % 10] for k in range(len(word)))
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, letters, strict=True))


def _draw(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:12], "big")


def mask(text: str, name: str) -> tuple[str, float]:
    """A masked text, and the share of its atoms in which the observers see all that they saw."""
    lines = text.split("\n")
    degrees, named = [0] * len(lines), find_named(lines)
    wanted = _see(text, name)
    for degree in range(1, DEGREES + 1):
        masked = "\n".join(map(mask_line, lines, degrees, repeat(named)))
        odd = _find_odd(wanted, _see(masked, name))
        for at in odd:
            degrees[at] = degree
    masked = "\n".join(map(mask_line, lines, degrees, repeat(named)))
    given = _see(masked, name)
    same = sum(own == given.get(at) for at, own in wanted.items())
    return masked, same / max(1, len(wanted))


def _see(text: str, name: str) -> dict[tuple[int, int], frozenset[str]]:
    """Line and place in it of each atom → what the observers see in it."""
    read = set_text(text_of(text.encode("utf-8", "surrogatepass"), name))
    context = survey_text(read)
    seen: dict[tuple[int, int], frozenset[str]] = {}
    for atom, features in zip(context.atoms, describe(context), strict=True):
        start = read.view.to_source([(atom.start, atom.end)])[0][0]
        line = text.count("\n", 0, start)
        seen[line, start - (text.rfind("\n", 0, start) + 1)] = frozenset(features)
    return seen


def _find_odd(wanted: dict[tuple[int, int], frozenset[str]], given: dict[tuple[int, int], frozenset[str]]) -> set[int]:
    places = wanted.keys() | given.keys()
    return {place[0] for place in places if wanted.get(place) != given.get(place)}


def print_rows(rows: list[dict[str, str]]) -> str:
    """An outline as a file."""
    columns = "kind", "level", "key", "text"
    return "".join("\t".join(row) + "\n" for row in (columns, *([row[name] for name in columns] for row in rows)))


def mask_all(folder: Path, output: Path) -> Iterator[str]:
    """Masks the documents of a folder, and tells of each how much of it is seen as before."""
    for labels in sorted(folder.glob("*.labels")):
        document = next(path for path in (labels.with_suffix(".txt"), labels.with_suffix(".md")) if path.exists())
        text = document.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        masked, same = mask(text, document.name)
        made = output / document.name
        made.write_text(masked, encoding="utf-8", newline="")
        made.with_suffix(".tsv").write_text(print_rows(build_rows(labels, made)), encoding="utf-8", newline="")
        yield f"{same:6.1%} {document.name}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent / "masked")
    given = parser.parse_args(arguments)
    given.output.mkdir(exist_ok=True)
    for told in mask_all(given.folder, given.output):
        print(told)


if __name__ == "__main__":
    main(sys.argv[1:])
