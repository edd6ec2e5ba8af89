"""Every document that has an outline: those of the repository, and of the corpus beside the checkout, if any."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from labelled import LABELS, build_rows
from mess import Row, make_mess
from score_dirty import load_reference
from scoring import MEASURES, Figure, Line, letters, lines_of, make_line, score, total
from texts import text_of
from trees import GOLD, SEEDS, read_rows
from wrapping import unify, wrap

from convert.formats.text.decode import decode
from convert.recovery.labelling import Model
from convert.recovery.reader import read
from convert.recovery.text import Text

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
DIRT = (("wrap-indent",), ("ragged",), ("indented", "page-number"), ("site-portal", "blank-space"), ("adverts",),
        ("indented", "running-head", "ragged"), ("heading-stop", "number-space"), ("line-number",),
        ("double-space", "half-digits"),
        ("centred", "running-head"), ("full-digits", "brackets"), ("nbsp", "wide"))
"""What is done to the copies, in turn; what the source has lost (numbers, headings) is not among it."""


REFERENCE_DIRT = (("wrap",), ("glue", "runin"), ("column", "half"), ("wrap", "page"), ("chrome", "blank"),
                  ("indent", "glue"), ("oneline",), ("wrap", "glue", "chrome"), ("wrap", "indent"), ("blank",),
                  ("page",), ("wrap", "blank", "page"))
"""What the reference tool beside the checkout does, where there is one: it also takes line ends away."""

WIDTHS = (60, 76, 68, 52, 84)
"""Columns at which the lines of real texts are broken, in turn."""

FEW, LONG = 6, 200
"""Lines and characters of the longest line of a text that was not wrapped, and is not all on one line."""


class Outlined(NamedTuple):
    """A document and its outline."""

    kind: str
    """The set: gold, cases, strangers, masked, recovery, public, batch-1 …, pdf, dirty."""
    name: str
    source: str
    """Where it comes from: documents of one source are alike, and are left out together."""
    data: bytes
    file: str
    """Name of the file, for its suffix."""
    rows: list[dict[str, str]]
    outline: Path = Path()
    """The file of its outline; none for a copy."""
    lenders: frozenset[str] = frozenset()
    """The other sources of which it holds lines."""

    def text(self) -> Text:
        return text_of(self.data, self.file)

    def lines(self) -> list[Line]:
        return [make_line(row["kind"], row["level"], row["key"], row["text"]) for row in self.rows]


def find_sets() -> dict[str, list[tuple[Path, Path]]]:
    """Set → outline and document of each member; outlines of fingerprints cannot be learned from and are left out."""
    gold = SHARED / "gold"
    sets = {"gold": _pair(gold if gold.is_dir() else GOLD, SHARED / "corpus", SEEDS),
            "cases": _pair(HERE / "cases", HERE / "cases"),
            "strangers": _pair(HERE / "strangers", HERE / "strangers"),
            "masked": _pair(HERE / "masked", HERE / "masked")}
    for name in ("recovery", "public"):
        sets[name] = _pair(SHARED / "faults" / name, SHARED / "faults" / name)
    for batch in sorted((SHARED / "gold2").glob("batch-*")):
        sets[batch.name] = _pair(batch, SHARED / "corpus2")
    for batch in sorted(LABELS.glob("batch-*")):
        sets[batch.name] = list(_pair_labels(batch))
    sets["pdf"] = _pair(SHARED / "pdf", SHARED / "pdf")
    return sets


def _pair_labels(batch: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted(batch.glob("*.labels")):
        folders = (SHARED / "corpus2", SHARED / "corpus")
        file = next((file for folder in folders for file in folder.glob(f"{path.stem}.*")), None)
        if file is not None:
            yield path, file


def _load_rows(path: Path, file: Path) -> list[dict[str, str]]:
    return build_rows(path, file) if path.suffix == ".labels" else read_rows(path)


def _pair(outlines: Path, *folders: Path) -> list[tuple[Path, Path]]:
    found = []
    for path in sorted(outlines.glob("*.tsv")):
        files = [file for folder in folders for file in sorted(folder.glob(f"{path.stem}.*"))
                 if file.suffix not in (".tsv", ".expect")]
        if files and not any(row["text"].startswith("#") and len(row["text"]) == 17 for row in read_rows(path)):
            found.append((path, files[0]))
    return found


def load_all(only: str = "") -> Iterator[Outlined]:
    """Every outlined document, set by set; those of one set where it is named."""
    for kind, members in find_sets().items():
        if only not in ("", kind):
            continue
        for path, file in members:
            together = kind in ("gold", "pdf") or kind.startswith("batch")
            source = re.split("[-_]", path.stem)[0] if together else f"{kind}:{path.stem}"
            rows = _load_rows(path, file)
            if rows:
                yield Outlined(kind, path.stem, source, file.read_bytes(), file.name, rows, path)


def soil_all(documents: list[Outlined]) -> Iterator[Outlined]:
    """Messy copies of gold and cases, each by the next of DIRT or of REFERENCE_DIRT, and real texts with broken lines;
    always the same."""
    tool = load_reference()
    unwrapped = [document for document in documents if document.kind.startswith("batch") and _is_unwrapped(document)]
    for number, document in enumerate(unwrapped):
        yield _wrap(document, WIDTHS[number % len(WIDTHS)])
    clean = [document for document in documents if document.kind in ("gold", "cases")]
    for number, document in enumerate(clean):
        for turn in range(6 if document.kind == "gold" else 2):
            if (number + turn) % 2:
                yield _soil(document, DIRT[(number // 2 + 5 * turn) % len(DIRT)])
            elif tool is not None:
                yield _soil_by(tool, document, REFERENCE_DIRT[(number // 2 + 5 * turn) % len(REFERENCE_DIRT)], number)


def _is_unwrapped(document: Outlined) -> bool:
    """Whether it is plain text with each paragraph on a line of its own."""
    if not document.file.endswith(".txt"):
        return False
    lengths = [len(line) for line in decode(document.data, document.file).text.splitlines()]
    return len(lengths) >= FEW and max(lengths) >= LONG


def _wrap(document: Outlined, columns: int) -> Outlined:
    text = wrap(unify(decode(document.data, document.file).text), columns)
    return document._replace(kind="dirty", name=f"{document.name}--wrap-{columns}", data=text.encode(), outline=Path())


def _soil(document: Outlined, names: tuple[str, ...]) -> Outlined:
    rows = [Row(row["kind"], row["level"], row["key"], row["text"]) for row in document.rows]
    mess = make_mess(rows, names, f"{document.name}/{','.join(names)}")
    outlined = [{"kind": row.kinds, "level": row.level, "key": row.key, "text": row.text} for row in mess.outline]
    return document._replace(kind="dirty", name=f"{document.name}--{'-'.join(names)}", data=mess.data,
                             file=f"{document.name}.txt", rows=outlined, outline=Path())


def _soil_by(tool: ModuleType, document: Outlined, names: tuple[str, ...], number: int) -> Outlined:
    with tempfile.TemporaryDirectory() as folder:
        seed = number % 8 + 1
        tool.main([str(document.outline), folder, "--ops", ",".join(names), "--seed", str(seed)])
        stem = Path(folder) / f"{document.name}--{'-'.join(names)}--{seed}"
        return document._replace(kind="dirty", name=stem.name, data=stem.with_suffix(".txt").read_bytes(),
                                 file=f"{document.name}.txt", rows=read_rows(stem.with_suffix(".tsv")), outline=Path())


class Score(NamedTuple):
    """How well one document was read."""

    kind: str
    name: str
    figures: dict[str, Figure]
    lost: int
    """Letters of its text that were thrown away as furniture."""
    whole: int
    """Letters of its text."""


def score_document(document: Outlined, model: Model) -> Score:
    """The figures of one document, read by a model."""
    given, wanted = lines_of(read(document.text(), model)), document.lines()
    furniture = {row.print for row in wanted if "noise" in row.kind.split("|")}
    kept = [letters(row.text) for row in wanted if row.kind.split("|")[0] not in ("noise", "meta", "article")]
    printed = "\n".join(letters(row.text) for row in given if row.kind not in ("noise", "meta"))
    whole = "\n".join(kept)
    cut = [letters(row.text) for row in given if row.kind == "noise" and row.print not in furniture]
    lost = sum(len(text) for text in cut if len(text) > 1 and text in whole and text not in printed)
    return Score(document.kind, document.name, score(wanted, given), lost, sum(map(len, kept)))


def print_scores(scores: list[Score]) -> Iterator[str]:
    """A table of micro averages by set; lost in per cent, macro the mean F1 of blocks."""
    yield f"{'set':16}{'documents':>10}{''.join(f'{name:>9}' for name in (*MEASURES, 'lost', 'macro'))}"
    kinds = list(dict.fromkeys(score.kind for score in scores))
    clean = [score for score in scores if score.kind != "dirty"]
    sets = [(kind, [each for each in scores if each.kind == kind]) for kind in kinds]
    for name, members in (*sets, ("clean", clean)):
        sums = total(each.figures for each in members)
        lost = 100 * sum(each.lost for each in members) / max(1, sum(each.whole for each in members))
        macro = sum(each.figures["blocks"].f1 for each in members) / max(1, len(members))
        figures = "".join(f"{figure.f1:9.3f}" for figure in sums.values())
        yield f"{name:16}{len(members):10}{figures}{lost:9.2f}{macro:9.3f}"
