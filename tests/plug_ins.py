"""Packages of others, as people install them."""

from __future__ import annotations

from pathlib import Path


def install(folder: Path, module: str, code: str, entries: str) -> None:
    """Lays out a module in a folder as a package with entry points: `[huozi.writers]` and what stands below."""
    info = folder / f"{module}-1.dist-info"
    info.mkdir()
    (folder / f"{module}.py").write_text(code, encoding="utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(entries)
