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
from convert.tree.record import Finding

TREES = {"xml": ".xml", "tei": ".tei.xml"}
"""Format that holds a whole tree → suffix, the cheaper to read first."""


def list_finished(path: Path) -> tuple[PlannedPart, tuple[Finding, ...]]:
    """All documents that a batch finished, in the order of the ledger, and which are missing.

    Raises SourceError where it cannot be read and UsageError where it is no ledger, or nothing is finished.
    """
    try:
        lines = list(read_entries(path))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error
    entries = [line for line in lines if line is not None]
    finished = [entry for entry in entries if not entry.get("faults")]
    if not finished:
        what = "says of no document that it is done" if entries else "is no ledger of a batch"
        raise UsageError(f"{path} {what}.", "Name the ledger.jsonl of an output folder.")
    failed = (entry["source"] for entry in entries if entry.get("faults"))
    findings = [Finding("source/failed", "error", f"{source} is missing: it failed in the batch.") for source in failed]
    if damaged := len(lines) - len(entries):
        findings.append(Finding("source/failed", "error", f"{path}: {damaged} lines are damaged, and what they told is "
                                                          "missing. Run the batch again."))
    return PlannedPart("", tuple(_choose(entry, path.parent) for entry in finished)), tuple(findings)


def _choose(entry: dict[str, Any], folder: Path) -> Path:
    formats = (form for form in TREES if form in entry.get("outputs", {}))
    trees = (folder / f"{entry['target']}{TREES[form]}" for form in formats)
    return next((tree for tree in trees if tree.is_file()), Path(entry["source"]))
