"""The registry as tables for people: what is read and written, which format obeys which key, what each may be asked."""

from __future__ import annotations

from convert.formats.obedience import Obedience
from convert.formats.registry import FORMATS
from convert.style.keys import ELEMENTS, FACES, PAGE, TYPE

Rows = list[tuple[str, ...]]


def tabulate_keys() -> Rows:
    """A row for each key of a style sheet, the first with the heads: table, key, what it decides, who obeys it."""
    forms = [form for form in FORMATS if form.obedience.keys]
    keys = [("[page]", key, of.says) for key, of in PAGE.items()]
    keys += [("[faces]", FACES, "names of each face, the best first")]
    keys += [("[type.…]", key, of.says) for key, of in TYPE.items()]
    rows = [(*row, *("yes" * (row[1] in form.obedience.keys) for form in forms)) for row in keys]
    return [("table", "key", "decides", *(form.name for form in forms)), *rows]


def list_exceptions() -> dict[str, list[str]]:
    """Format → where it does not obey a key of a type that it obeys elsewhere."""
    return {form.name: found for form in FORMATS if (found := _except(form.obedience))}


def _except(obedience: Obedience) -> list[str]:
    told = [f"{key} only of {', '.join(filter(elements.__contains__, ELEMENTS))}"
            for key, elements in obedience.only.items()]
    whole = [element for element in ELEMENTS if element in obedience.but]
    told += [f"nothing of {', '.join(whole)}"] if whole else []
    for element in ELEMENTS:
        keys = [key for key in TYPE if f"{element}.{key}" in obedience.but]
        told += [f"of {element} not {', '.join(keys)}"] if keys else []
    return told


def print_markdown(rows: Rows) -> str:
    """A table of Markdown; what stands in a cell is given as it is."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def tabulate_options() -> Rows:
    """A row for each option of a writer, the first with the heads."""
    return [("option", "does"), *((f"{form.name}.{option.name}", option.does) for form in FORMATS
                                  for option in form.options)]


def tabulate_formats() -> Rows:
    """A row for each format, the first with the heads: what it is, how its files end, whether it is read, written."""
    return [("format", "files", "read", "written"), *(
        (form.holds, " ".join(f"`{suffix}`" for suffix in (*form.suffixes, *form.others)),
         "yes" * bool(form.reader), "yes" * bool(form.writer)) for form in FORMATS)]
