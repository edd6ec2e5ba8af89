"""From settled blocks to a proven tree."""

from __future__ import annotations

from convert.chinese.script import detect_script
from convert.errors import AuditError
from convert.reading.account import drop_control, has_control, settle_account, strip_control
from convert.reading.stages import Reading, read_plainly
from convert.reading.view import View
from convert.span import Span
from convert.tree.audit import audit
from convert.tree.grow import grow
from convert.tree.nodes import Document
from convert.tree.record import Change, Excision, Settled


def assemble(reading: Reading) -> Document:
    """The tree of a reading, whatever is in it.

    Where the proof at the end finds a fault of ours, the lines themselves are the paragraphs, and a remark says so.
    """
    try:
        return prove(reading)
    except AuditError as error:
        return prove(read_plainly(reading, error.message))


def prove(reading: Reading) -> Document:
    """The proven tree: view spans become source spans, and the account is closed."""
    source, view = reading.source, reading.view
    blocks, noise = [], []
    odd = not view.plain or has_control(source.text)
    for block in reading.settled:
        if block.kind == "noise":
            noise.append(Excision(block.spans, block.by))
        else:
            blocks.append(_to_source(block, source.text, view) if odd else block)
    given = [*view.cuts, *(Excision(view.to_source(cut.spans), cut.by) for cut in (*reading.cuts, *noise))]
    claimed: list[Span] = [span for block in blocks for span in block.spans]
    account = settle_account(source.text, claimed, given)
    tree = grow(source, blocks, account, reading.findings, detect_script(view.text))
    return audit(tree, source.text)


def _to_source(block: Settled, text: str, view: View) -> Settled:
    clean = strip_control(block.text)
    if view.plain:
        spans, changes = block.spans, block.changes
    else:
        spans = view.to_source(block.spans)
        entities = (view.entities[at] for at in view.entities if any(a <= at < b for a, b in block.spans))
        changes = (*(_move(change, text, view) for change in block.changes), *entities)
    if clean is not block.text:
        spans = drop_control(text, spans)
    return block._replace(spans=spans, text=clean, changes=changes)


def _move(change: Change, text: str, view: View) -> Change:
    """A change of the view as one of the source, where markup may stand in the place of a line end."""
    ((start, end),) = view.to_source((change.at,))
    return Change((start, end), text[start:end], change.now, change.by)
