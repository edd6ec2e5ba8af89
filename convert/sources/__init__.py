"""Sources: which files are documents, and the trees they give.

given    a document however it is given → its tree
loading  a path, through archives → the bytes of a document
remote   files behind URLs
ours     what Huozi writes beside documents
layout   what paths people name, and where it lies below the folder that all share
finding  paths → all documents in folders and archives
"""

from convert.sources.finding import Found, find_documents
from convert.sources.given import print_name, read, read_form, read_held, read_text
from convert.sources.loading import load, locate
from convert.sources.remote import find_url

__all__ = [
    "Found", "find_documents", "find_url", "load", "locate", "print_name", "read", "read_form", "read_held",
    "read_text",
]
