"""Phrases that keep OpenCC's longest match from crossing the words of official prose.

Two tables beside this file, each row with its reason and an example: `crossings.tsv`, mined, says where a phrase of
OpenCC's dictionary is really two words that meet; `usage.tsv`, by hand, gives names and terms that the dictionary
misreads. Both are in Simplified characters and OpenCC's standard of Traditional ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from convert.chinese.dictionary import read_dictionary

_HERE = Path(__file__).parent


@cache
def load_guards() -> Mapping[str, str]:
    """Each guard phrase with its reading; takes 15 ms once."""
    alone = str.maketrans({key: value for key, value in read_dictionary("STCharacters.txt").items() if len(key) == 1})
    guards: dict[str, str] = {}
    for _, _, _, head, words, _, _ in read_rows("crossings.tsv"):
        for entry in words.split(" "):
            word, _, reading = entry.partition("=")
            guards[head + word] = head.translate(alone) + (reading or word.translate(alone))
    return guards | {phrase: reading for phrase, reading, *_ in read_rows("usage.tsv")}


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a table; its comments say what the columns are."""
    for line in (_HERE / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")
