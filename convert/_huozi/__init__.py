"""Huozi under its own name: `import huozi` gives the objects of `convert`, whatever else a folder calls `convert`.

    tree = huozi.read("speech.txt")
    huozi.write(tree, "speech.docx", style="gongwen")

A script's own folder comes first when Python looks for a module, so a `convert.py` there hides the package `convert`.
This one finds the package by what is in it, and gives it its name for the whole process. A wheel carries this folder as
`huozi`, beside `convert`.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType

MARK = Path("tree", "schema.rng")
"""The file by which our package is known among others of its name."""


def _find() -> ModuleSpec:
    """Our package: beside this one, else on the path, where others of its name may come before it."""
    for folder in (str(Path(__file__).parents[1]), *sys.path):
        if Path(folder, "convert", MARK).is_file() and (spec := PathFinder.find_spec("convert", [folder])):
            return spec
    raise ImportError("The package `convert` of Huozi is missing. Install Huozi again.")


def _is_ours(module: ModuleType) -> bool:
    return any(Path(folder, MARK).is_file() for folder in getattr(module, "__path__", ()))


def _load() -> None:
    """Loads our package as `convert`; raises ImportError where another module has that name already."""
    known = sys.modules.get("convert")
    if known is not None and not _is_ours(known):
        raise ImportError(f"{getattr(known, '__file__', known)} is loaded as `convert`, as Huozi's package must be. "
                          "Import huozi before it, or give it another name.")
    if known is None:
        spec = _find()
        module = sys.modules["convert"] = module_from_spec(spec)
        try:
            spec.loader.exec_module(module)  # type: ignore[union-attr] # a package in a folder has one
        except BaseException:
            del sys.modules["convert"]
            raise


_load()

from convert import *  # noqa: E402, F403 - only now is `convert` ours
from convert import __all__, __version__  # noqa: E402, F401
