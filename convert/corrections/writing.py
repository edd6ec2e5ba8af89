"""Writing: corrections as a file that reads back to the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from convert.corrections.reading import parse
from convert.corrections.record import Corrected, Corrections
from convert.errors import OutputError
from convert.files import write_whole

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_UNFIT = re.compile(r'[\x00-\x1f\x7f"\\]')
"""What a string of TOML has only escaped."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""What no TOML can hold."""


def dump(corrections: Corrections, path: Path | str) -> None:
    """Writes corrections into a file, whole or not at all; raises OutputError where it cannot be written."""
    data = print_corrections(corrections).encode("utf-8")
    write_whole(Path(path), lambda file: file.write(data))


def print_corrections(corrections: Corrections) -> str:
    """Corrections as TOML, proven by reading it back; raises OutputError where it would not give the same."""
    printed = "\n\n".join("\n".join(part) for part in _print_all(corrections)) + "\n"
    again = parse(printed.encode("utf-8"), corrections.file or "corrections")
    if (again.name, again.digest, dict(again.facts), again.whole) != (
            corrections.name, corrections.digest, {key: value for key, value in corrections.facts.items() if value},
            corrections.whole) or again.blocks != tuple(block._replace(line=0) for block in corrections.blocks):
        raise OutputError("These corrections cannot be written: read back they would be others.",
                          "Empty texts, and facts of other names than standard ones, have no place in a file.")
    return printed


def _print_all(corrections: Corrections) -> Iterator[list[str]]:
    yield ["[source]", *(["name = " + _quote(corrections.name)] if corrections.name else ()),
           *([f'digest = "sha256:{corrections.digest}"'] if corrections.digest else ()),
           *(["whole = true"] if corrections.whole else ())]
    facts = [(name, values) for name, values in corrections.facts.items() if values]
    if facts:
        yield ["[facts]", *(f"{name if _BARE.fullmatch(name) else _quote(name)} = {_list(values)}"
                            for name, values in facts)]
    for block in corrections.blocks:
        yield list(_print_block(block))


def _list(values: tuple[str, ...]) -> str:
    return _quote(values[0]) if len(values) == 1 else f"[{', '.join(map(_quote, values))}]"


def _print_block(block: Corrected) -> Iterator[str]:
    yield "[[block]]"
    yield f"text = {_quote(block.text)}"
    if block.at is not None:
        yield f"at = [{block.at[0]}, {block.at[1]}]"
    yield f"kind = {_quote(block.kind)}"
    if block.depth:
        yield f"depth = {block.depth}"
    if block.opens is not None:
        yield f"opens = {str(block.opens).lower()}"
    if block.key:
        yield f"key = {_quote(block.key)}"


def _quote(text: str) -> str:
    """A basic string of TOML; what no file can hold is U+FFFD."""
    plain = _SURROGATE.sub("\ufffd", text)
    return '"' + _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}" if match[0] not in '"\\' else f"\\{match[0]}",
                            plain) + '"'
