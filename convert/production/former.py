"""Ledgers as lines of JSON, as the first version of Huozi wrote them.

What they tell of documents is taken over. By which rules outputs were made they do not tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from convert.production.job import Fault, Outcome

FORMER = "ledger.jsonl"


def read_lines(path: Path) -> Iterator[Outcome | None]:
    """The documents of a ledger, one a line; None for each line that tells of none.

    A last line that a crash cut short is no line. Raises OSError where it cannot be read.
    """
    with path.open("rb") as lines:
        yield from (_parse(line) for line in lines if line.endswith(b"\n"))


def _parse(line: bytes) -> Outcome | None:
    """The document of a line, each of its values of the kind that it must be; None where it is none."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    kinds = {"source": str, "target": str, "digest": str, "seals": dict, "outputs": dict, "remarks": dict,
             "notices": dict, "faults": list}
    if not isinstance(entry, dict) or not {"source", "target"} <= set(entry):
        return None
    known = {key: value for key, value in entry.items() if key in kinds}
    if not all(isinstance(value, kinds[key]) for key, value in known.items()) or not _is_written(entry):
        return None
    known["faults"] = tuple(map(_read_fault, entry.get("faults", [])))
    return Outcome(**known)


def _is_written(entry: dict[str, Any]) -> bool:
    """Whether names are such as a file can have."""
    try:
        (entry["source"] + entry["target"]).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def _read_fault(fault: Any) -> Fault:
    found = fault if isinstance(fault, dict) else {}
    return Fault(str(found.get("message", "")), str(found.get("hint", "")))
