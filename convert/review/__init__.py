"""Review: a page on which an editor sees what was recovered and sets it right.

rows      what a tree makes of its source, a row a block or cut, in the order of the source
losing    what else a block might have been
sheet     all that a page shows of a document
figures   how well a document came out, in numbers
page      the page of a document, in one file
index     the page of many documents, the worst first
desk      documents that lie open for review, read, saved and read anew
folder    a folder of pages with its index
server    the pages from this machine to it alone, and *Save*

Files: `words.toml` holds every word of the interface, `page.html` and `index.html` are what pages are made from,
`review.css` is their look, the scripts in `scripts` their behaviour; a page carries what it needs of them in itself.
"""
