"""Compiling documents into a collection: found, read once, put in order and in parts, duplicates told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import chain, count
from pathlib import Path, PurePath

from convert.collection import Collection, Member, Part, make_urn
from convert.compilation.duplicates import find_duplicates
from convert.compilation.entry import Entry, make_id, read_entries
from convert.compilation.order import make_parts, put_in_order
from convert.compilation.plan import Plan, PlannedPart, check_plan
from convert.compilation.shelf import Shelf, pack_tree
from convert.errors import SourceError, UsageError
from convert.files import load_source
from convert.sources import Found, find_documents
from convert.tree.record import Finding

UNTITLED = "文集"
"""The title of a collection that nobody named and that comes from no single folder."""

REST = {"zh-Hans": "其他", "zh-Hant": "其他"}
"""The title of the part of those that say nothing."""

Titled = tuple[str, list[Entry]]
"""The title of a part, and its entries."""


def compile_plan(plan: Plan, jobs: int = 1) -> Collection:
    """The collection of a plan; `jobs` processes read its documents now, once, and their trees wait on a shelf.

    Raises SourceError where a path is missing or no document is left, UsageError for an unknown order or part.
    """
    check_plan(plan)
    findings: list[Finding] = []
    shelf = Shelf()
    read = [(part, list(read_entries(_find(part, plan.exclude), plan.titles, shelf, findings, jobs)))
            for part in plan.parts]
    _check_titles(plan, [entry for _, entries in read for entry in entries])
    parts = _arrange(plan, _once(read))
    parts = _sift(plan, parts, findings)
    entries = [entry for _, entries in parts for entry in entries]
    if not entries:
        raise SourceError("No document is left to collect.", "; ".join(finding.message for finding in findings[:3]))
    return _bind(plan, parts, entries, findings)


def _find(part: PlannedPart, exclude: Sequence[str]) -> list[Found]:
    return [(path, below) for path, below in find_documents(part.sources)
            if not any(fnmatchcase(below.as_posix(), pattern) for pattern in exclude)]


def _check_titles(plan: Plan, entries: Iterable[Entry]) -> None:
    unknown = set(plan.titles) - {entry.below.as_posix() for entry in entries}
    if unknown:
        raise UsageError(f"A title is given for {sorted(unknown)[0]!r}, which is not in the collection.",
                         "Use the path below the folder that is collected.")


def _once(read: Iterable[tuple[PlannedPart, list[Entry]]]) -> list[tuple[PlannedPart, list[Entry]]]:
    """The same with every file in the first part that has it, and ids made unique."""
    seen: set[Path] = set()
    taken: set[str] = set()
    return [(part, [_claim(entry, taken) for entry in entries if _is_new(entry.path.resolve(), seen)])
            for part, entries in read]


def _is_new(path: Path, seen: set[Path]) -> bool:
    """Whether a path was not seen before; it is now."""
    new = path not in seen
    seen.add(path)
    return new


def _claim(entry: Entry, taken: set[str]) -> Entry:
    """The entry with an id that no other has: from more and more of its path, in the end with a number."""
    parts = entry.path.parts
    names = (PurePath(*parts[-depth:]) for depth in range(len(entry.below.parts), len(parts) + 1))
    numbered = (entry.path.with_name(f"{entry.path.name}-{number}") for number in count(2))
    name = next(name for name in map(make_id, chain(names, numbered)) if name not in taken)
    taken.add(name)
    return replace(entry, id=name)


def _arrange(plan: Plan, read: Sequence[tuple[PlannedPart, list[Entry]]]) -> list[Titled]:
    ordered = [(part.title, put_in_order(entries, part.order or plan.order)) for part, entries in read]
    entries = [entry for _, entries in ordered for entry in entries]
    if not plan.by or not entries:
        return ordered
    return make_parts(entries, plan.by, REST[plan.language or _main_language(entries)])


def _main_language(entries: Iterable[Entry]) -> str:
    """The language of most documents; Simplified where they are even."""
    counted = Counter(entry.identity.language for entry in entries)
    return max(sorted(counted), key=lambda language: counted[language], default="zh-Hans")


def _sift(plan: Plan, parts: list[Titled], findings: list[Finding]) -> list[Titled]:
    """The parts without what the plan wants left out of near duplicates; each pair is told."""
    entries = [entry for _, entries in parts for entry in entries]
    dropped: set[str] = set()
    for pair in find_duplicates(entries) if plan.duplicates != "keep" else ():
        if dropped & {pair.first.id, pair.second.id}:
            continue
        fuller, other = sorted(pair[:2], key=lambda entry: -entry.facts.size)
        told = f"{other.below} resembles {fuller.below}: {pair.resemblance:.0%} of their sentences are the same"
        if plan.duplicates == "drop":
            dropped.add(other.id)
            told += "; it was left out"
        findings.append(Finding("collection/duplicate", "warning", f"{told}."))
    return [(title, kept) for title, entries in parts if (kept := [each for each in entries if each.id not in dropped])]


def _bind(plan: Plan, parts: list[Titled], entries: list[Entry], findings: list[Finding]) -> Collection:
    language = plan.language or _main_language(entries)
    title = plan.title or _name(plan)
    bound = tuple(Part(name, tuple(Member(entry.id, entry.load, entry.facts.size) for entry in members))
                  for name, members in parts)
    if plan.preface is not None:
        bound = (Part("", (_preface(plan.preface, language),)), *bound)
    digests = (entry.identity.sha256 for entry in entries)
    return Collection(
        title, bound, language, plan.creators, plan.publisher,
        date=plan.date or max((entry.identity.date for entry in entries), default=""),
        identifier=plan.identifier or make_urn("collection", title, language, *digests),
        subtitle=plan.subtitle, cover=plan.cover, findings=tuple(findings),
    )


def _preface(path: Path, language: str) -> Member:
    from convert.compilation.preface import read_preface  # brings Markdown: only where there is a preface

    tree = read_preface(load_source(path), path.name, language)
    return Member("preface", Shelf().put(pack_tree(tree)), len(tree.article.text_content))


def _name(plan: Plan) -> str:
    """The name of the one folder that all documents come from, else a plain word."""
    sources = {source for part in plan.parts for source in part.sources}
    return next(iter(sources)).resolve().name if len(sources) == 1 and next(iter(sources)).is_dir() else UNTITLED
