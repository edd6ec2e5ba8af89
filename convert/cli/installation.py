"""What an installation consists of: packages, faces, programs and plug-ins, and what each is for."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from typing import NamedTuple

from convert.errors import HuoziError
from convert.formats.docx.reading.office import PROGRAMS
from convert.formats.registry import READERS, WRITERS
from convert.resources import PACKAGE
from convert.version import VERSION

FINE, OPTIONAL, BROKEN = "fine", "not there", "broken"
"""What a thing may be: there, wanted for something only and not there, or needed and not there."""


class Thing(NamedTuple):
    """One thing that an installation has or lacks."""

    kind: str
    """huozi, package, extra, face, program or plug-in."""
    name: str
    found: str
    """Its version, file or program; empty where it is not there."""
    state: str
    """FINE, OPTIONAL or BROKEN."""
    purpose: str
    """What it is for."""
    advice: str = ""
    """What to do where it is not there."""


class Program(NamedTuple):
    """A program of others that does something for Huozi where it is installed."""

    name: str
    called: tuple[str, ...]
    """What it may be called on the path."""
    asked: str
    """The argument by which it tells its version; empty for one that is not asked."""
    purpose: str


OTHERS = (
    Program("LibreOffice", PROGRAMS, "--version", "reads .doc, .wps, .rtf and .odt"),
    Program("browser", ("chromium", "chromium-browser", "google-chrome", "chrome", "firefox", "msedge"), "",
            "shows HTML; tests look at pages in Chromium"),
    Program("poppler", ("pdftotext",), "", "tests read PDF back"),
    Program("qpdf", ("qpdf",), "--version", "tests check the syntax of PDF"),
    Program("Java", ("java",), "", "tests run EPUBCheck and veraPDF"),
)
"""Programs, each with what it is for; none is needed for what is read and written without them."""

EXTRAS = {"woff2": "epub.fonts=yes embeds faces", "learn": "learns weights anew", "test": "runs the tests",
          "bench": "runs comparisons", "fonts": "cuts down the faces that are shipped"}
"""Extra of the package → what it is for."""

PATIENCE = 20
"""Seconds that a program may take to tell its version."""


def examine() -> Iterator[Thing]:
    """Everything, in the order in which people look."""
    yield Thing("huozi", "Huozi", VERSION, FINE, str(PACKAGE))
    yield Thing("huozi", "Python", platform.python_version(), FINE, sys.executable)
    yield from _examine_packages()
    yield from _examine_faces()
    for program in OTHERS:
        yield _examine_program(program)
    for group in (READERS, WRITERS):
        yield from map(_examine_plug_in, sorted(entry_points(group=group)))


_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*?)\s*(?:;.*extra == ['\"]([\w-]+)['\"].*)?")


def _examine_packages() -> Iterator[Thing]:
    """The packages that are needed, and the extras that are wanted for something, each with its first gap."""
    try:
        wanted = [match.groups("") for each in requires("huozi") or () if (match := _REQUIREMENT.fullmatch(each))]
    except PackageNotFoundError:
        yield Thing("package", "huozi", "", BROKEN, "the packages that it needs", "Install it: pip install .")
        return
    for name, floor, extra in wanted:
        if not extra:
            found = _find_version(name)
            yield Thing("package", name, found, FINE if found else BROKEN, f"needed, {floor or 'any'}",
                        "" if found else f"Install it: pip install '{name}{floor}'.")
    for extra, purpose in EXTRAS.items():
        missing = [name for name, _, of in wanted if of == extra and name != "huozi" and not _find_version(name)]
        yield Thing("extra", f"huozi[{extra}]", "" if missing else "whole", OPTIONAL if missing else FINE, purpose,
                    f"It lacks {', '.join(missing)}: pip install 'huozi[{extra}]'." if missing else "")


def _find_version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _examine_faces() -> Iterator[Thing]:
    from convert.style.faces import ADVICE, report_fonts

    try:
        for report in report_fonts():
            advice = ADVICE.format(report.role) if report.stands_in else ""
            yield Thing("face", report.role, report.path.name, OPTIONAL if report.stands_in else FINE,
                        f"{report.family}{' stands in' if report.stands_in else ''}; {report.gbk:.0%} of GBK", advice)
    except HuoziError as error:
        yield Thing("face", "fonts.toml", "", BROKEN, error.message, error.hint)


def _examine_program(program: Program) -> Thing:
    place = next((found for each in program.called if (found := shutil.which(each))), "")
    if not place:
        return Thing("program", program.name, "", OPTIONAL, program.purpose, f"Install {program.name}.")
    told = _ask_version(place, program.asked) if program.asked else ""
    return Thing("program", program.name, told or Path(place).name, FINE, program.purpose)


def _ask_version(place: str, asked: str) -> str:
    """The first line that a program says of itself; empty where it says nothing in time."""
    try:
        said = subprocess.run([place, asked], capture_output=True, text=True, timeout=PATIENCE,  # noqa: S603 - no shell
                              stdin=subprocess.DEVNULL, errors="replace", check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.strip().partition("\n")[0][:60]


def _examine_plug_in(point: EntryPoint) -> Thing:
    """A reader or writer of another package; whatever it raises when it is loaded is told."""
    kind = "reads" if point.group == READERS else "writes"
    maker = point.dist.name if point.dist is not None else point.value
    try:
        point.load()
    except Exception as error:  # noqa: BLE001 - another's code
        return Thing("plug-in", point.name, "", BROKEN, f"{kind} {point.name}",
                     f"{maker} cannot be loaded: {type(error).__name__}: {error}.")
    return Thing("plug-in", point.name, maker, FINE, f"{kind} {point.name}")
