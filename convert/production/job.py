"""What goes to a worker and what comes back; both cross the process border as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from convert.containers.entry import Stretch
from convert.corrections import Editing
from convert.production.settings import Settings


@dataclass(frozen=True, slots=True)
class Job:
    """One document to convert."""

    source: str
    folder: str
    """The output folder."""
    target: str
    """Where below it the outputs go, without their suffixes; unique in a run."""
    settings: Settings
    seals: Mapping[str, str] = field(default_factory=dict)
    """Format → the seal that an earlier run left."""
    inputs: tuple[tuple[str, str], ...] = ()
    """What else this document is made of, such as corrections: name and digest; they are parts of its recipes."""
    stamp: str = ""
    """Age and size of the file that is or holds the source, as planned; empty where they are not known."""
    size: int = 0
    """Bytes of the source where it is a file or record; 0 where that is not known."""
    at: Stretch | None = None
    """Where a record lies in its file, if that is known."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was not written: what happened, and what to do about it."""

    message: str
    hint: str = ""
    lasting: bool = False
    """It lies with the document: the same document fails again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    source: str
    target: str
    digest: str = ""
    """That of the source."""
    seals: Mapping[str, str] = field(default_factory=dict)
    """Format → digest of its output and of all that this depends on, where it was written."""
    recipes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Format → what its output was made by."""
    skipped: bool = False
    """Nothing was done: earlier runs left the same outputs, or the same document failed in them."""
    outputs: dict[str, int] | None = None
    """Format → bytes written."""
    remarks: dict[str, int] | None = None
    """Code of a remark of the reader that is more than a note → how often."""
    notices: dict[str, int] | None = None
    """Code of a notice of the writers → how often."""
    faults: tuple[Fault, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    certainty: float | None = None
    """The share of its blocks that are expected to be right; None where it is not known."""
    seconds: float = 0
    """How long it took."""
    trial: str = ""
    """Digest of all that a lasting fault depends on."""

    @property
    def failed(self) -> bool:
        """Something was not written that should have been."""
        return bool(self.faults)


def pack(thing: Job | Outcome) -> dict[str, Any]:
    """The thing in values that JSON has; what is empty is left out."""
    return {key: value for key, value in asdict(thing).items() if value not in (None, "", (), {}, False)}


def unpack_job(packed: dict[str, Any]) -> Job:
    """The job that `pack` packed."""
    settings = packed.pop("settings")
    lists = {"formats": tuple(settings["formats"]), "options": tuple(map(tuple, settings["options"])),
             "named": tuple(settings["named"]), "fields": tuple(map(tuple, settings["fields"])),
             "editing": unpack_editing(settings["editing"])}
    inputs = tuple(map(tuple, packed.pop("inputs", ())))
    at = (packed["at"][0], packed["at"][1]) if "at" in packed else None
    return Job(**(packed | {"at": at}), settings=Settings(**(settings | lists)), inputs=inputs)


def unpack_editing(packed: dict[str, Any]) -> Editing:
    """What an editor gave, as it was before it was packed."""
    return Editing(**(packed | {"facts": tuple((name, tuple(values)) for name, values in packed["facts"])}))


def unpack_outcome(packed: dict[str, Any]) -> Outcome:
    """The outcome that `pack` packed."""
    return Outcome(**(packed | {"faults": tuple(Fault(**fault) for fault in packed.get("faults", ()))}))
