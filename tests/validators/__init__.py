"""Official validators, and what to do where one is absent: skip with the reason, or fail where all must be present.

    from validators import find_tool, require

    java = find_tool("java")
    require(JAR.is_file(), "veraPDF is not installed")

Both may stand in a test, in a fixture or at the top of a test file.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

REQUIRED = "HUOZI_REQUIRE_VALIDATORS"
"""Set to 1 where every validator must be present: then an absent one is a failure, not a skip."""


BRIEF = "-XX:TieredStopAtLevel=1"
"""What keeps Java from optimising for hours to come what runs for seconds: that takes half of its time."""


REFERENCE = Path(__file__).parents[3] / "shared"
"""The folder of reference documents, which lies beside some checkouts and cannot be installed."""


def is_excused(reason: str) -> bool:
    """True for a skip that stays one where all validators are required: the reference documents are not here."""
    return not REFERENCE.is_dir() and re.search(r"beside (?:the|this) checkout", reason) is not None


def require(present: object, reason: str) -> None:
    """Goes on where the thing is present; otherwise skips, or fails where validators are required."""
    if present:
        return
    if os.environ.get(REQUIRED) == "1" and not is_excused(reason):
        pytest.fail(f"{reason}, and {REQUIRED}=1 demands it", pytrace=False)
    pytest.skip(reason, allow_module_level=True)


def find_tool(name: str) -> str:
    """The path of a program; skips or fails where it is not installed."""
    path = shutil.which(name)
    require(path, f"the program {name} is not installed")
    assert path is not None
    return path
