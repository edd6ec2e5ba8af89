"""What a batch finished, as the list of a collection's documents.

Where it wrote trees (xml, else tei), they are taken in place of the sources: a batch that is run again reads
only what changed, and so does the collection.
"""

from __future__ import annotations

from pathlib import Path

from convert.compilation.plan import PlannedPart
from convert.errors import SourceError, UsageError
from convert.production.job import Outcome
from convert.production.ledger import read_outcomes
from convert.tree.record import Finding

TREES = {"xml": ".xml", "tei": ".tei.xml"}
"""Format that holds a whole tree → suffix, the cheaper to read first."""


def list_finished(path: Path) -> tuple[PlannedPart, tuple[Finding, ...]]:
    """All documents that a batch finished, in the order of the ledger, and which are missing.

    Raises SourceError where it cannot be read and UsageError where it is no ledger, or nothing is finished.
    """
    try:
        read = list(read_outcomes(path))
    except OSError as error:
        raise SourceError(f"Cannot read {path}: {error.strerror}.", "Check the name.") from error
    told = [outcome for outcome in read if outcome is not None]
    finished = [outcome for outcome in told if not outcome.failed]
    if not finished:
        what = "says of no document that it is done" if told else "is no ledger of a batch"
        raise UsageError(f"{path} {what}.", "Name the ledger.sqlite of an output folder.")
    findings = [Finding("source/failed", "error", f"{outcome.source} is missing: it failed in the batch.")
                for outcome in told if outcome.failed]
    if damaged := len(read) - len(told):
        findings.append(Finding("source/failed", "error", f"{path}: {damaged} lines are damaged, and what they told is "
                                                          "missing. Run the batch again."))
    return PlannedPart("", tuple(_choose(outcome, path.parent) for outcome in finished)), tuple(findings)


def _choose(outcome: Outcome, folder: Path) -> Path:
    formats = (form for form in TREES if form in (outcome.outputs or {}))
    trees = (folder / f"{outcome.target}{TREES[form]}" for form in formats)
    return next((tree for tree in trees if tree.is_file()), Path(outcome.source))
