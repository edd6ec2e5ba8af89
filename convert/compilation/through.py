"""Reading by a batch: its trees wait in a folder, so that a book of thousands that is stopped goes on where it was."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from convert.compilation.finished import TREES
from convert.compilation.plan import CollectionPlan
from convert.production import batch
from convert.production.ledger import NAME, read_outcomes
from convert.sources import Found

FORM = "xml"
"""The format that holds a whole tree and is read the quickest."""


class Trees(NamedTuple):
    """What a batch made of documents."""

    made: dict[Path, Path]
    """Document → its tree."""
    failed: dict[Path, str]
    """Document → why there is none."""


def read_through(files: Iterable[Found], plan: CollectionPlan, folder: Path, jobs: int) -> Trees:
    """Reads documents by a batch into a folder, those that are not read yet; raises as `batch` does."""
    paths = [path for path, _ in files]
    if not paths:
        return Trees({}, {})
    batch(paths, folder, (FORM,), fields=plan.fields, editing=plan.editing, jobs=jobs, outside=plan.outside)
    told = {Path(outcome.source): outcome for outcome in read_outcomes(folder / NAME) if outcome is not None}
    made = {path: folder / f"{told[path].target}{TREES[FORM]}" for path in paths
            if path in told and not told[path].failed}
    failed = {path: " ".join(f"{fault.message} {fault.hint}" for fault in told[path].faults) for path in paths
              if path in told and told[path].failed}
    return Trees(made, failed)
