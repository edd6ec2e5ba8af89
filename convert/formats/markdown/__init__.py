"""Markdown, as CommonMark, GitHub and people write it, and reStructuredText: bytes to lines with marks.

    read          the whole way
    front         front matter before the text
    facts toml    keys and values in YAML, JSON and TOML, with their places
    habits        what people write that CommonMark reads otherwise, put right in the copy that the parser reads
    emphasis      … stars next to Chinese punctuation
    ruled         … tables without a line of dashes
    columns       … tables with nothing but blanks between their cells
    boxes         … containers, callouts, code between tags
extensions    marks of other programs
    restructured  what reStructuredText writes otherwise
    edited        the copy, and the way back to the source
    places        where the parser says that something stands
    walk          what the parser tells, one method for each kind of event
    events blocks displays inlines  … the pass itself, and its methods
    tags          HTML in Markdown
    scene         what is open at a place: the marks of the next line
    galley        lines, runs and pictures
    bylines       the line under a headline, parted at its links and its date
    slugs         places that links lead to
    printing      the view and the account
    own           what our own files say of their blocks
    writing       the writer
    recognise     whether a plain text is Markdown

What the lines say, and what they leave to the labelling:

* A line of the source is a line. Lines that follow each other without a blank one have the same `paragraph`, as
  CommonMark has it: they may be one paragraph, wrapped, or one each, for people write both. Over a whole document it
  shows: wrapped lines end anywhere and are of one width, paragraphs end their sentences.
* A line end that the author asks for (two blanks, a backslash, `<br>`) begins a new `paragraph`, and so does an indent
  of two ideographic blanks; not in a cell of a table.
* A line that goes on with an item, quotation or note without its marks or indent has the `paragraph` of it, but `item`,
  `quote` and `note` as the line itself shows them.
* A number before an item stays in the text (`1. 甲`), where it is typed; where the same is typed before all, it is
  cut, and `bullet` has the number that is printed. Other bullets are cut, `bullet` is •, ☐ or ☑.
* Lines of code have no `paragraph`: there only the text tells. `name` is the language of the fence. Data in a fence of
  JSON, YAML or TOML are lines with a `field`, as those of front matter.
* A line of an item that is nothing but a link into the document itself has the role `contents`.
* What follows a term in a list of definitions has the term as its `field`; the term is a line of its own before.
"""

from __future__ import annotations
