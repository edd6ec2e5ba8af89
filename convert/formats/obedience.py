"""Which keys of a style sheet the writer of a format obeys, and who is told where it does not.

A key of one's own that has no effect is told by a notice. One's own is what a sheet that is not ours sets otherwise
than the style of ours that it extends: what our styles say themselves is told by `huozi styles --keys`, and a sheet
that repeats it wants nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from convert.formats.writer import Notice
from convert.style.keys import FACES, name_table
from convert.style.style import Setting, Style, split_name


@dataclass(frozen=True, slots=True)
class Obedience:
    """What a format obeys; one without keys has no look at all."""

    keys: frozenset[str] = frozenset()
    """Keys of [page] and of types, and `faces`."""
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Keys that hold for some elements only, and these."""
    but: frozenset[str] = frozenset()
    """Elements whose type it does not set, and `element.key` where it leaves one key of it."""

    def obeys(self, table: str, key: str) -> bool:
        """Whether a key has an effect; `table` is `page`, `faces` or an element, with its depth where it has one."""
        if table == FACES:
            return FACES in self.keys
        if table == "page":
            return key in self.keys
        element = split_name(table)[0]
        names = {table, element}
        left = names & self.but or {f"{name}.{key}" for name in names} & self.but
        return key in self.keys and not left and element in self.only.get(key, (element,))


NO_LOOK = Obedience()
"""That of a format without any look."""


def obey(keys: str, *, only: Mapping[str, tuple[str, ...]] | None = None, but: str = "") -> Obedience:
    """Keys parted by blanks, and exceptions: elements, and elements with keys, as in `cell.left,right`."""
    held = {key: frozenset(elements) for key, elements in (only or {}).items()}
    return Obedience(frozenset(keys.split()), held, frozenset(_part(but)))


def _part(exceptions: str) -> Iterator[str]:
    for exception in exceptions.split():
        element, dot, keys = exception.partition(".")
        yield from (element + dot + key for key in keys.split(","))


def list_ignored(form: str, obedience: Obedience, style: Style) -> list[Notice]:
    """A notice for each key of one's own that a format does not obey, naming key, format and file."""
    left = [setting for setting in style.own if not obedience.obeys(setting.table, setting.key)]
    if left and not obedience.keys:
        sheets = " and ".join(dict.fromkeys(setting.sheet for setting in left))
        return [Notice("style/key", f"{sheets}: {form} has no look and obeys no key of a style sheet.")]
    places: dict[tuple[str, str], list[Setting]] = {}
    for setting in left:
        places.setdefault((setting.sheet, FACES if setting.table == FACES else setting.key), []).append(setting)
    return [_note(form, settings) for settings in places.values()]


def _note(form: str, settings: Sequence[Setting]) -> Notice:
    tables = " and ".join(dict.fromkeys(name_table(setting.table) for setting in settings))
    keys = ", ".join(dict.fromkeys(setting.key for setting in settings))
    return Notice("style/key", f"{settings[0].sheet}, {tables}, {keys}: {form} does not obey this key.")
