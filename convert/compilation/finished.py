"""What a batch finished, as the list of a collection's documents.

Where it wrote trees (xml, else tei), they are taken in place of the sources: a batch that is run again reads
only what changed, and so does the collection.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from convert.compilation.plan import PlannedPart
from convert.errors import SourceError, UsageError
from convert.production.ledger import read_entries

TREES = {"xml": ".xml", "tei": ".tei.xml"}
"""Format that holds a whole tree → suffix, the cheaper to read first."""


def list_finished(path: Path) -> PlannedPart:
    """All documents that a batch finished, in the order of the ledger; raises UsageError where it is no ledger."""
    try:
        finished = [entry for entry in read_entries(path) if not entry.get("faults")]
        return PlannedPart("", tuple(_choose(entry, path.parent) for entry in finished))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error
    except (ValueError, KeyError, AttributeError) as error:
        raise UsageError(f"{path} is no ledger of a batch.", "Name the ledger.jsonl of an output folder.") from error


def _choose(entry: dict[str, Any], folder: Path) -> Path:
    formats = (form for form in TREES if form in entry.get("outputs", {}))
    trees = (folder / f"{entry['target']}{TREES[form]}" for form in formats)
    return next((tree for tree in trees if tree.is_file()), Path(entry["source"]))
