"""What a person asks for, as a plan: from the arguments of a call, from a manifest or from the ledger of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from convert.chinese.names import split_creators
from convert.compilation.finished import list_finished
from convert.compilation.manifest import read_manifest
from convert.compilation.plan import CollectionPlan, PlannedPart
from convert.errors import UsageError
from convert.production.former import FORMER
from convert.production.ledger import NAME


def make_plan(paths: Sequence[Path], *, outside: bool = False, **asked: Any) -> CollectionPlan:
    """The plan of a call: that of the manifest or ledger it names, or its paths as one part.

    What the call asks for holds over what the manifest says, where it is not the default. Several editors in one value
    are parted. `outside` allows files outside the folder that is named, or that the manifest lies in.
    """
    plan = _choose(paths, outside, asked)
    creators = (name for value in plan.creators for name in split_creators(value))
    return replace(plan, outside=outside, creators=tuple(creators))


def _choose(paths: Sequence[Path], outside: bool, asked: dict[str, Any]) -> CollectionPlan:
    if [path.name for path in paths] in ([NAME], [FORMER]):
        part, missing = list_finished(paths[0])
        return CollectionPlan((part,), findings=missing, **asked)
    if not any(path.suffix == ".toml" for path in paths):
        return CollectionPlan((PlannedPart("", tuple(paths)),), **asked)
    if len(paths) > 1:
        raise UsageError("A manifest names its documents itself.", "Give the manifest alone.")
    bare = CollectionPlan(())
    return replace(read_manifest(paths[0], outside=outside),
                   **{key: value for key, value in asked.items() if value != getattr(bare, key)})
