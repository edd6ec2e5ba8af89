"""Compiling documents into a collection: found, read once, put in order and in parts, duplicates told.

plan        a collection as planned
request     what a person asks for, as a plan
manifest    a plan in a TOML file
finished    what a batch finished, as a plan
candidate   what of a document the rest needs to know
sketch      how much of their sentences two documents share
duplicates  the same document twice
order       in which order documents stand, and in which parts
preface     a preface in Markdown, as a document
script      a whole collection in the other script
volumes     one too big for one book, cut into several
shelf       where trees wait: in memory or in a file
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import chain, count
from pathlib import Path, PurePath

from convert.collection import Collection, Member, Part, make_urn
from convert.compilation.candidate import Candidate, make_id, read_candidates
from convert.compilation.duplicates import find_duplicates
from convert.compilation.order import make_parts, put_in_order
from convert.compilation.plan import CollectionPlan, PlannedPart, check_plan
from convert.compilation.shelf import Shelf, pack_tree
from convert.containers.entry import LeftOut
from convert.containers.fields import check_columns
from convert.errors import SourceError, UsageError
from convert.files import load_source, resolve
from convert.sources import Found, find_documents
from convert.tree.record import Finding

UNTITLED = "文集"
"""The title of a collection that nobody named and that comes from no single folder."""

REST = {"zh-Hans": "其他", "zh-Hant": "其他"}
"""The title of the part of those that say nothing."""

Titled = tuple[str, list[Candidate]]
"""The title of a part, and its candidates."""


def compile_plan(plan: CollectionPlan, jobs: int = 1) -> Collection:
    """The collection of a plan; `jobs` processes read its documents now, once, and their trees wait on a shelf.

    Raises SourceError where a path is missing or no document is left, UsageError for an unknown order or part.
    """
    check_plan(plan)
    plan.editing.check()
    findings = list(plan.findings)
    shelf = Shelf()
    check_columns(plan.fields)
    read = [(part, list(read_candidates(_find(part, plan, findings), plan, shelf, findings, jobs)))
            for part in plan.parts]
    everyone = [candidate for _, candidates in read for candidate in candidates]
    _check_titles(plan, everyone)
    findings += [Finding("facts/table", "warning", message)
                 for message in plan.editing.tell([candidate.path for candidate in everyone])]
    parts = _arrange(plan, _once(read))
    parts = _sift(plan, parts, findings)
    candidates = [candidate for _, candidates in parts for candidate in candidates]
    if not candidates:
        raise SourceError("No document is left to collect.", "; ".join(finding.message for finding in findings[:3]))
    return _bind(plan, parts, candidates, findings)


def _find(part: PlannedPart, plan: CollectionPlan, findings: list[Finding]) -> list[Found]:
    """The documents of a part; what is none is told."""
    left_out: list[LeftOut] = []
    found = [(path, below) for path, below in find_documents(part.sources, plan.without, left_out, plan.fields,
                                                            outside=plan.outside)
             if not any(fnmatchcase(below.as_posix(), pattern) for pattern in plan.exclude)]
    findings += [Finding("source/left-out", "note", f"{each.path} was left out: {each.why}") for each in left_out]
    return found


def _check_titles(plan: CollectionPlan, candidates: Iterable[Candidate]) -> None:
    unknown = set(plan.titles) - {candidate.below.as_posix() for candidate in candidates}
    if unknown:
        raise UsageError(f"A title is given for {sorted(unknown)[0]!r}, which is not in the collection.",
                         "Use the path below the folder that is collected.")


def _once(read: Iterable[tuple[PlannedPart, list[Candidate]]]) -> list[tuple[PlannedPart, list[Candidate]]]:
    """The same with every file in the first part that has it, and ids made unique."""
    seen: set[Path] = set()
    taken: set[str] = set()
    return [(part, [_claim(candidate, taken) for candidate in candidates if _is_new(resolve(candidate.path), seen)])
            for part, candidates in read]


def _is_new(path: Path, seen: set[Path]) -> bool:
    """Whether a path was not seen before; it is now."""
    new = path not in seen
    seen.add(path)
    return new


def _claim(candidate: Candidate, taken: set[str]) -> Candidate:
    """The candidate with an id that no other has: from more and more of its path, in the end with a number."""
    parts = candidate.path.parts
    names = (PurePath(*parts[-depth:]) for depth in range(len(candidate.below.parts), len(parts) + 1))
    numbered = (candidate.path.with_name(f"{candidate.path.name}-{number}") for number in count(2))
    name = next(name for name in map(make_id, chain(names, numbered)) if name not in taken)
    taken.add(name)
    return replace(candidate, id=name)


def _arrange(plan: CollectionPlan, read: Sequence[tuple[PlannedPart, list[Candidate]]]) -> list[Titled]:
    ordered = [(part.title, put_in_order(candidates, part.order or plan.order)) for part, candidates in read]
    candidates = [candidate for _, candidates in ordered for candidate in candidates]
    if not plan.by or not candidates:
        return ordered
    return make_parts(candidates, plan.by, REST[plan.language or _main_language(candidates)])


def _main_language(candidates: Iterable[Candidate]) -> str:
    """The language of most documents; Simplified where they are even."""
    counted = Counter(candidate.identity.language for candidate in candidates)
    return max(sorted(counted), key=lambda language: counted[language], default="zh-Hans")


def _sift(plan: CollectionPlan, parts: list[Titled], findings: list[Finding]) -> list[Titled]:
    """The parts without what the plan wants left out of near duplicates; each pair is told."""
    candidates = [candidate for _, candidates in parts for candidate in candidates]
    dropped: set[str] = set()
    for pair in find_duplicates(candidates) if plan.duplicates != "keep" else ():
        if dropped & {pair.first.id, pair.second.id}:
            continue
        fuller, other = sorted(pair[:2], key=lambda candidate: -candidate.facts.size)
        told = f"{other.below} resembles {fuller.below}: {pair.resemblance:.0%} of their sentences are the same"
        if plan.duplicates == "drop":
            dropped.add(other.id)
            told += "; it was left out"
        findings.append(Finding("collection/duplicate", "warning", f"{told}."))
    return [(title, kept) for title, candidates in parts
            if (kept := [each for each in candidates if each.id not in dropped])]


def _bind(plan: CollectionPlan, parts: list[Titled], candidates: list[Candidate], findings: list[Finding]
          ) -> Collection:
    language = plan.language or _main_language(candidates)
    title = plan.title or _name(plan)
    bound = tuple(Part(name, tuple(Member(candidate.id, candidate.load, candidate.facts.size) for candidate in members))
                  for name, members in parts)
    if plan.preface is not None:
        bound = (Part("", (_preface(plan.preface, language),)), *bound)
    digests = (candidate.identity.sha256 for candidate in candidates)
    return Collection(
        title, bound, language, plan.creators, plan.publisher,
        date=plan.date or max((candidate.identity.date for candidate in candidates), default=""),
        identifier=plan.identifier or make_urn("collection", title, language, *digests),
        subtitle=plan.subtitle, cover=plan.cover, findings=tuple(findings),
    )


def _preface(path: Path, language: str) -> Member:
    from convert.compilation.preface import read_preface  # brings Markdown: only where there is a preface

    tree = read_preface(load_source(path), path.name, language)
    return Member("preface", Shelf().put(pack_tree(tree)), len(tree.article.text_content))


def _name(plan: CollectionPlan) -> str:
    """The name of the one folder that all documents come from, else a plain word."""
    sources = {source for part in plan.parts for source in part.sources}
    return next(iter(sources)).resolve().name if len(sources) == 1 and next(iter(sources)).is_dir() else UNTITLED
