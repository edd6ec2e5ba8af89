"""Huozi (活字): Chinese documents, as they are really found, into clean editions.

    tree = convert.read("speech.txt")
    convert.write(tree, "speech.docx", style="gongwen")

Only lxml is loaded here; writers are imported when a format asks for them. A script beside a `convert.py` of its own
imports `huozi`, which has the same names.

From the ground up, each built on those above it alone:

errors       exceptions, and the exit codes they give
span         ranges of characters in a source
resources    where styles, fonts and schema lie
version      of Huozi and of its tree
files        files, whole or not at all
chinese      what everybody must know of Chinese: numerals, dates, script
tree         the elements of a document, their account, schema and proof
collection   documents in an order, in parts, with one identity
style        style sheets and faces
transforms   tree to tree: script, repair
recovery     from lines with marks to a tree
corrections  what an editor says a document is to be, in files
formats      a folder a format, and what formats share
containers   archives and records, which hold documents
sources      which files are documents, and the trees they give
check        checks of finished files
production   many documents: jobs, ledger, workers
compilation  many documents in one book
api          the face: reading, writing, collecting, each one call
cli          the command line
"""

from convert.api import collect, read, read_text, repair_script, to_script, write
from convert.collection import Collection
from convert.errors import HuoziError, OutputError, PartialError, SourceError, StyleError, UsageError
from convert.production import batch
from convert.tree.audit import restore
from convert.tree.nodes import Article, Document, Heading, Section
from convert.tree.outline import outline
from convert.version import VERSION as __version__  # noqa: N811 - the name Python expects

__all__ = [
    "Article", "Collection", "Document", "Heading", "HuoziError", "OutputError", "PartialError", "Section",
    "SourceError", "StyleError", "UsageError", "__version__", "batch", "collect", "outline", "read",
    "read_text", "repair_script", "restore", "to_script", "write",
]
