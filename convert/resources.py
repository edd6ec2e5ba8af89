"""Where the data of Huozi lies: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def find_folder(name: str) -> Path:
    """The folder of `styles` or `fonts`; raises FileNotFoundError where the installation is broken."""
    for folder in (PACKAGE / f"_{name}", PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"Huozi's folder {name!r} is missing beside {PACKAGE}. Install Huozi again.")
