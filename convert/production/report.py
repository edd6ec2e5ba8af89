"""What became of all documents of a run, in counts; only failures are kept whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from convert.containers.entry import LeftOut
from convert.errors import PartialError
from convert.production.job import Outcome


@dataclass(slots=True)
class Report:
    """Counts of a run, and its failures."""

    written: int = 0
    """Documents of which every output was written."""
    skipped: int = 0
    """Documents that an earlier run had done."""
    failures: list[Outcome] = field(default_factory=list)
    """Documents of which something was not written, with the faults."""
    files: Counter[str] = field(default_factory=Counter)
    """Format → files written."""
    sizes: Counter[str] = field(default_factory=Counter)
    """Format → bytes written."""
    remarks: Counter[str] = field(default_factory=Counter)
    """Code → remarks of the reader."""
    notices: Counter[str] = field(default_factory=Counter)
    """Code → notices of the writers."""
    left_out: tuple[LeftOut, ...] = ()
    """Files of folders and entries of archives that are no documents, each with its reason."""
    unheeded: tuple[str, ...] = ()
    """What a format does not obey of one's own style sheet; the same for all documents, so told once."""

    unfit: tuple[str, ...] = ()
    """Rows of a table of metadata that fit no document, and documents that have none."""

    def count(self, outcome: Outcome) -> None:
        """Adds one outcome."""
        if outcome.failed:
            self.failures.append(outcome)
        elif outcome.skipped:
            self.skipped += 1
        else:
            self.written += 1
        self.files.update((outcome.outputs or {}).keys())
        self.sizes.update(outcome.outputs or {})
        self.remarks.update(outcome.remarks or {})
        self.notices.update(outcome.notices or {})

    @property
    def exit_code(self) -> int:
        """0 where all went well, else that of PartialError."""
        return PartialError.exit_code if self.failures else 0

    def as_dict(self) -> dict[str, Any]:
        """The report in values that JSON has."""
        return {
            "written": self.written,
            "skipped": self.skipped,
            "failed": len(self.failures),
            "files": dict(self.files),
            "bytes": dict(self.sizes),
            "remarks": dict(self.remarks),
            "notices": dict(self.notices),
            "unheeded": list(self.unheeded),
            "metadata": list(self.unfit),
            "left_out": [{"source": str(each.path), "reason": each.why} for each in self.left_out],
            "failures": [{"source": outcome.source, "message": fault.message, "hint": fault.hint}
                         for outcome in self.failures for fault in outcome.faults],
        }
