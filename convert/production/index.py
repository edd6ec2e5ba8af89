"""The index of a run: all documents of a folder with what is known of them, the worst first, linked to their outputs.

Where there is a page of review of a document, it links to that too.

`index.csv` has all of them, `index.html` those that need to be looked at first.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from lxml import etree
from lxml.builder import ElementMaker

from convert.containers.entry import LeftOut
from convert.files import exists, write_whole
from convert.formats.registry import written_suffixes
from convert.production import rows
from convert.production.job import Outcome
from convert.production.targets import find_review
from convert.sources import print_name
from convert.sources.ours import tell_ours
from convert.tree.outline import tame

SHOWN = 1000
"""Documents on the page; a browser holds no million."""

HEADS = ("source", "state", "title", "author", "date", "certainty", "remarks", "notices", "faults", "outputs")
"""What stands at the top of the columns."""

STYLE = """
body { font: 15px/1.6 system-ui, sans-serif; margin: 2em auto; max-width: 90em; padding: 0 1em; color: #222; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3em .6em;
border-bottom: 1px solid #ddd; overflow-wrap: anywhere; } th { position: sticky; top: 0; background: #fff; }
.failed td:nth-child(2) { color: #b00; font-weight: bold; } a + a { margin-left: .6em; }
"""

E = ElementMaker()


def write_index(folder: Path, ledger: Path, left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """Writes the index of a ledger; what stands there and is not ours is left alone, which is told.

    Raises OutputError where it cannot be written.
    """
    told = []
    for name, write in (("index.csv", _write_table), ("index.html", _write_page)):
        path = folder / name
        if exists(path) and not tell_ours(path):
            told.append(LeftOut(path, "It is not ours, so the index of the batch is not written over it."))
            continue
        with closing(rows.connect(ledger)) as found:
            worst_first = (outcome for outcome in rows.list_outcomes(found, rows.WORST_FIRST) if outcome is not None)
            write_whole(path, partial(write, worst_first, left_out, folder))
    return told


def describe(outcome: Outcome) -> tuple[str, ...]:
    """The cells of a document, all but its outputs."""
    return (
        print_name(outcome.source), "failed" if outcome.failed else "done", outcome.title, outcome.author, outcome.date,
        "" if outcome.certainty is None else f"{outcome.certainty:.2f}", _count(outcome.remarks),
        _count(outcome.notices), " ".join(fault.message for fault in outcome.faults),
    )


def _count(counted: dict[str, int] | None) -> str:
    return ", ".join(f"{code} {times}" if times > 1 else code for code, times in sorted((counted or {}).items()))


def _list_outputs(outcome: Outcome) -> list[tuple[str, str]]:
    """Format and place below the folder of each output."""
    suffixes = written_suffixes()
    return [(form, f"{outcome.target}{suffixes.get(form, f'.{form}')}") for form in outcome.outputs or {}]


def _write_table(outcomes: Iterable[Outcome], left_out: Sequence[LeftOut], _: Path, file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    table = csv.writer(text)
    table.writerow(HEADS)
    for outcome in outcomes:
        outputs = " ".join(print_name(place) for _, place in _list_outputs(outcome))
        table.writerow(map(tame, (*describe(outcome), outputs)))
    for each in left_out:
        table.writerow(map(tame, (print_name(str(each.path)), "left out", *[""] * 6, each.why, "")))
    text.flush()
    text.detach()


def _write_page(outcomes: Iterable[Outcome], left_out: Sequence[LeftOut], folder: Path, file: BinaryIO) -> None:
    listed = list(islice(outcomes, SHOWN + 1))
    body_rows = (_make_row(outcome, folder) for outcome in listed[:SHOWN])
    table = E.table(E.thead(E.tr(*map(E.th, HEADS))), E.tbody(*body_rows))
    body = E.body(E.h1("活字 Huozi"), table)
    if len(listed) > SHOWN:
        body.append(E.p(f"The {SHOWN} documents that need it most; all are in ", E.a("index.csv", href="index.csv")))
    if left_out:
        body.append(E.h2("left out"))
        body.append(E.ul(*(E.li(print_name(f"{each.path}: {each.why}")) for each in left_out[:SHOWN])))
    head = E.head(E.meta(charset="utf-8"), E.meta(name="generator", content="huozi batch"), E.title("Huozi"),
                  E.style(STYLE))
    page = etree.tostring(E.html(head, body, lang="zh"), method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    file.write(page)


def _make_row(outcome: Outcome, folder: Path) -> etree._Element:
    page = find_review(folder, outcome.target)
    places = [*_list_outputs(outcome), *([("review", page)] if page else [])]
    links = [E.a(name, href=quote(place.encode("utf-8", "surrogateescape"))) for name, place in places]
    cells = [E.td(cell) for cell in map(print_name, describe(outcome))]
    return E.tr(*cells, E.td(*links), **({"class": "failed"} if outcome.failed else {}))
