"""The ledger of a batch as the list of a collection's documents.

Where the batch wrote trees (xml, else tei), they are taken in place of the sources: a batch that is run again reads
only what changed, and so does the collection.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from convert.compilation.plan import PlannedPart
from convert.errors import SourceError, UsageError

NAME = "ledger.jsonl"

TREES = {"xml": ".xml", "tei": ".tei.xml"}
"""Format that holds a whole tree → suffix, the cheaper to read first."""


def read_ledger(path: Path) -> PlannedPart:
    """All documents that a batch finished, in the order of the ledger; raises UsageError where it is no ledger."""
    try:
        entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return PlannedPart("", tuple(_choose(entry, path.parent) for entry in entries if not entry.get("faults")))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"{path} is no ledger of a batch.", "Name the ledger.jsonl of an output folder.") from error


def _choose(entry: dict[str, Any], folder: Path) -> Path:
    formats = (form for form in TREES if form in entry.get("outputs", {}))
    trees = (folder / f"{entry['target']}{TREES[form]}" for form in formats)
    return next((tree for tree in trees if tree.is_file()), Path(entry["source"]))
