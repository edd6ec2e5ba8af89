"""Measures what one foreign line costs the other blocks of a document, wherever it stands.

    python tests/score_foreign.py [--all] [--worst 12] [--lines URL,date] [--rows NAME]

Each line of `foreign_lines.tsv` is put into every outlined text and Markdown document at three places: in its front, in
its middle and near its end, each time between two blocks. What the line itself became is left out; the loss is by how
much F1 of all others falls against the same document without it, and nothing where it rises. Without --all a tenth of
the lines and places is tried, always the same.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from outlined import Outlined, load_all
from scoring import Figure, Line, differences, letters, make_line, score

from convert.formats.text.decode import decode
from convert.recovery.labelling import Model
from convert.recovery.reader import read
from convert.recovery.weights import load_model
from convert.tree.outline import OutlineRow, outline

TABLE = Path(__file__).parent / "foreign_lines.tsv"
SUFFIXES = (".txt", ".md")
"""Of files in which a line of the source is a line of the text."""

PLACES = ("front", "middle", "end")
FRONT = frozenset({"kicker", "title", "subtitle", "byline", "date", "meta", "addressee", "salutation", "note"})
SHARE = 10
"""One of so many lines and places is tried where not all are."""


class Trial(NamedTuple):
    """A document with a foreign line."""

    document: Outlined
    kind: str
    """What line it is."""
    place: str
    """One of PLACES."""
    before: dict[str, Figure]
    """Figures without the line."""
    behind: dict[str, Figure]
    """Figures of all blocks but the line."""
    rows: list[str]
    """What else is read otherwise."""

    def lose(self, measure: str) -> float:
        """By how much F1 fell."""
        return max(0.0, self.before[measure].f1 - self.behind[measure].f1)


def load_lines() -> dict[str, str]:
    """Kind → line."""
    with TABLE.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader((row for row in handle if not row.startswith("#")), delimiter="\t", restkey="more")
        return {row["kind"]: "\t".join((row["line"], *row.get("more", ()))) for row in rows}


def draw(*names: str) -> int:
    """A number that is always the same for the same names."""
    return int.from_bytes(hashlib.sha256("/".join(names).encode()).digest()[:4])


def find_gaps(text: str, rows: Sequence[OutlineRow]) -> Iterator[tuple[int, str]]:
    """Where between two blocks a line may be put, and the kind of the block behind; not inside tables and fences.

    Before furniture none is put: that may stand inside a sentence.
    """
    seen = -1
    for row in rows:
        start = max(text.rfind("\n", 0, row.start), text.rfind("\r", 0, row.start)) + 1
        closed = row.kind in ("row", "noise") or text.startswith("|", start) or text.count("\n```", 0, start) % 2
        if row.start >= 0 and start > seen and not letters(text[start : row.start]) and not closed:
            yield start, row.kind
        seen = max(seen, start)


def choose_gaps(document: Outlined, kind: str, gaps: Sequence[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    """Name of each place and where it is: any gap of the front, the middle, one of the last three."""
    number = draw(document.kind, document.name, kind)
    front = next((k for k, (_, label) in enumerate(gaps) if label not in FRONT), len(gaps) - 1)
    chosen = number % (front + 1), len(gaps) // 2, max(0, len(gaps) - 1 - number % 3)
    for place, k in zip(PLACES, chosen, strict=True):
        yield place, gaps[k][0]


def put(text: str, line: str, at: int, markdown: bool) -> tuple[str, tuple[int, int]]:
    """The text with a line of its own at a place, parted by blank lines where others there are, and where it stands."""
    newline = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r"
    apart = markdown or text[:at].endswith(newline * 2)
    head = text[:at] + (newline if markdown else "")
    return f"{head}{line}{newline * (2 if apart else 1)}{text[at:]}", (len(head), len(head) + len(line))


def leave_out(rows: Iterable[OutlineRow], line: str, place: tuple[int, int]) -> Iterator[OutlineRow]:
    """All rows but those of the foreign line."""
    own = letters(line)
    for row in rows:
        if place[0] <= row.start < place[1] or (row.kind == "row" and own and letters(row.text) == own):
            continue
        yield row


def read_rows(text: str, name: str, document: Outlined, model: Model) -> list[OutlineRow]:
    made = document._replace(data=text.encode("utf-8", "surrogatepass"), file=name)
    return outline(read(made.text(), model))


def compare(rows: Iterable[OutlineRow]) -> list[Line]:
    return [make_line(row.kind, row.level, row.key, row.text) for row in rows]


def try_document(document: Outlined, lines: dict[str, str], share: int) -> Iterator[Trial]:
    """Every line, or one of `share`, at every place of a document."""
    model, wanted = load_model(), document.lines()
    text = decode(document.data, document.file).text.removeprefix("\ufeff")
    plain = read_rows(text, document.file, document, model)
    gaps, before = list(find_gaps(text, plain)), score(wanted, compare(plain))
    if not gaps:
        return
    for kind, line in lines.items():
        for place, at in choose_gaps(document, kind, gaps):
            if draw(document.name, kind, place) % share:
                continue
            made, stands = put(text, line, at, document.file.endswith(".md"))
            others = compare(leave_out(read_rows(made, document.file, document, model), line, stands))
            yield Trial(document, kind, place, before, score(wanted, others), differences(compare(plain), others))


def mean(losses: Iterable[float]) -> float:
    found = list(losses)
    return sum(found) / max(1, len(found))


def print_groups(trials: Sequence[Trial], name: str, worst: int) -> Iterator[str]:
    """The greatest mean losses by `kind`, `place` or name of the document."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.document.name if name == "document" else getattr(trial, name)].append(trial)
    losses = {key: mean(trial.lose("blocks") for trial in members) for key, members in groups.items()}
    for key in sorted(losses, key=lambda key: (-losses[key], key))[:worst]:
        heads = mean(trial.lose("headings") for trial in groups[key])
        most = max(groups[key], key=lambda trial: trial.lose("blocks"))
        yield f"  {key:34}{losses[key]:8.4f}{heads:8.4f}{most.lose('blocks'):8.3f} {most.kind}, {most.place}"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="try every line at every place")
    parser.add_argument("--worst", type=int, default=12, help="documents to name")
    parser.add_argument("--lines", default="", help="kinds of line, parted by commas")
    parser.add_argument("--rows", default="", help="print what is read otherwise in this document")
    given = parser.parse_args(arguments)
    wanted = given.lines.split(",") if given.lines else []
    lines = {kind: line for kind, line in load_lines().items() if not wanted or kind in wanted}
    documents = [one for one in load_all() if one.file.endswith(SUFFIXES) and given.rows in one.name]
    trials = [trial for one in documents for trial in try_document(one, lines, 1 if given.all else SHARE)]
    print(f"{len(documents)} documents, {len(trials)} trials; mean loss of blocks "
          f"{mean(trial.lose('blocks') for trial in trials):.4f}, headings "
          f"{mean(trial.lose('headings') for trial in trials):.4f}")
    for name, number in (("place", 3), ("kind", len(lines)), ("document", given.worst)):
        print(f"{name:36}{'blocks':>8}{'headings':>9}{'most':>7}")
        print("\n".join(print_groups(trials, name, number)))
    for trial in trials if given.rows else ():
        print(f"{trial.document.name} {trial.kind} {trial.place} {trial.lose('blocks'):.3f}", *trial.rows, sep="\n    ")


if __name__ == "__main__":
    main(sys.argv[1:])
