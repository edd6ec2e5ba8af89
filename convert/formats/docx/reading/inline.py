"""The content of paragraphs: runs and what they hold, fields, links, references, tracked changes, formulas.

A function for each element of WordprocessingML that has text or changes the meaning of text; what is in no table means
nothing here and is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convert.formats.archive import Element
from convert.formats.docx.markup import R, W
from convert.formats.docx.reading.drawings import ALTERNATE, choose, search
from convert.formats.docx.reading.fields import show_code
from convert.formats.docx.reading.formatting import read_run
from convert.formats.docx.reading.formulas import M, linear, mathml
from convert.formats.docx.reading.setter import Setter
from convert.formats.symbols import PRIVATE, show

_T, _RPR = W + "t", W + "rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ENDS = " \t\n\r"
_SOFT_HYPHEN, _HARD_HYPHEN = "\u00ad", "\u2011"
REMOVED = frozenset({W + "del", W + "moveFrom"})
"""Tracked changes that take text away."""


def read_content(setter: Setter, holder: Element) -> None:
    """What a paragraph, or something inside one, holds."""
    for child in holder:
        make = _MAKERS.get(child.tag)
        if make is not None:
            make(setter, child)


def read_element(setter: Setter, element: Element) -> None:
    """One element, where it stands between paragraphs: the range of a comment may begin there."""
    make = _MAKERS.get(element.tag)
    if make is not None:
        make(setter, element)


def read_within(setter: Setter, element: Element) -> None:
    """What is seen through: its content counts, itself does not."""
    setter.book.enter()
    read_content(setter, element)
    setter.book.leave()


def _read_run(setter: Setter, run: Element) -> None:
    """w:r: characters of one look."""
    outer, runs = setter.direct, setter.runs
    setter.direct = {}
    for child in run:
        tag = child.tag
        if tag == _T:
            _read_text(setter, child)
        elif tag == _RPR:
            setter.direct = read_run(child)
        else:
            make = _MAKERS.get(tag)
            if make is not None:
                make(setter, child)
    setter.direct, setter.runs = outer, runs


def _read_text(setter: Setter, element: Element) -> None:
    """w:t: white space around it counts only if the element says so."""
    text = element.text
    if not text:
        return
    if (text[0] in _ENDS or text[-1] in _ENDS) and element.get(_SPACE) != "preserve":
        text = text.strip(_ENDS)
    if PRIVATE.search(text) or "\n" in text or "\r" in text:
        _read_signs(setter, text)
    elif text:
        setter.emit(text)


def _read_signs(setter: Setter, text: str) -> None:
    """Characters among which some are printed as others: those of symbol fonts, and line ends, which are spaces."""
    font = str(setter.direct.get("font", ""))
    for sign in text:
        shown = " " if sign in "\n\r" else show(ord(sign), font) if PRIVATE.match(sign) else ""
        if shown:
            setter.emit_sign(sign, shown)
        else:
            setter.emit(sign)


def _read_choice(setter: Setter, element: Element) -> None:
    """mc:AlternateContent: one branch."""
    branch = choose(element)
    if branch is not None:
        read_within(setter, branch)


def _read_control(setter: Setter, element: Element) -> None:
    """w:sdt: its content."""
    content = element.find(W + "sdtContent")
    if content is not None:
        read_within(setter, content)


def _read_tab(setter: Setter, element: Element) -> None:  # noqa: ARG001 - one shape for all
    setter.emit("\t")


def _read_break(setter: Setter, element: Element) -> None:
    """A break of line, column or page."""
    pages = element.get(W + "type") == "page"
    setter.filled = setter.filled or pages
    setter.break_line()
    if pages and not setter.deleted:
        setter.book.pages.turn()


def _read_page_end(setter: Setter, element: Element) -> None:  # noqa: ARG001 - one shape for all
    """Where a page ended when Word last saved."""
    setter.book.pages.turn()


def _read_hard_hyphen(setter: Setter, element: Element) -> None:  # noqa: ARG001 - one shape for all
    """A hyphen that no line ends at."""
    setter.emit(_HARD_HYPHEN)


def _read_soft_hyphen(setter: Setter, element: Element) -> None:  # noqa: ARG001 - one shape for all
    """A place where a word may be parted: nothing is printed there."""
    setter.leave_out(_SOFT_HYPHEN, "markup/soft-hyphen")


def _read_symbol(setter: Setter, element: Element) -> None:
    """w:sym: a character of a symbol font."""
    try:
        code = int(element.get(W + "char", "")[:6], 16)
    except ValueError:
        return
    code = code if code > 0xFF else code + 0xF000
    if not 0x20 <= code < 0xFFFE or 0xD800 <= code < 0xE000:
        return
    shown = show(code, element.get(W + "font", ""))
    if shown:
        setter.emit_sign(chr(code), shown)
    else:
        setter.emit(chr(code))


def _read_ruby(setter: Setter, element: Element) -> None:
    """w:ruby: characters, and above them how they are read."""
    base, above = element.find(W + "rubyBase"), element.find(W + "rt")
    reading = "".join(text.text or "" for text in above.iter(_T)) if above is not None else ""
    runs, setter.runs = setter.runs, (*setter.runs, ("ruby", reading))
    if base is not None:
        read_within(setter, base)
    setter.runs = runs
    setter.leave_out(reading, "markup/ruby")


def _read_drawing(setter: Setter, element: Element) -> None:
    """Pictures stand where they are; boxes, lettering and diagrams follow the paragraph they hang on."""
    if setter.fields.coding or setter.deleted:
        return
    setter.filled = True
    for found in search(element):
        if found.kind == "picture":
            setter.book.add_picture(found, setter.related)
        else:
            setter.found.append(found)


def _read_formula(setter: Setter, element: Element) -> None:
    """m:oMath: one line of text that bears the MathML."""
    text = " ".join(linear(element).split())
    if text:
        setter.emit_as("math", mathml(element), text)


def _read_link(setter: Setter, element: Element) -> None:
    """w:hyperlink: to an address outside, or to a bookmark."""
    relation = setter.related.get(element.get(R + "id", ""))
    anchor = element.get(W + "anchor", "") or element.get(W + "docLocation", "")
    target = (relation.target if relation is not None else "") + (f"#{anchor}" if anchor else "")
    runs = setter.runs
    setter.runs = (*runs, ("link", target)) if target else runs
    read_within(setter, element)
    setter.runs = runs


def _read_bookmark(setter: Setter, element: Element) -> None:
    """w:bookmarkStart: a place that links may lead to."""
    setter.galley.keep_place(element.get(W + "name", ""))


def _read_reference(setter: Setter, element: Element) -> None:
    """A reference to a note; its own mark, if it has one, follows in the same run."""
    if setter.fields.coding or setter.deleted:
        return
    id_, own = setter.book.call_note("footnote" if element.tag == W + "footnoteReference" else "endnote", element)
    if own and any(sibling.tag in (_T, W + "sym") for sibling in element.itersiblings()):
        setter.runs = (*setter.runs, ("ref", id_))
    elif id_ and (printed := setter.book.print_own(id_)):
        setter.emit_as("ref", id_, printed)
    elif id_:
        setter.book.refer(id_)


def _read_own_number(setter: Setter, _: Element) -> None:
    """The number of a note in our own file, where it stood in the text as a label."""
    own = setter.book.own
    printed = setter.book.print_own(str(setter.base.get("note", "")))
    if own is not None and own.notes == "labelled" and printed:
        setter.emit_as("label", "", printed)


def _read_comment_start(setter: Setter, element: Element) -> None:
    setter.book.marked[element.get(W + "id", "")] = setter.galley.extent


def _read_comment_end(setter: Setter, element: Element) -> None:
    id_ = element.get(W + "id", "")
    setter.book.tell_comment(id_, setter.book.marked.pop(id_, None))


def _read_comment_reference(setter: Setter, element: Element) -> None:
    """A comment on a place; one on a range has been told."""
    setter.book.tell_comment(element.get(W + "id", ""), None)


def _read_change(setter: Setter, element: Element) -> None:
    """A tracked change, accepted: what is inserted is kept, what is deleted is not printed."""
    removes = element.tag in REMOVED
    start = setter.galley.extent
    setter.deleted += removes
    read_within(setter, element)
    setter.deleted -= removes
    if start < setter.galley.extent and not setter.deleted:
        setter.book.tell_change(element, (start, setter.galley.extent))


def _read_field_mark(setter: Setter, element: Element) -> None:
    """Where a field begins, where its result does, and where it ends; one without a result may print its code."""
    ended = setter.fields.take(element)
    if ended is None:
        return
    shown = show_code(ended)
    if shown.was and len(shown.text) == 1:
        setter.emit_sign(shown.was, shown.text)
    elif shown.reading:
        setter.emit_as("ruby", shown.reading, shown.text)
        setter.leave_out(shown.reading, "markup/ruby")
    elif shown.text:
        setter.emit(shown.text)


def _read_code(setter: Setter, element: Element) -> None:
    """A piece of a field's code."""
    if setter.fields.coding is not None and element.text:
        setter.fields.coding.code.append(element.text)


def _read_simple_field(setter: Setter, element: Element) -> None:
    """w:fldSimple: a field whose code is an attribute."""
    setter.fields.enter(element.get(W + "instr", ""))
    read_within(setter, element)
    setter.fields.leave()


_Maker = Callable[[Setter, Element], None]
_MAKERS: Mapping[object, _Maker] = {
    W + "r": _read_run, _T: _read_text, W + "delText": _read_text, W + "tab": _read_tab, W + "ptab": _read_tab,
    W + "br": _read_break, W + "cr": _read_break, W + "lastRenderedPageBreak": _read_page_end,
    W + "noBreakHyphen": _read_hard_hyphen, W + "softHyphen": _read_soft_hyphen, W + "sym": _read_symbol,
    W + "ruby": _read_ruby, W + "fldChar": _read_field_mark, W + "instrText": _read_code,
    W + "fldSimple": _read_simple_field, W + "hyperlink": _read_link, W + "sdt": _read_control,
    W + "footnoteReference": _read_reference, W + "endnoteReference": _read_reference,
    W + "footnoteRef": _read_own_number, W + "bookmarkStart": _read_bookmark,
    W + "commentRangeStart": _read_comment_start, W + "commentRangeEnd": _read_comment_end,
    W + "commentReference": _read_comment_reference, M + "oMath": _read_formula, ALTERNATE: _read_choice,
    **dict.fromkeys((W + "drawing", W + "pict", W + "object"), _read_drawing),
    **dict.fromkeys((W + "ins", W + "moveTo", *REMOVED), _read_change),
    **dict.fromkeys((W + "smartTag", W + "customXml", W + "dir", W + "bdo", M + "oMathPara"), read_within),
}
"""Who reads each element."""
