"""Corrections: what an editor says a document is to be, kept in files beside it.

    [source]
    name = "a.txt"
    digest = "sha256:…"     # of its bytes
    whole = true            # the blocks are all there are; false without it

    [facts]
    title = "…"
    author = ["…", "…"]

    [[block]]               # one row a block as it is to be
    text = "一、总则"
    at = [120, 124]         # in characters of the source's text
    kind = "heading"        # a kind of the outline, "cut" (in no block) or "keep" (in some block)
    depth = 2
    opens = true            # a work begins with it; false: none does
    key = "来源"             # printed label of a fact

From the ground up:

record    corrections as a value
reading   a file → corrections
writing   corrections → a file
seeking   characters of a block → their places in a text
metadata  a table of facts for many documents
finding   which corrections are those of a document
matching  corrections → what is known of a text before it is read
outlines  an edited outline → corrections
teaching  what a document and its corrections say against rules and weights
telling   what a reader gave of a document → its tree, corrected
"""

from convert.corrections.finding import NOTHING, Editing
from convert.corrections.reading import load, parse
from convert.corrections.record import Corrected, Corrections
from convert.corrections.telling import tell_corrected
from convert.corrections.writing import dump, print_corrections

__all__ = ["NOTHING", "Corrected", "Corrections", "Editing", "dump", "load", "parse", "print_corrections",
           "tell_corrected"]
